// Log values without secrets.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redacted } from '../../app/reading/redacted.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ oid: 'x', scp: 'Presence.Read' })}.${'s'.repeat(300)}`
const opaque = `1.AX${'Q'.repeat(600)}.AgABAwEAAAB-${'z'.repeat(300)}`

test.each<[string, unknown, string]>([
  ['an access token', `sent ${jwt} to Graph`, jwt],
  ['a header', 'authorization: Bearer abc.def', 'abc.def'],
  ['a refresh token', `got ${opaque}`, opaque],
  ['a token answer', { refresh_token: 'short-one', expires_in: 3599 }, 'short-one'],
  ['a form', 'grant_type=authorization_code&code=0.AbC&code_verifier=v3r1&client_info=1', '0.AbC'],
  ['a code that begins like an error code', 'state=1&code=Eabcd-efghijklmnop', 'Eabcd'],
  ['a code of letters only', 'state=1&code=EAAAAAAAAAAAAAAAAAAA', 'EAAAA'],
  ['a code that begins with a number', 'state=1&code=12345-abcdefgh', 'abcdefgh'],
  ['a verifier', 'grant_type=authorization_code&code=0.AbC&code_verifier=v3r1&client_info=1', 'v3r1'],
  ['an error', new Error(`failed with ${jwt}`), jwt],
  ['an account', "AADSTS50999: User account 'Anna.Lee@contoso.com' from …", 'Anna.Lee'],
  ['a nested value', [{ inner: { id_token: jwt } }], jwt],
])('hides %s', (_name, value, secret) => {
  const line = JSON.stringify(redacted(value))
  expect(line).not.toContain(secret)
  expect(line).toContain('[hidden]')
})

test('leaves readable text', () => {
  const line = 'Light available → in-a-call: Busy/InACall at https://graph.microsoft.com/v1.0/me/presence'
  expect(redacted(line)).toBe(line)
  expect(redacted(429)).toBe(429)
  expect(redacted({ code: 'AADSTS50173' })).toBe('{"code":"AADSTS50173"}')
  for (const code of ['ENOENT', 'ECONNREFUSED', 'EAI_AGAIN', 'ERR_INVALID_URL', '404']) {
    expect(redacted(`code: ${code}. Next`)).toBe(`code: ${code}. Next`)
  }
  expect(redacted({ kind: 'throttled', retryAfterMs: 2128 })).toBe('{"kind":"throttled","retryAfterMs":2128}')
})

test('hides tokens of any shape', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 60, maxLength: 2000 })
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      for (const token of [one, `${one}.${other}`, `eyJ${one}.${other}.${one}`]) {
        expect(redacted(`a ${token} b`)).toBe('a [hidden] b')
      }
    }),
  )
})
