// Secrets in every form, and the kinds of log values that can contain them.
import { createHash, randomBytes } from 'node:crypto'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const letters = (bytes: number) => randomBytes(bytes).toString('base64url')

const claims = { aud: '00000003-0000-0000-c000-000000000000', oid: 'f00d', scp: 'Presence.Read', upn: 'anna' }
const jwt = `${part({ typ: 'JWT', nonce: letters(32), alg: 'RS256', kid: letters(20) })}.${part(claims)}.${letters(256)}`
const verifier = letters(32)

/** Generated: none is a real secret. */
export const secrets: readonly (readonly [shape: string, secret: string])[] = [
  ['an access token', jwt],
  ['an unsigned token', `${part({ alg: 'none' })}.${part(claims)}.`],
  [
    'an encrypted token',
    `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.${letters(64)}.${letters(12)}.${letters(80)}.${letters(16)}`,
  ],
  ['a token that was cut', jwt.slice(0, 90)],
  ['a refresh token of version 0', `0.AXkA${letters(24)}.AgABAAEAAAD--${letters(300)}`],
  ['a refresh token of version 1', `1.AX0A${letters(24)}.AgABAwEAAAB-${letters(300)}`],
  [
    'a refresh token of a personal account',
    `M.C507_BAY.0.U.-Cg${letters(60)}!${letters(40)}*${letters(40)}$$`,
  ],
  ['an authorization code', `0.AXkA${letters(18)}.AQABAAIAAAD--${letters(200)}`],
  ['a short authorization code', `1.AVYA${letters(9)}`],
  ['an authorization code of a personal account', `M.C5_BL2.2.U.${letters(12)}-${letters(8)}`],
  ['a PKCE verifier', verifier],
  ['a PKCE verifier of 128 letters', letters(96)],
  ['a PKCE challenge', createHash('sha256').update(verifier).digest('base64url')],
  ['client_info', part({ uid: letters(16), utid: letters(16) })],
  ['an opaque secret in base64', randomBytes(120).toString('base64')],
  ['an encrypted cache', randomBytes(200).toString('base64')],
  ['a secret in hexadecimal', randomBytes(32).toString('hex')],
]

/** Parameters and members whose values are secret, whatever they look like. */
export const secretNames = [
  ...['access_token', 'refresh_token', 'id_token', 'id_token_hint', 'code', 'code_verifier', 'client_info'],
  ...[
    'client_secret',
    'session_state',
    'secret',
    'client_assertion',
    'device_code',
    'password',
    'nonce',
    'login_hint',
  ],
  ...['accessToken', 'refreshToken', 'idToken', 'rawIdToken', 'codeVerifier', 'clientInfo', 'homeAccountId'],
] as const

/** Values that contain a secret. */
export const carriers: readonly (readonly [way: string, carry: (secret: string) => unknown])[] = [
  ['in a sentence', (secret) => `sent ${secret} to Graph`],
  ['alone', (secret) => secret],
  ['in quotes', (secret) => `got "${secret}", and went on`],
  ['in an object', (secret) => ({ answer: secret })],
  ['deep in an object', (secret) => ({ a: [{ b: { c: [secret] } }] })],
  ['as a key', (secret) => ({ [secret]: 1 })],
  ['in JSON in JSON', (secret) => JSON.stringify({ body: JSON.stringify({ data: { value: secret } }) })],
  ['in an error', (secret) => new Error(`refused: ${secret}`)],
  ['in the cause of an error', (secret) => new Error('refused', { cause: new Error(secret) })],
  ['in a cause that is no error', (secret) => new Error('refused', { cause: { body: secret } })],
  ['in the cause of a cause', (secret) => new Error('1', { cause: new Error('2', { cause: secret }) })],
  [
    'in a member of an error',
    (secret) => Object.assign(new Error('refused'), { response: { body: secret } }),
  ],
  ['in an error of many', (secret) => new AggregateError([new Error(secret)], 'refused')],
  ['in an error in an object', (secret) => ({ error: new Error(secret) })],
  ['in a map', (secret) => new Map([['answer', new Map([['inner', secret]])]])],
  ['as the key of a map', (secret) => new Map([[{ secret }, 1]])],
  ['in a set', (secret) => new Set([secret])],
  ['as bytes', (secret) => Buffer.from(secret)],
  ['as bytes in an object', (secret) => ({ body: new TextEncoder().encode(secret) })],
  ['in what goes round', (secret) => round({ secret })],
  ['behind a getter that throws', (secret) => thrower(secret)],
  ['in a URL', (secret) => `http://localhost:4711/?state=1&x=${secret}#end`],
  [
    'in a URL that is an object',
    (secret) => new URL(`http://localhost:4711/?x=${encodeURIComponent(secret)}`),
  ],
  ['in parameters', (secret) => new URLSearchParams({ x: secret })],
  ['escaped in a URL', (secret) => `opened http://localhost/?x=${encodeURIComponent(secret)}`],
  ['escaped in a URL in a URL', (secret) => `to=${encodeURIComponent(`http://localhost/?x=${secret}`)}`],
  ['in a header', (secret) => `authorization: Bearer ${secret}`],
  ['in headers', (secret) => new Headers({ authorization: `Bearer ${secret}` })],
  ['in headers that are an object', (secret) => ({ headers: { Authorization: `Bearer ${secret}` } })],
  ['in a cookie', (secret) => `Cookie: fpc=a; ESTSAUTH=${secret}; x=y`],
  [
    'in cookies that are set',
    (secret) => ({ 'set-cookie': [`ESTSAUTHPERSISTENT=${secret}; path=/; secure`] }),
  ],
  ['on two lines', (secret) => `before\n${secret}\nafter`],
]

/** Values that contain a secret under a name. */
export const namedCarriers: readonly (readonly [
  way: string,
  carry: (name: string, secret: string) => unknown,
])[] = [
  ['in a form', (name, secret) => `grant_type=x&${name}=${secret}&scope=y`],
  ['in a URL', (name, secret) => `http://localhost:4711/?state=1&${name}=${secret}`],
  ['in a fragment', (name, secret) => `http://localhost/#${name}=${secret}`],
  [
    'escaped in a URL',
    (name, secret) => `to=${encodeURIComponent(`http://localhost/?a=b&${name}=${secret}`)}`,
  ],
  ['in an object', (name, secret) => ({ [name]: secret, expires_in: 3599 })],
  ['in JSON', (name, secret) => `answered {"expires_in":3599,"${name}":"${secret}"}`],
  ['in spaced JSON', (name, secret) => `answered { "${name}" : "${secret}" }`],
  ['in JSON in JSON', (name, secret) => JSON.stringify({ body: JSON.stringify({ [name]: secret }) })],
  [
    'in JSON in JSON in JSON',
    (name, secret) => JSON.stringify(JSON.stringify({ b: JSON.stringify({ [name]: secret }) })),
  ],
  ['escaped JSON', (name, secret) => encodeURIComponent(JSON.stringify({ [name]: secret }))],
  ['in an error', (name, secret) => new Error(`bad request: ${name}=${secret}`)],
  ['in a cause', (name, secret) => new Error('bad', { cause: { [name]: secret } })],
  ['in a map', (name, secret) => new Map([[name, secret]])],
]

/** Line lengths of wrapped Base64, as in mails and key files. */
export const wrappedAt = [40, 48, 64, 76] as const
export const lineEnds = ['\n', '\r\n', '\\n', '\\r\\n', '\n  '] as const

function round(value: object): object {
  return Object.assign(value, { self: value })
}

function thrower(secret: string): object {
  return {
    get value() {
      throw new Error(secret)
    },
  }
}
