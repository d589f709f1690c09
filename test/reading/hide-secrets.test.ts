// Secrets of all kinds are hidden in any form of text, and other words stay.
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hideSecrets } from '../../app/reading/hide-secrets.ts'
import { redacted } from '../../app/reading/redacted.ts'
import { takesLessThan } from '../support/processor-time.ts'

const RUNS = 100
const base64 = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'abcdefghijkmnXYZ0123456789+/'), minLength, maxLength })
/** Base64 with the first letters of a JSON Web Token after a character that ends a word. */
const withTokenLetters = (minLength: number) =>
  fc
    .tuple(
      base64(minLength, 30),
      fc.constantFrom('/', '+', '-', '='),
      fc.constantFrom('eyJ', 'eYj'),
      base64(minLength, 30),
    )
    .map((parts) => parts.join(''))
/** At least twelve characters, so that no part of it looks like a word. */
const secret = fc.oneof(base64(12, 60), withTokenLetters(12)).map((letters) => `A7${letters}`)

/** Whether the text contains eight consecutive characters of the secret, plain or escaped. */
function isLeft(text: string, hidden: string): boolean {
  const pieces = [hidden, encodeURIComponent(hidden)]
  return pieces.some((piece) =>
    Array.from({ length: Math.max(1, piece.length - 7) }, (_, at) => piece.slice(at, at + 8)).some((part) =>
      text.includes(part),
    ),
  )
}

