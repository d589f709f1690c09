// No value of a placeholder changes the structure of an address, a header or a JSON body.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fill,
  type PlaceholderValues,
  placeholderNames,
} from '../../../app/model/external-outputs/placeholders.ts'
import {
  addressIn,
  bodyIn,
  headersIn,
  webRequestProblem,
} from '../../../app/model/external-outputs/web-request-text.ts'

/** Any text, with line breaks, quotes, lone surrogates and what means something in an address. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\r',
      '\n',
      '"',
      '\\',
      '\0',
      '\ud800',
      '\udc00',
      '.',
      '/',
      '?',
      '#',
      '@',
      ':',
      '%',
      '{',
      '}',
      'é',
      '😀',
      ' ',
    ),
  }),
  fc.constantFrom('.', '..', '%2e%2e', '../..', '//evil.example', '@evil.example', '{{name}}', '__proto__'),
)
const anyValues: fc.Arbitrary<PlaceholderValues> = fc.record({
  light: text,
  activity: text,
  since: text,
  name: text,
  colour: text,
  brightness: fc.integer({ min: 0, max: 100 }).map(String),
  blink: fc.constantFrom('true', 'false'),
})
const values: PlaceholderValues = {
  light: 'in-a-call',
  activity: 'In a call',
  since: '2026-11-23T09:00:00.000Z',
  name: 'Ada & Bob',
  colour: '#ff0000',
  brightness: '80',
  blink: 'false',
}
/** As the texts are sent: in UTF-8. */
const inUtf8 = (written: string) => written.replace(/\p{Cs}/gu, '\ufffd')

test('every placeholder is filled, also with spaces; other braces stay', () => {
  const template = placeholderNames.map((name) => `{{${name}}} {{ ${name} }}`).join()
  expect(fill(template, values)).toBe(
    placeholderNames.map((name) => `${values[name]} ${values[name]}`).join(),
  )
  for (const other of ['{{lights}}', '{light}', '{{Light}}', '{{}}', '{{constructor}}'])
    expect(fill(other, values)).toBe(other)
})

describe('the address', () => {
  test.each([
    ['https://example.com/{{light}}', 'https://example.com/in-a-call'],
    [
      'https://example.com/?who={{name}}&c={{colour}}',
      'https://example.com/?who=Ada%20%26%20Bob&c=%23ff0000',
    ],
    ['http://192.168.1.20:8123/api/webhook/x', 'http://192.168.1.20:8123/api/webhook/x'],
    ['  http://0x7f.1/  ', 'http://127.0.0.1/'],
    ['http://2130706433:65535/', 'http://127.0.0.1:65535/'],
    ['http://[::ffff:8.8.8.8]/', 'http://[::ffff:808:808]/'],
    ['http://localhost./', 'http://localhost./'],
    ['https://me:word@example.com/', 'https://me:word@example.com/'],
  ])('%s is %s', (template, filled) => {
    expect(addressIn(template, values)?.href).toBe(filled)
  })

  test.each([
    '',
    'example.com',
    '/path',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    'https://{{name}}/',
    'https://{{light}}.example.com/',
    'https://example.com{{activity}}',
    'https://example.com:{{brightness}}/',
    'https://{{name}}@example.com/',
    'https://me:{{name}}@example.com/',
    '{{name}}://example.com/',
    '{{activity}}',
    'http://[fe80::1%25eth0]/',
    'http://example.com:99999/',
    'http://256.1.1.1/',
  ])('%s is refused', (template) => {
    expect(addressIn(template, values)).toBeNull()
  })

  test('a value is one segment, one parameter, and decodes to itself', () => {
    fc.assert(
      fc.property(anyValues, (any) => {
        const url = addressIn(
          'https://me@example.com:8443/a/{{name}}/b/{{activity}}?n={{name}}&m={{activity}}#f',
          any,
        )
        expect(url?.origin).toBe('https://example.com:8443')
        const segments = url?.pathname.split('/') ?? []
        expect(segments).toHaveLength(5)
        expect([segments[1], segments[3]]).toEqual(['a', 'b'])
        const isDots = (value: string) => /^\.{1,2}$/.test(value)
        if (!isDots(any.name)) {
          expect(decodeURIComponent(segments[2] ?? '')).toBe(inUtf8(any.name))
          expect(url?.searchParams.get('n')).toBe(inUtf8(any.name))
        }
        if (!isDots(any.activity)) expect(url?.searchParams.get('m')).toBe(inUtf8(any.activity))
        expect([...(url?.searchParams.keys() ?? [])]).toEqual(['n', 'm'])
      }),
    )
  })
})

