// Parses desktop entries ("Desktop Entry Specification"). Pure.

/** The keys of the group [Desktop Entry] with their values, still escaped. */
export type DesktopEntry = ReadonlyMap<string, string>

const GROUP = 'Desktop Entry'

/**
 * Null if `text` is not a desktop entry: another group is first, or a line is neither a comment, a group nor a key
 * ("Basic format of the file"). The last of repeated keys is used, as by GKeyFile.
 */
export function readDesktopEntry(text: string): DesktopEntry | null {
  const entry = new Map<string, string>()
  let group: string | null = null
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const start = line.trimStart()
    if (start === '' || start.startsWith('#')) continue
    const header = /^\[([^[\]]+)\]\s*$/.exec(start)
    if (header) {
      if (group === null && header[1] !== GROUP) return null
      group = header[1] ?? ''
      continue
    }
    const equals = start.indexOf('=')
    if (group === null || equals <= 0) return null
    if (group === GROUP) entry.set(start.slice(0, equals).trimEnd(), start.slice(equals + 1).trimStart())
  }
  return group === null ? null : entry
}

/** "Possible value types": before version 1.0, true was written as 1. */
export const isTrue = (value: string | undefined): boolean => /^(true|1)\s*$/.test(value ?? '')

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

/** Unescapes a value of type string. A backslash before any other character stays. */
export const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole)

/** Splits a value of type string(s) at semicolons; `\;` is a literal semicolon. */
export const listed = (value: string): string[] =>
  [...value.trimEnd().matchAll(/((?:\\.|[^;\\])+)(?:;|$)/g)].map(([, part = '']) =>
    unescaped(part.replaceAll('\\;', ';')),
  )

/** Field codes, which are empty when no file is opened, and `%%`. */
const FIELD_CODE = /%([fFuUdDnNickvm%])/g

/**
 * The program and arguments of an Exec value, as run at login ("The Exec key"). Null if it is invalid: no program, an
 * unclosed quotation mark or an unknown field code. Field codes are expanded first, also in quotation marks, as in GLib.
 */
export function commandOf(value: string): string[] | null {
  const text = unescaped(value)
  if (text.replace(FIELD_CODE, '').includes('%')) return null
  const words = wordsOf(text.replace(FIELD_CODE, (_whole, code: string) => (code === '%' ? '%' : '')))
  return words?.[0] ? words : null
}

/** Null if a quotation mark is not closed. Parts of words may be quoted, also in single quotes (GLib, KDE, systemd). */
function wordsOf(text: string): string[] | null {
  const words: string[] = []
  let word: string | null = null
  let quote: '"' | "'" | null = null
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    const next = text[at + 1] ?? ''
    const escapes = quote === null ? next !== '' : quote === '"' && /["`$\\]/.test(next)
    if (letter === '\\' && escapes) {
      word = (word ?? '') + next
      at++
    } else if (letter === quote) quote = null
    else if (quote !== null) word = (word ?? '') + letter
    else if (letter === '"' || letter === "'") {
      quote = letter
      word ??= ''
    } else if (!/[ \t\n\r]/.test(letter)) word = (word ?? '') + letter
    else if (word !== null) {
      words.push(word)
      word = null
    }
  }
  if (quote !== null) return null
  return word === null ? words : [...words, word]
}

/**
 * Whether the entry applies to `desktops`, the names in $XDG_CURRENT_DESKTOP: the first one in OnlyShowIn or NotShowIn
 * decides ("Recognized desktop entry keys", OnlyShowIn).
 */
export function isForDesktop(entry: DesktopEntry, desktops: readonly string[]): boolean {
  const only = entry.get('OnlyShowIn')
  const onlyIn = listed(only ?? '')
  const notIn = listed(entry.get('NotShowIn') ?? '')
  const decisive = desktops.find((name) => onlyIn.includes(name) || notIn.includes(name))
  return decisive === undefined ? only === undefined : onlyIn.includes(decisive)
}
