// Generates hostile JSON as text, since not all of it could be made with JSON.stringify.
import fc from 'fast-check'

/** Values that have broken other programs, alone and within text. */
const TRICKS = [
  '<img src=x onerror="globalThis.pwned=1">',
  '<script>globalThis.pwned=1</script>',
  '<a href="https://evil.example">Sign in again</a>',
  '<b>bold</b> & <i>',
  '&lt;b&gt;',
  '=HYPERLINK("https://evil.example","x")',
  '+cmd|calc!A0',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\u202Egnp.exe\u202C',
  '\u2066a\u2069\u2067b',
  '\u200F\u200E\u061C',
  'Available\u0000 \u001B[31m\u0007',
  'line one\r\nline two\u2028three\u2029four',
  '\uD83D',
  '\uDE00\uD83D\uD83D',
  `e${'\u0301'.repeat(200)}`,
  '{{title}} {{- title}} $t(problem.offline.title)',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'InACall + OOF',
  'aBcDeFgHiJkLmNoPqRsTuVwXyZ'.repeat(4),
  '%n%s%p ../../etc/passwd \\\\server\\share',
  '',
] as const

/** Large values, used rarely because they take time. */
const WEIGHTS = [
  'A'.repeat(30_000),
  '<div>'.repeat(3000),
  '&lt;'.repeat(9000),
  '\u202E'.repeat(9000),
] as const

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...TRICKS) },
  { weight: 1, arbitrary: fc.constantFrom(...WEIGHTS) },
  { weight: 20, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.constantFrom(...TRICKS), fc.string(), fc.constantFrom(...TRICKS))
      .map((parts) => parts.join('')),
  },
  { weight: 10, arbitrary: fc.constantFrom('Available', 'Busy', 'InACall', 'DoNotDisturb', 'Offline') },
)

const scalar: fc.Arbitrary<string> = fc.oneof(
  nastyText.map((text) => JSON.stringify(text)),
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1e999',
    '-1e999',
    '1e-400',
    '123456789012345678901234567890',
  ),
)

/** So deep that a recursive function overflows the stack. */
const nested = fc
  .tuple(fc.constantFrom(['[', ']'] as const, ['{"a":', '}'] as const), fc.constantFrom(50, 5000, 20_000))
  .map(([[open, close], levels]) => `${open.repeat(levels)}1${close.repeat(levels)}`)

/** Names that can occur twice in an object, which JSON.stringify never writes. */
const MALICIOUS_NAMES = ['__proto__', 'constructor', 'prototype', 'toJSON', 'then', 'length', '']

/** An object with these members, some members of `own`, and hostile members between them. */
function objectText(own: Readonly<Record<string, fc.Arbitrary<string>>>, junk: fc.Arbitrary<string>) {
  const members = Object.entries(own).map(([name, value]) =>
    fc.option(
      value.map((text) => `${JSON.stringify(name)}:${text}`),
      { freq: 8 },
    ),
  )
  const malice = fc
    .tuple(fc.constantFrom(...MALICIOUS_NAMES), junk)
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
  return fc
    .tuple(fc.tuple(...members), fc.array(malice, { maxLength: 2 }))
    .map(([members, added]) => `{${[...members.filter((text) => text !== null), ...added].join(',')}}`)
}

const { junk } = fc.letrec<{ junk: string }>((tie) => ({
  junk: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: scalar },
    { weight: 1, arbitrary: fc.constant('{"polluted":true,"isAdmin":true}') },
    { weight: 2, arbitrary: fc.array(tie('junk'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`) },
    { weight: 2, arbitrary: objectText({ message: tie('junk'), polluted: tie('junk') }, tie('junk')) },
  ),
}))

/** Any value. */
export const junkText: fc.Arbitrary<string> = fc.oneof(
  { weight: 100, arbitrary: junk },
  { weight: 1, arbitrary: nested },
)

const text = nastyText.map((words) => JSON.stringify(words))
const mostly = (likely: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 5, arbitrary: likely }, { weight: 1, arbitrary: junkText })

/** A presence: the right names with any values. */
export const presenceText = (more: Record<string, fc.Arbitrary<string>> = {}): fc.Arbitrary<string> =>
  objectText(
    {
      ...more,
      availability: mostly(text),
      activity: mostly(text),
      outOfOfficeSettings: mostly(
        objectText(
          { isOutOfOffice: mostly(fc.constantFrom('true', 'false')), message: mostly(text) },
          junkText,
        ),
      ),
      statusMessage: mostly(
        objectText(
          {
            message: mostly(objectText({ content: mostly(text), contentType: mostly(text) }, junkText)),
            expiryDateTime: mostly(
              objectText(
                { dateTime: mostly(fc.constant('"2026-11-23T17:00:00"')), timeZone: mostly(text) },
                junkText,
              ),
            ),
          },
          junkText,
        ),
      ),
      workLocation: mostly(objectText({ workLocationType: mostly(fc.constant('"office"')) }, junkText)),
    },
    junkText,
  )

/** A collection, as Graph returns lists. */
export const collectionOf = (member: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  objectText(
    { value: mostly(fc.array(mostly(member), { maxLength: 5 }).map((all) => `[${all.join(',')}]`)) },
    junkText,
  )

/** A user of the organization. */
export const personText = (ids: readonly string[]): fc.Arbitrary<string> =>
  objectText(
    {
      id: mostly(fc.constantFrom(...ids).map((id) => JSON.stringify(id))),
      displayName: mostly(text),
      mail: mostly(text),
      userPrincipalName: mostly(text),
    },
    junkText,
  )
