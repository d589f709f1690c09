// Where the tokens are kept, and what happens when that place is missing, locked, or holds rubbish.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from './story.ts'

test.concurrent('without a keyring the tokens stay in memory, the window says so, and a restart asks again', async ({
  startSignedIn,
  profile,
  soon,
  needs,
}) => {
  needs('Linux')
  const app = await startSignedIn({}, { keyring: 'fallback' })
  await (await app.window()).getByText('the sign-in is kept in memory only').waitFor()
  expect(await readdir(profile)).not.toContain('tokens')
  const again = await app.restart()
  await soon(again.tooltip).toBe('Signed out')
  expect((await again.desktop()).openedUrls).toEqual([])
})

test.concurrent('a locked keyring is no lost account', async ({ startSignedIn, fake, profile, soon }) => {
  const app = await startSignedIn()
  const kept = await readFile(join(profile, 'tokens'))
  const locked = await app.restart({ keyring: 'locked' })
  await soon(locked.light).toBe('attention')
  await soon(locked.tooltip).toBe('The keyring is locked')
  await (await locked.window())
    .getByText('Unlock the keyring of your system, then choose Check now.')
    .waitFor()
  await soon(async () => (await locked.desktop()).notifications).toMatchObject([
    { title: 'The keyring is locked' },
  ])
  expect(await readFile(join(profile, 'tokens'))).toEqual(kept)

  await locked.post('keyring', { state: 'unlocked' })
  await locked.menu('Check now')
  await soon(locked.light).toBe('available')
  await (await locked.window()).getByText(fake.account.username).waitFor()
  expect(await locked.desktop()).toMatchObject({ openedUrls: [], notifications: [{}] })
})

test.concurrent('a keyring unlocked later is found without a click', async ({ startSignedIn, soon }) => {
  const app = await startSignedIn()
  const locked = await app.restart({ keyring: 'locked' })
  await soon(locked.light).toBe('attention')
  await locked.post('keyring', { state: 'unlocked' })
  await locked.post('power', { event: 'unlock-screen' })
  // By itself it is looked at every half minute.
  await soon(locked.light, 20).toBe('available')
})

test.concurrent.for([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['rubbish', () => Buffer.from('{"no":"tokens"}')],
  ['empty', () => Buffer.alloc(0)],
] as const)(
  'a token file that is %s is set aside, and a new sign-in works',
  async ([, damaged], { startSignedIn, profile, soon }) => {
    const app = await startSignedIn({ intervalSeconds: 45 })
    await app.quit()
    const path = join(profile, 'tokens')
    await writeFile(path, damaged(await readFile(path)))

    const again = await app.restart()
    await soon(again.tooltip).toBe('Please sign in once more')
    const aside = (await readdir(profile)).filter((name) => name.startsWith('tokens'))
    expect(aside).toEqual([expect.stringMatching(/^tokens\.unreadable-/)])
    await (await again.window()).getByText(`It was set aside as ${aside[0]}`).waitFor()
    expect(await again.desktop()).toMatchObject({ openedUrls: [], errors: [] })

    await again.menu('Sign in')
    await soon(again.light).toBe('available')
    expect(JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))).toMatchObject({
      intervalSeconds: 45,
    })
  },
)

test.concurrent('settings that nobody can read: the app starts, and a copy is kept', async ({
  start,
  profile,
  soon,
}) => {
  const text = '{ "clientId": "11111111-2222-4333-8444-555555555555", oh no'
  await writeFile(join(profile, 'settings.json'), text)
  const app = await start()
  await soon(app.tooltip).toBe('Not set up yet')
  expect(await readFile(join(profile, 'settings.json.unreadable'), 'utf8')).toBe(text)
  expect((await app.desktop()).errors).toEqual([])
})
