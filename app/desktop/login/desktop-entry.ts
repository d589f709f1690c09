// Desktop entries, read as the "Desktop Entry Specification" says. Pure.

/** The keys of the group [Desktop Entry] with their values as they stand in the file. */
export type DesktopEntry = ReadonlyMap<string, string>

const GROUP = 'Desktop Entry'

/**
 * Null for a text that is no desktop entry: another group comes first, or a line is neither comment, group nor key
 * ("Basic format of the file"). A key that comes twice has its last value, as GKeyFile takes it.
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

/** "Possible value types": before version 1.0 a true one was written as 1. */
export const isTrue = (value: string | undefined): boolean => /^(true|1)\s*$/.test(value ?? '')

const ESCAPES: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' }

/** A value of type string without its escapes; a backslash before anything else stays. */
export const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole)

/** A value of type string(s): the parts between semicolons, where `\;` is a semicolon. */
export const listed = (value: string): string[] =>
  [...value.trimEnd().matchAll(/((?:\\.|[^;\\])+)(?:;|$)/g)].map(([, part = '']) =>
    unescaped(part.replaceAll('\\;', ';')),
  )

/** Field codes, which stand for nothing where no file is opened; the others of the specification are `%%`. */
const FIELD_CODE = /%([fFuUdDnNickvm%])/g

/**
 * The command of a value of the key Exec, in words, as a login runs it ("The Exec key"). Null where it is invalid: without
 * a program, with an open quotation mark, with a field code that there is not. Field codes go first, within quotation marks
 * too, as in GLib.
 */
export function commandOf(value: string): string[] | null {
  const text = unescaped(value)
  if (text.replace(FIELD_CODE, '').includes('%')) return null
  const words = wordsOf(text.replace(FIELD_CODE, (_whole, code: string) => (code === '%' ? '%' : '')))
  return words?.[0] ? words : null
}

/** Null where a quotation mark is open. Words may be quoted in part and in single ones, as GLib, KDE and systemd take it. */
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
 * Whether it is for one of the desktops in use, from $XDG_CURRENT_DESKTOP ("Recognized desktop entry keys", OnlyShowIn):
 * the first name that is listed on either side decides.
 */
export function isForDesktop(entry: DesktopEntry, desktops: readonly string[]): boolean {
  const only = entry.get('OnlyShowIn')
  const onlyIn = listed(only ?? '')
  const notIn = listed(entry.get('NotShowIn') ?? '')
  const decisive = desktops.find((name) => onlyIn.includes(name) || notIn.includes(name))
  return decisive === undefined ? only === undefined : onlyIn.includes(decisive)
}
