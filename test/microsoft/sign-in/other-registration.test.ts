// The stored tokens are of another app registration than the current one, such as after a policy has changed the client ID.
import { expect, test } from 'vitest'
import { signingIn } from './signing-in.ts'

const OTHER_CLIENT = '44444444-4444-4444-8444-444444444444'
const grace = {
  name: 'Grace Hopper',
  username: 'grace@contoso.example',
  oid: '66825e03-7ef5-42da-9069-724602c31f6b',
}

type Cache = Record<string, Record<string, Record<string, unknown>>>

/** The program is restarted after a sign-in, with the stored tokens changed. */
async function restartedWith(change: (json: string, clientId: string) => string) {
  const world = await signingIn()
  await world.signIn()
  const { tokenCache, fake } = world
  if (tokenCache.kept.kind !== 'tokens') throw new Error('no tokens are stored')
  const kept = { ...tokenCache.kept, json: change(tokenCache.kept.json, fake.clientId) }
  tokenCache.kept = kept
  return { ...world, ...world.start(), kept, requestsBefore: fake.requests.length }
}

const ofOther = (json: string, clientId: string) => json.replaceAll(clientId, OTHER_CLIENT)

/** Changes the entries of some sections of MSAL's cache. */
function changed(
  json: string,
  sections: readonly string[],
  change: (entity: Record<string, unknown>) => object,
) {
  const cache: Cache = JSON.parse(json)
  const entries = Object.entries(cache).map(([section, entities]) => [
    section,
    Object.fromEntries(
      Object.entries(entities).map(([key, one]) => [key, sections.includes(section) ? change(one) : one]),
    ),
  ])
  return JSON.stringify(Object.fromEntries(entries))
}

test('nobody is signed in, and the tokens stay for their registration', async () => {
  const { storedAccount, accountId, tokenCache, kept, fake, requestsBefore } = await restartedWith(ofOther)
  expect(await storedAccount()).toEqual({ ok: true, value: null })
  expect(accountId()).toBeNull()
  expect(fake.requests).toHaveLength(requestsBefore)
  expect(tokenCache.kept).toEqual(kept)
})

test('whoever signs in replaces the tokens, without a question about the other account', async () => {
  const { storedAccount, signIn, choice, accountId, tokenCache, fake } = await restartedWith(ofOther)
  await storedAccount()
  fake.account = grace
  expect(await signIn()).toMatchObject({ ok: true, value: { username: grace.username } })
  expect(choice()).toBeNull()
  expect(accountId()).toBe(grace.oid)
  expect(JSON.stringify(tokenCache.kept)).not.toContain(OTHER_CLIENT)
})

/** Tokens that MSAL may use for the current registration, or of which it is not sure whose they are. */
const ours: readonly (readonly [name: string, change: (json: string, clientId: string) => string])[] = [
  ['as they were', (json) => json],
  ['the client ID in capitals', (json, clientId) => json.replaceAll(clientId, clientId.toUpperCase())],
  ['no refresh token', (json) => JSON.stringify({ ...JSON.parse(json), RefreshToken: {} })],
  ['no access token', (json) => JSON.stringify({ ...JSON.parse(json), AccessToken: {}, IdToken: {} })],
  ['no tokens at all', (json) => JSON.stringify({ Account: JSON.parse(json).Account })],
  [
    'no client ID',
    (json) =>
      changed(
        json,
        ['AccessToken', 'RefreshToken', 'IdToken', 'AppMetadata'],
        ({ client_id: _, ...one }) => one,
      ),
  ],
  [
    'a refresh token of its family',
    (json, clientId) =>
      changed(ofOther(json, clientId), ['RefreshToken'], (one) => ({ ...one, family_id: '1' })),
  ],
  ...['AccessToken', 'RefreshToken'].map(
    (section) =>
      [
        `only its ${section} among others`,
        (json: string, clientId: string) =>
          changed(ofOther(json, clientId), [section], (one) => ({ ...one, client_id: clientId })),
      ] as const,
  ),
]

test.each(ours)('the account is found with %s', async (_name, change) => {
  const { storedAccount, fake } = await restartedWith(change)
  expect(await storedAccount()).toMatchObject({ ok: true, value: { username: fake.account.username } })
})