describe('the headers', () => {
  test.each([
    ['', {}],
    [
      'X-Light: {{light}}\r\nAuthorization:Bearer  a b',
      { 'x-light': 'in-a-call', authorization: 'Bearer  a b' },
    ],
    ['\n\nTitle: {{activity}} \n', { title: 'In a call' }],
    ['A: 1\na: 2', { a: '1, 2' }],
    ['Cookie: a=1\nCookie: b=2', { cookie: 'a=1; b=2' }],
    ['Empty:', { empty: '' }],
    ['Percent: 100% {{name}}', { percent: '100% Ada & Bob' }],
  ])('%j', (lines, headers) => {
    expect(headersIn(lines, values)).toEqual(headers)
  })

  test.each([
    'no colon',
    ': value',
    'Two words: value',
    ' Leading: value',
    'X-{{name}}: value',
    'Name: Привет',
    'Name: a\0b',
    'Host: other.example',
    'content-length: 5',
    'Transfer-Encoding: chunked',
    'Connection: keep-alive',
  ])('%j is refused', (lines) => {
    expect(headersIn(lines, values)).toBeNull()
  })

  test('a value stays in its header, in visible ASCII, and decodes to itself', () => {
    fc.assert(
      fc.property(anyValues, (any) => {
        const headers = headersIn('X-Name: <{{name}}>\nX-Other: fixed', any)
        expect(Object.keys(headers ?? {})).toEqual(['x-name', 'x-other'])
        expect(headers?.['x-name']).toMatch(/^<[\x20-\x7e]*>$/)
        expect(decodeURIComponent(headers?.['x-name'] ?? '')).toBe(`<${inUtf8(any.name)}>`)
      }),
    )
  })
})

describe('the body', () => {
  test.each([
    ['', ''],
    [' \n ', ''],
    ['{"light":"{{light}}"}', '{"light":"in-a-call"}'],
    ['{"on": true, "bri": {{brightness}}, "blink": {{ blink }}}', '{"on": true, "bri": 80, "blink": false}'],
    ['["{{brightness}} %", "{{unknown}}"]', '["80 %", "{{unknown}}"]'],
    ['"\\u0041 {{light}}"', '"\\u0041 in-a-call"'],
    ['{"a{{light}}": 1.0}', '{"ain-a-call": 1.0}'],
    ['{{brightness}}', '80'],
  ])('%s becomes %s', (template, filled) => {
    expect(bodyIn(template, values)).toBe(filled)
  })

  test.each([
    '{',
    '{light: "x"}',
    '{"light": {{light}}}',
    '{"name": {{name}}}',
    '{{activity}}',
    '"\\{{light}}"',
    '"\\u00{{light}}"',
    '"{{light}}',
    '{"a": 1,}',
    '[1] // {{light}}',
    '{"a": 1{{brightness}} 2}',
    // JSON with 1 to 100, and not with 0.
    '{{brightness}}1',
    '[{{brightness}}{{brightness}}]',
  ])('%s is refused', (template) => {
    expect(bodyIn(template, values)).toBeNull()
  })

  test('a value stays in its string', () => {
    const template =
      '{"a": "<{{name}}>", "b": ["{{activity}}{{name}}"], "{{since}}k": {{brightness}}, "c": {{blink}}}'
    fc.assert(
      fc.property(anyValues, (any) => {
        const body: unknown = JSON.parse(bodyIn(template, any) ?? '')
        expect(body).toEqual({
          a: `<${inUtf8(any.name)}>`,
          b: [inUtf8(any.activity) + inUtf8(any.name)],
          c: any.blink === 'true',
          [`${inUtf8(any.since)}k`]: Number(any.brightness),
        })
      }),
    )
  })

  test('a template that is accepted stays JSON with any values', () => {
    const part = fc.constantFrom(
      '{{name}}',
      '{{light}}',
      '{{brightness}}',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '1',
      'u0041',
      ' ',
      'n',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), anyValues, (parts, any) => {
        const body = bodyIn(parts.join(''), any)
        if (body) expect(() => JSON.parse(body)).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })
})

test('the first text that cannot be sent is named', () => {
  const right = { address: 'https://example.com/', headers: 'A: b', body: '{}' }
  const kindOf = (change: object) => webRequestProblem({ ...right, ...change })?.kind ?? null
  expect(kindOf({})).toBeNull()
  expect(kindOf({ address: 'x' })).toBe('output-address-invalid')
  for (const name of placeholderNames)
    expect(kindOf({ address: `https://a{{${name}}}.example.com/` })).toBe('output-address-invalid')
  expect(kindOf({ headers: 'x' })).toBe('output-headers-invalid')
  expect(kindOf({ body: 'x' })).toBe('output-body-invalid')
})
