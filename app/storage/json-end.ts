// Where a text stops being JSON, for whoever has to mend it: JSON.parse does not say so for every mistake (V8 leaves the
// place out where a value is none).

/** One piece of JSON from `lastIndex` on, the blanks before it included (RFC 8259, 2 to 7). */
const PIECE =
  /[ \t\n\r]*(?:([[\]{}:,])|("(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy

type Awaited = 'value' | 'value-or-]' | 'name' | 'name-or-}' | ':' | ', or end'

/** The line, from 1, of the first piece that does not belong there; null where all of the text is JSON. */
export function lineOfJsonEnd(text: string): number | null {
  const open: ('[' | '{')[] = []
  let awaited: Awaited = 'value'
  let at = 0
  for (;;) {
    PIECE.lastIndex = at
    const piece: RegExpExecArray | null = PIECE.exec(text)
    const isWhole: boolean = awaited === ', or end' && open.length === 0
    if (!piece) return isWhole && /^[ \t\n\r]*$/.test(text.slice(at)) ? null : lineAt(text, at)
    const next: Awaited | null = isWhole ? null : after(piece[1] ?? (piece[2] ? '"' : '0'), awaited, open)
    if (next === null) return lineAt(text, at)
    awaited = next
    at = PIECE.lastIndex
  }
}

/** What may follow `piece` ("0" for any value but a text); null where it does not belong there. Keeps `open`. */
function after(piece: string, awaited: Awaited, open: ('[' | '{')[]): Awaited | null {
  const isValue = awaited === 'value' || awaited === 'value-or-]'
  const around = open.at(-1)
  switch (piece) {
    case '[':
    case '{':
      if (!isValue) return null
      open.push(piece)
      return piece === '[' ? 'value-or-]' : 'name-or-}'
    case ']':
      if (around !== '[' || (awaited !== 'value-or-]' && awaited !== ', or end')) return null
      open.pop()
      return ', or end'
    case '}':
      if (around !== '{' || (awaited !== 'name-or-}' && awaited !== ', or end')) return null
      open.pop()
      return ', or end'
    case ':':
      return awaited === ':' ? 'value' : null
    case ',':
      return awaited !== ', or end' ? null : around === '[' ? 'value' : 'name'
    case '"':
      if (awaited === 'name' || awaited === 'name-or-}') return ':'
      return isValue ? ', or end' : null
    default:
      return isValue ? ', or end' : null
  }
}

/** The line of what comes first after the blanks at `at`, or of the last piece where nothing does. */
function lineAt(text: string, at: number): number {
  const rest = text.slice(at).trimStart()
  const before = rest === '' ? text.trimEnd() : text.slice(0, text.length - rest.length)
  return before.split(/\r\n|\n|\r/).length
}
