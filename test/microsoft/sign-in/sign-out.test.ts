// After a sign-out no token is in memory, whatever is in the stored cache.
import { expect, test } from 'vitest'
import { signingIn } from './signing-in.ts'

const damaged: readonly (readonly [name: string, json: string])[] = [
  ['no JSON', 'not JSON at all'],
  ['null', 'null'],
  ['invalid accounts', '{"Account":{"x":null},"RefreshToken":{"y":5}}'],
  ['arrays instead of sections', '{"Account":[null],"AccessToken":[1],"IdToken":"x"}'],
]

test.each(damaged)('a stored cache with %s is removed', async (_name, json) => {
  const { tokenCache, start } = await signingIn()
  tokenCache.kept = { kind: 'tokens', json }
  const next = start()
  await next.storedAccount()
  await next.signOut()
  expect(tokenCache.kept).toEqual({ kind: 'empty' })
})

test('no token is returned any more, even if the disk does not remove the cache', async () => {
  const { signIn, signOut, accessToken, tokenCache, start, clock } = await signingIn()
  expect(await signIn()).toMatchObject({ ok: true })
  expect(await accessToken({ kind: 'any' })).toMatchObject({ ok: true })
  // Like a token cache whose files could not be removed (storage/token-cache.ts).
  tokenCache.forget = async () => {}
  tokenCache.read = async () => ({ kind: 'empty' })
  await signOut()
  const refused = { ok: false, problem: { kind: 'sign-in-needed' } }
  for (const kind of ['any', 'fresh'] as const) expect(await accessToken({ kind })).toMatchObject(refused)
  await clock.pass(1000)
  expect(await start().storedAccount()).toEqual({ ok: true, value: null })
})
