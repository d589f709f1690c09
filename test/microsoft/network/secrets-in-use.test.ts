// Parts of tokens and codes of recent requests, in problems that quote them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Network, NetworkRequest } from '../../../app/microsoft/network/network.ts'
import { createSecretsInUse } from '../../../app/microsoft/network/secrets-in-use.ts'
import { failed, ok } from '../../../app/model/problems/problem.ts'

const unreachable = (detail: string) => failed({ kind: 'unreachable', next: 'retries', host: 'h', detail })
const answering = (json: unknown): Network => ({
  request: async () => ok({ status: 200, headers: {}, json }),
})
const quoting = (detail: string): Network => ({ request: async () => unreachable(detail) })
const asked = (request: Partial<NetworkRequest> = {}): NetworkRequest => ({
  method: 'POST',
  url: 'x:',
  ...request,
})

test('a part of a secret that was sent or received is hidden, and nothing else', async () => {
  // Words, which have no recognizable format.
  const words = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 8, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(words, fc.nat(), async (secret, seed) => {
      const from = seed % (secret.length - 7)
      const part = secret.slice(from)
      for (const [request, answer] of [
        [{ headers: { authorization: `Bearer ${secret}` } }, {}],
        [{ body: new URLSearchParams({ code: secret }).toString() }, {}],
        [{}, { access_token: secret }],
        [{}, { refresh_token: { odd: secret } }],
      ] as const) {
        const secrets = createSecretsInUse()
        await secrets.watchNetwork(answering(answer)).request(asked(request))
        const quoted = await secrets.watchNetwork(quoting(`AT ${part} END`)).request(asked())
        expect(quoted).toEqual(unreachable('AT [hidden] END'))
      }
    }),
    { numRuns: 50 },
  )
  const nothing = await createSecretsInUse().watchNetwork(quoting('as it is')).request(asked())
  expect(nothing).toEqual(unreachable('as it is'))
})

test('the code is hidden in the problems of a sign-in', async () => {
  const secrets = createSecretsInUse()
  const body = new URLSearchParams({ code: 'once upon a time' }).toString()
  await secrets.watchNetwork(answering({})).request(asked({ body }))
  const refused = async () =>
    failed({ kind: 'entra-refused', next: 'person', code: null, detail: 'not upon a time' })
  const signIn = secrets.protectSignIn({
    storedAccount: refused,
    signIn: refused,
    consent: refused,
    accessToken: refused,
    choice: () => null,
    followChosen: refused,
    dropChosen: () => {},
    cancel: () => {},
    signOut: async () => {},
    accountId: () => null,
    pageAddress: () => null,
  })
  const answers = await Promise.all([
    ...[signIn.storedAccount(), signIn.signIn(), signIn.consent([]), signIn.accessToken({ kind: 'any' })],
    signIn.followChosen(),
  ])
  for (const one of answers) expect(one).toMatchObject({ problem: { detail: 'not[hidden]' } })
})
