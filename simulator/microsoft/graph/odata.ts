// Parses OData's `$filter` and `$search`, as far as the search for users needs them, into a predicate.
// Source: "Use the $filter query parameter", "Use the $search query parameter", Microsoft Graph.

export type Fields = Readonly<Record<string, string | null>>
export interface Query {
  readonly matches: (fields: Fields) => boolean
  /** The names of the fields that it reads. */
  readonly fields: readonly string[]
  /** Whether it is allowed only in an advanced query. */
  readonly advanced: boolean
}

/** `startswith(field,'text')`, `endswith(…)` and `field eq 'text'`, joined by `and` and `or`. Null for anything else. */
export const readFilter = (text: string): Query | null =>
  readTerms(
    text,
    /(?:(?<call>startswith|endswith)\(\s*(?<of>\w+)\s*,\s*'(?<part>(?:[^']|'')*)'\s*\)|(?<is>\w+)\s+eq\s+'(?<whole>(?:[^']|'')*)')/iy,
    /\s+(and|or)\s+/iy,
    ({ call, of, part, is, whole }) => {
      const field = of ?? is ?? ''
      // A quote in the text is doubled.
      const wanted = (part ?? whole ?? '').replaceAll("''", "'").toLowerCase()
      const test = (value: string): boolean => {
        switch (call?.toLowerCase()) {
          case 'startswith':
            return value.startsWith(wanted)
          case 'endswith':
            return value.endsWith(wanted)
          default:
            return value === wanted
        }
      }
      return {
        fields: [field],
        advanced: call?.toLowerCase() === 'endswith',
        matches: (fields) => test(fields[field]?.toLowerCase() ?? '\u0000'),
      }
    },
  )

/** `"field:text"`, joined by `AND` and `OR`. Matches the words of a displayName in any order, else the start of the field. */
export const readSearch = (text: string): Query | null =>
  readTerms(
    text,
    /"(?<field>\w+):(?<escaped>(?:[^"\\]|\\.)*)"/y,
    /\s+(AND|OR)\s+/y,
    ({ field = '', escaped = '' }) => {
      const wanted = escaped.replaceAll(/\\(.)/g, '$1')
      return {
        fields: [field],
        advanced: true,
        matches: (fields) => {
          const value = fields[field] ?? ''
          if (field !== 'displayName') return value.toLowerCase().startsWith(wanted.toLowerCase())
          const words = wordsOf(value)
          return wordsOf(wanted).every((word) => words.some((other) => other.startsWith(word)))
        },
      }
    },
  )

/** "By spaces, numbers, different casing, and symbols", then in any letter case. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\d+)/g, ' $1 ')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

/** Parses terms joined by "and" and "or"; "and" has precedence. Both patterns are sticky. */
function readTerms(
  text: string,
  termPattern: RegExp,
  joint: RegExp,
  toTerm: (groups: Partial<Record<string, string>>) => Query,
): Query | null {
  const alternatives: Query[][] = [[]]
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at = pattern.lastIndex
    return found
  }
  for (;;) {
    const term = take(termPattern)
    if (!term) return null
    alternatives.at(-1)?.push(toTerm(term.groups ?? {}))
    if (at === text.length) break
    const [, word] = take(joint) ?? []
    if (word === undefined) return null
    if (word.toLowerCase() === 'or') alternatives.push([])
  }
  const terms = alternatives.flat()
  return {
    fields: terms.flatMap(({ fields }) => fields),
    advanced: terms.some(({ advanced }) => advanced),
    matches: (fields) => alternatives.some((all) => all.every((term) => term.matches(fields))),
  }
}