/** The forms of a text: plain, in a URL, in JSON, in JSON within JSON, and after a line. */
const escapings: readonly (readonly [name: string, written: (text: string) => string])[] = [
  ['plain', (text) => text],
  ['percent', encodeURIComponent],
  ['percent twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['JSON', (text) => JSON.stringify({ body: text })],
  ['JSON in JSON', (text) => JSON.stringify({ body: JSON.stringify({ body: text }) })],
  ['after a line', (text) => JSON.stringify({ body: `HTTP/1.1 200\r\n${text}` })],
]
const escaping = fc.constantFrom(...escapings)

describe('headers', () => {
  const schemes = ['Basic', 'Bearer', 'Digest', 'Negotiate', 'NTLM', 'DPoP', 'Kerberos', 'Unknown']
  const names = [
    'Authorization',
    'authorization',
    'AUTHORIZATION',
    'Proxy-Authorization',
    'proxy-authorization',
  ]
  const separators = [': ', ':', '=', ' = ', ' : ']

  test.each(names)('%s with any scheme, separator and escaping', (name) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...schemes),
        fc.constantFrom(...separators),
        escaping,
        secret,
        (scheme, separator, [, written], token) => {
          const text = written(`${name}${separator}${scheme} ${token}`)
          expect(isLeft(hideSecrets(`sent ${text}`), token), text).toBe(false)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test.each(['Basic', 'Bearer', 'Negotiate', 'NTLM', 'Kerberos', 'DPoP'])(
    '%s without its header',
    (scheme) => {
      fc.assert(
        fc.property(escaping, secret, ([, written], token) => {
          expect(isLeft(hideSecrets(written(`refused ${scheme} ${token}`)), token)).toBe(false)
        }),
        { numRuns: RUNS },
      )
    },
  )

  test('Digest with its parameters', () => {
    const line = 'refused Digest username="anna", realm="x", nonce="dcd98b", response="6629fae49393a053"'
    expect(hideSecrets(line)).toBe('refused [hidden]')
  })
})

describe('values with the name of a secret', () => {
  const names = [
    ...[
      'access_token',
      'refreshToken',
      'code',
      'code_verifier',
      'client_secret',
      'password',
      'passwd',
      'pwd',
    ],
    ...['passphrase', 'x-api-key', 'api_key', 'apiKey', 'Ocp-Apim-Subscription-Key', 'x-amz-security-token'],
    ...['X-Amz-Signature', 'sig', 'SharedAccessKey', 'AccountKey', 'x-csrf-token', 'x-goog-api-key', 'jwt'],
    ...['hue-application-key', 'clientkey', 'secretKey', 'passcode', 'PIN', 'pairing_code', 'psk'],
    ...['x-functions-key', 'client_assertion', 'nonce', 'sessionToken', 'private_key', 'otp', 'Cookie'],
  ]
  const forms: readonly ((name: string, value: string) => string)[] = [
    (name, value) => `${name}=${value}`,
    (name, value) => `${name}: ${value}`,
    (name, value) => `https://example.org/?a=b&${name}=${value}&c=d`,
    (name, value) => `{"a":1,"${name}":"${value}"}`,
    (name, value) => `{ a: 1, ${name}: '${value}' }`,
    (name, value) => `{"${name}":["${value}"]}`,
    (name, value) => `{"${name}":{"value":"${value}"}}`,
    (name, value) => `a;${name}=${value};c`,
    (name, value) => `Map(1) { '${name}' => '${value}' }`,
    (name, value) => `${name} := ${value}`,
    (name, value) => `user[${name}]=${value}`,
    (name, value) => JSON.stringify({ [name]: ['short', value], other: 1 }, null, 2),
    (name, value) => inspect({ [name]: { value, other: 'x'.repeat(60) } }),
  ]

  test.each(names)('%s in any form and escaping', (name) => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), escaping, secret, (form, [, written], value) => {
        const text = written(form(name, value))
        expect(isLeft(hideSecrets(text), value), text).toBe(false)
      }),
      { numRuns: RUNS },
    )
  })

  test('a quoted value to its end, with spaces and quotes', () => {
    expect(hideSecrets('{"password":"correct horse \\" battery","a":1}')).toBe('{"password":[hidden],"a":1}')
    expect(hideSecrets("password='correct horse'; next")).toBe('password=[hidden]; next')
    expect(hideSecrets('pwd=12345')).toBe('pwd=[hidden]')
  })

  test('a header in an object, without what follows it', () => {
    const answer = { headers: { authorization: 'Bearer a"b c', 'set-cookie': 'sid=a; path=/' }, status: 401 }
    expect(hideSecrets(JSON.stringify(answer))).toBe(
      '{"headers":{"authorization":[hidden],"set-cookie":[hidden]},"status":401}',
    )
    expect(hideSecrets(JSON.stringify({ body: JSON.stringify(answer) }))).toMatch(/status\\":401\}"\}$/)
    expect(hideSecrets('Cookie: "a=b"; c=d')).toBe('Cookie: [hidden]')
  })

  test('cookies, each in a line of its own', () => {
    const headers = { 'set-cookie': ['sid=abc123; path=/', 'tok=def456; HttpOnly'] }
    for (const text of [inspect(headers, { breakLength: 20 }), JSON.stringify(headers, null, 2)]) {
      expect(text).toContain('\n')
      expect(hideSecrets(text)).not.toMatch(/abc123|def456/)
    }
  })

  test('in a sentence, with the characters of base64 after it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'the token',
          'client secret is',
          'password was',
          'its key of today:',
          'got the cookie',
        ),
        base64(14, 37).map((letters) => `aA7${letters.replace(/[+/]/g, 'x')}`),
        (words, value) => {
          expect(hideSecrets(`${words} ${value}.`)).toBe(`${words} [hidden].`)
        },
      ),
      { numRuns: RUNS },
    )
  })
})

