// The claims in a WWW-Authenticate header.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readClaimsChallenge } from '../../app/reading/claims-challenge.ts'

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1?>"}}}'
const encodings = (['base64', 'base64url'] as const).map((encoding) => Buffer.from(claims).toString(encoding))

/** A parameter of a challenge: a token or a quoted string, and blanks around "=" ("HTTP Semantics", RFC 9110, 11.2). */
const parameter = (name: string, value: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.mixedCase(fc.constant(name)), fc.constantFrom('=', ' = ', '= ', ' ='), value, fc.boolean())
    .map(([key, equals, text, isQuoted]) => `${key}${equals}${isQuoted ? `"${text}"` : text}`)

test('are found in each way to write the header', () => {
  const parameters = fc
    .tuple(
      parameter('error', fc.constant('insufficient_claims')),
      parameter('claims', fc.constantFrom(...encodings)),
      fc.constantFrom('realm=""', 'authorization_uri="https://login.example/oauth2/authorize"'),
    )
    .chain((all) => fc.shuffledSubarray(all, { minLength: 3 }))
  fc.assert(
    fc.property(parameters, fc.constantFrom(', ', ',', ' , '), (all, comma) => {
      expect(readClaimsChallenge(`Bearer ${all.join(comma)}`)).toBe(claims)
    }),
  )
})

const [encoded] = encodings
test.each([
  undefined,
  '',
  'Bearer realm=""',
  `Bearer claims="${encoded}"`,
  `Bearer error="invalid_token", claims="${encoded}"`,
  'Bearer error="insufficient_claims"',
  'Bearer error="insufficient_claims", claims=""',
  'Bearer error="insufficient_claims", claims="e30x"',
])('are not in %j', (header) => {
  expect(readClaimsChallenge(header)).toBeNull()
})
