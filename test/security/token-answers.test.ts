// Faulty answers of the token endpoint: no part of a token in them reaches the window in a problem.
import { expect, test } from 'vitest'
import { secrets } from '../losses/secret-shapes.ts'
import { signingIn } from '../microsoft/sign-in/signing-in.ts'

/** This many consecutive characters of a secret count as a leak. */
const PIECE = 9
const shapes = new Map(secrets)
const jwt = shapes.get('an access token') ?? ''
const opaque = shapes.get('a refresh token of version 1') ?? ''

const bodies: readonly (readonly [name: string, status: number, body: object])[] = [
  [
    'a refusal that quotes a token',
    400,
    { error: 'odd', error_description: `AADSTS9009: ${jwt} is no token` },
  ],
  [
    'a refusal that quotes the end of one',
    400,
    { error: 'odd', error_description: `not ${opaque.slice(-60)}` },
  ],
  ['a refusal whose name is a token', 400, { error: opaque }],
  ['a refusal with a form', 400, { error: 'odd', error_description: `refresh_token=${opaque.slice(0, 20)}` }],
  [
    'a refusal that names the account',
    400,
    { error: 'odd', error_description: 'AADSTS9009: name@müller.example' },
  ],
  ['an identity that is no token', 200, { access_token: jwt, id_token: opaque, token_type: 'Bearer' }],
  ['an identity that is an object', 200, { access_token: jwt, id_token: { [opaque]: jwt } }],
  ['an access token that is a list', 200, { access_token: [jwt], refresh_token: { opaque } }],
  ['client information that is a token', 200, { access_token: jwt, client_info: jwt, id_token: jwt }],
]

test.each(bodies)('%s', async (_name, status, body) => {
  const { fake, signIn } = await signingIn()
  fake.fail('token', { status, body })
  const told = JSON.stringify(await signIn())
  expect(told).not.toContain('müller')
  for (const secret of [jwt, opaque])
    for (let at = 0; at + PIECE <= secret.length; at++)
      expect(told).not.toContain(secret.slice(at, at + PIECE))
})