describe('addresses', () => {
  const part = (letters: string) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
  const local = fc.oneof(
    part('abcXYZ019'),
    part('äöüßéñ'),
    part('анюта'),
    part('小明'),
    fc.constant('anna.lee+teams'),
    fc.constant('"anna lee"'),
  )
  const domain = fc.oneof(
    fc.constantFrom(
      'contoso.com',
      'müller.example',
      'xn--mller-kva.example',
      'почта.рф',
      '例子。中国',
      'a.b.c.example',
    ),
    part('abcdäи').map((label) => `${label}.example`),
  )
  const ways: readonly (readonly [name: string, write: (text: string) => string])[] = [
    ...escapings,
    ['JSON in ASCII', (text) => inAscii(JSON.stringify({ body: text }))],
    ['HTML', (text) => text.replace('@', '&#64;')],
    ['escaped sign', (text) => text.replace('@', '\\u0040')],
  ]

  test.each(ways)('%s', (_name, write) => {
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const safe = hideSecrets(write(`User account '${name}@${host}' from …`))
        for (const piece of [host, inAscii(host), encodeURIComponent(host)]) expect(safe).not.toContain(piece)
        expect(safe).toContain('[hidden]')
      }),
      { numRuns: RUNS },
    )
  })

  test.each(escapings)('with an apostrophe, between apostrophes: %s', (_name, written) => {
    const safe = hideSecrets(written("User account 'niamh.o'brien@contoso.com' from"))
    expect(safe).not.toMatch(/niamh|brien|contoso/)
    expect(safe).toMatch(/\[hidden\]'/)
  })

  const inAscii = (text: string) =>
    text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

  test('user name and password before a host', () => {
    expect(hideSecrets('proxy http://anna:p@ss/w@proxy.example:80/')).not.toContain('p@ss')
    expect(hideSecrets('proxy http://anna:secret@proxy:80/x')).toBe('proxy http://[hidden]@proxy:80/x')
    expect(hideSecrets('to=http%3A%2F%2Fanna%3Asecret%40proxy%2Fx')).toBe(
      'to=http%3A%2F%2F[hidden]@proxy%2Fx',
    )
  })
})

test('key files, whole or cut, in any escaping', () => {
  const body = `${'Zm9vYmFyMDEyMzQ1Njc4'.repeat(3)}\nshortLine\n`
  for (const kind of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'CERTIFICATE'])
    for (const end of [`-----END ${kind}-----`, ''])
      for (const [name, written] of escapings) {
        const safe = hideSecrets(written(`-----BEGIN ${kind}-----\n${body}${end}`))
        expect(safe, name).not.toMatch(/Zm9v|shortLine/)
      }
})

test('base64 whose letters look like a JSON Web Token', () => {
  fc.assert(
    fc.property(withTokenLetters(20), escaping, (letters, [, written]) => {
      const text = written(`sent ${letters} to Graph`)
      expect(isLeft(hideSecrets(text), letters), text).toBe(false)
    }),
  )
})

test.each([
  'https://hooks.example.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  `https://ha.local/api/webhook/${'aBcDeFgHiJ'.repeat(5)}`,
  `sent ${'ABCDEFGH23'.repeat(5)}_A`,
  'code=EAAAAAAAAAAAAAAAAAAA',
  'code=Eabcd-efghijklmnop',
])('what only resembles a path or the name of an error is hidden: %s', (text) => {
  expect(hideSecrets(text)).toMatch(/\[hidden\]$/)
  expect(hideSecrets(text)).not.toMatch(/X{8}|aBcD|ABCD|AAAA|efgh/)
})

test('a shared access signature', () => {
  const url = 'https://a.blob.core.windows.net/c?sv=2024&sig=abc%2Bdef%3D&se=2026'
  expect(hideSecrets(url)).toBe('https://a.blob.core.windows.net/c?sv=2024&sig=[hidden]&se=2026')
})

