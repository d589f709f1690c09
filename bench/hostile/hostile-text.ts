// Generates hostile texts: random sequences of pieces of every format that is parsed.

/** Pieces of HTML, JSON, dates, zones, headers and names, and pieces that break their parsers. */
export const pieces: readonly string[] = [
  ...[
    '<b ',
    '<',
    '>',
    '</',
    '<!--',
    '-->',
    '<![CDATA[',
    '<?',
    '"',
    "'",
    '=',
    '&',
    '&#',
    '&#x',
    ';',
    '&nbsp;',
  ],
  ...[
    '<ol type=i start=10000>',
    '<li>',
    '</ol>',
    '<ul>',
    '<table>',
    '<td>',
    '<tr>',
    '<pre>',
    '</pre>',
    '<p>',
  ],
  ...[
    '<a href="',
    '<a href=x>',
    '</a>',
    '<br>',
    '<hr/>',
    '<script>',
    '</script>',
    '<svg>',
    '<title>',
    '<b a="',
  ],
  ...[
    '\u00A0',
    ' ',
    '\n',
    '\r',
    '\t',
    '\u0000',
    '\uD83D',
    '\u202E',
    '𝕏',
    'text',
    '<o:p>',
    '<H1>',
    '</b>',
    '\\',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{"a":',
    '":',
    ',',
    '1e999',
    '-0',
    '0.',
    '[[],',
    '{"__proto__":',
    'null',
    '\\u0000',
  ],
  ...[
    '2026-11-23T17:00:00',
    '-',
    ':',
    '.0000000',
    'Z',
    '+14:00',
    '99',
    'Mon, ',
    ' Nov ',
    ' Foo ',
    ' GMT',
    'UTC',
  ],
  ...[
    'W. Europe Standard Time',
    'Etc/Unknown',
    '__proto__',
    'constructor',
    '@',
    '.',
    'a@b.c',
    '%',
    '%2',
    '../',
  ],
]

/** Valid values of a response's fields, so that parsers read past the first field. */
const likely = [
  'Available',
  'InACall',
  'true',
  '0',
  '120',
  'Mon, 23 Nov 2026 09:00:30 GMT',
  '2026-11-23T17:00:00',
]

const oneOf = <One>(all: readonly One[], random: () => number, otherwise: One): One =>
  all[Math.floor(random() * all.length)] ?? otherwise

/** At most `longest` UTF-16 units, mostly far fewer. */
export function hostileText(random: () => number, longest: number): string {
  const length = Math.floor(longest * random() ** 6)
  const kind = random()
  if (kind < 0.1) return oneOf(likely, random, '')
  if (kind < 0.4)
    return oneOf(pieces, random, '')
      .repeat(Math.ceil(length / 4))
      .slice(0, length)
  let text = ''
  while (text.length < length) {
    text += kind < 0.8 ? oneOf(pieces, random, '') : String.fromCharCode(Math.floor(random() * 65_536))
  }
  return text.slice(0, length)
}

/** A random JSON value with the fields of a presence: nested objects, lists, texts and numbers. */
export function hostileJson(random: () => number, depth = 0): unknown {
  const kind = random()
  if (depth > 4 || kind < 0.4) return hostileText(random, 400)
  if (kind < 0.5) return oneOf([null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, 0.1], random, null)
  if (kind < 0.6)
    return Array.from({ length: Math.floor(random() * 4) }, () => hostileJson(random, depth + 1))
  const names = [...presenceFields].filter(() => random() < 0.4)
  return Object.fromEntries(names.map((name) => [name, hostileJson(random, depth + 1)]))
}

const presenceFields = [
  ...[
    'id',
    'availability',
    'activity',
    'outOfOfficeSettings',
    'isOutOfOffice',
    'message',
    'statusMessage',
    'content',
  ],
  ...[
    'expiryDateTime',
    'dateTime',
    'timeZone',
    'workLocation',
    'workLocationType',
    'value',
    'error',
    'code',
    'issuer',
  ],
]