test.each([
  'Light available → in-a-call: Busy/InACall at https://graph.microsoft.com/v1.0/me/presence',
  'Basic authentication is off; Negotiate and NTLM are not offered',
  'The token cache was not written: ENOSPC',
  'set aside as tokens.unreadable-2026-11-23T09-00-00-000Z',
  'SyntaxError: Unexpected token \'<\', "<!DOCTYPE "... is not valid JSON',
  'code: ENOENT, status 404, error_code=invalid_grant, AADSTS50173',
  'GET https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration 200 in 120 ms',
  'POST login.microsoftonline.com/organizations/oauth2/v2.0/token → 400 after 120 ms',
  'GET login.microsoftonline.com/8f4b3e9c-27a3-4c1e-9f0e-3a0f8f0f1c2d/v2.0/.well-known/openid-configuration → 200',
  'GET graph.microsoft.com/v1.0/users/8f4b3e9c-27a3-4c1e-9f0e-3a0f8f0f1c2d/presence → 200 after 90 ms',
  'The scope api://8f4b3e9c-27a3-4c1e-9f0e-3a0f8f0f1c2d/access_as_user is not valid',
  'at Object.<anonymous> (file:///opt/tally-light/resources/app.asar/out/main/network-for-msal.js:40:5)',
  'at send (file:///C:/Users/anna/AppData/Local/Programs/tally-light/resources/app.asar/out/main/main.js:40:5)',
  'at send (file:///C:/Program%20Files/Tally%20Light/resources/app.asar/out/main/main.js:40:5)',
  'at send (file:///Applications/Tally%20Light.app/Contents/Resources/app.asar/out/main/main.js:40:5)',
  'at send (file:///home/annalee/Applications/squashfs-root/resources/app.asar/out/main/main.js:1:5)',
  "open '/home/annalee/snap/tally-light/common/config/tally-light/settings.json'",
  '{"kind":"sign-in-needed","next":"person","code":null}',
  ...[
    ...[
      'CERT_HAS_EXPIRED',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'UND_ERR_CONNECT_TIMEOUT',
    ],
    ...[
      'ERR_HTTP2_STREAM_ERROR',
      'HPE_INVALID_CONSTANT',
      'ABORT_ERR',
      'MODULE_NOT_FOUND',
      'ESERVFAIL',
      'EREFUSED',
    ],
    ...['ETIMEOUT', 'UNKNOWN', 'EOF', 'ESHUTDOWN', 'EHOSTDOWN'],
  ].map((code) => `{"code":"${code}","syscall":"connect"}`),
  ...[
    ...['ERR_PROXY_UNABLE_TO_CONNECT_TO_DESTINATION', 'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED'],
    ...['ERR_UNABLE_TO_REUSE_CONNECTION_FOR_PROXY_AUTH', 'ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS'],
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  ].map((name) => `refused by net::${name}`),
  'Managed: clientId, tenant, features.colleagues; the key is missing, the password was refused',
])('leaves readable text: %s', (line) => {
  expect(hideSecrets(line)).toBe(line)
})

const hostile: readonly (readonly [name: string, text: string])[] = [
  ...['a', 'eyJ', '%40', '=', '@', 'a@', 'a.', 'a-', ' ', '\\', '"', '%', 'code', 'code=', 'code ', 'code="'],
  ...[
    "code='",
    'token:[',
    '://',
    'http://a:',
    '-----BEGIN ',
    '-----BEGIN A-----',
    'Basic ',
    'Bearer ',
    '\\n',
  ],
  ...[
    '%2540',
    '%25',
    '0.A',
    'M.C5',
    'x-',
    'x_',
    'cookie',
    'ESTS',
    'ä',
    'ä@',
    '"@',
    'a@a.',
    '\\u0040',
    '\n',
    '\r\n',
  ],
  ...[
    '+',
    '.js:1',
    `${'A'.repeat(64)}\n`,
    `${'x'.repeat(30)}\\n`,
    `${'x'.repeat(19)}\n`,
    'Digest a',
    'a=',
    '\t=',
  ],
].map((piece) => [JSON.stringify(piece), piece] as const)

test.each(hostile)('a megabyte of %s takes less than a tenth of a second', (_name, piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
  for (const long of [text, `${text.slice(0, 19_990)}.js:1`])
    expect(takesLessThan(100, () => redacted(long))).toBe(true)
})

test('any input becomes text, not longer than what was read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(typeof hideSecrets(text)).toBe('string')
      expect(hideSecrets(hideSecrets(text))).toBeTypeOf('string')
    }),
    { numRuns: 2000 },
  )
  const { proxy, revoke } = Proxy.revocable(new Error('x'), {})
  revoke()
  const thrower = Object.defineProperty(new Error('x'), 'stack', {
    get() {
      throw new Error('no')
    },
  })
  for (const value of [proxy, thrower]) expect(redacted(value)).toBe('[unreadable]')
})
