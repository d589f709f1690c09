// Where the tokens are kept, and what happens when that place is missing, locked, or holds rubbish.
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { canHold, hold } from '../../storage/held.ts'
import { test } from '../stage/story.ts'

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

test('a sign-in that the disk does not take is said, and written once there is room', async ({
  start,
  fake,
  profile,
  soon,
  needs,
}) => {
  needs('Linux')
  const app = await start({ settings: { clientId: fake.clientId }, clock: 'controlled' })
  await soon(app.tooltip).toBe('Signed out')
  // No file can be made there, not even by root.
  await symlink('/proc/version', join(profile, 'tokens'))
  await app.menu('Sign in')
  await soon(app.tooltip).toMatch(/ · since /)
  const said = (await app.window()).getByText('The disk does not take the sign-in at the moment')
  await said.waitFor()
  await rm(join(profile, 'tokens'))
  await app.hold()
  await app.pass(60_000)
  await said.waitFor({ state: 'hidden' })
  const again = await app.restart()
  await soon(again.light).toBe('available')
  expect((await again.desktop()).openedUrls).toEqual([])
})

test.skipIf(!canHold)(
  `a sign-out on a disk that lets nothing go: signed out all the same, and told what to remove${canHold ? '' : ' (skipped: only root can hold a file)'}`,
  async ({ startSignedIn, profile, soon, needs }) => {
    needs('simulator')
    const app = await startSignedIn()
    const path = join(profile, 'tokens')
    const release = hold(path)
    await app.menu('Sign out')
    await soon(app.light).toBe('attention')
    await soon(app.tooltip).toBe('Signed out, but the disk keeps the sign-in')
    const window = await app.window()
    await window.getByText(path).waitFor()
    expect(await readdir(profile)).toContain('tokens')

    const again = await app.restart({ clock: 'controlled' })
    await soon(again.tooltip).toBe('Signed out, but the disk keeps the sign-in')
    // The program tries again by itself too.
    await again.hold()
    release()
    await (await again.window()).getByRole('button', { name: 'Check now' }).click()
    await soon(again.tooltip).toBe('Signed out')
    expect((await readdir(profile)).filter((name) => name.startsWith('tokens'))).toEqual([])
  },
)

test.concurrent('a locked keyring is no lost account; unlocked later, it is found without a click', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const app = await startSignedIn()
  const kept = await readFile(join(profile, 'tokens'))
  const locked = await app.restart({ keyring: 'locked' })
  await soon(locked.light).toBe('attention')
  await soon(locked.tooltip).toBe('The keyring is locked')
  await (await locked.window()).getByText('Unlock the keyring of your system, then choose Restart').waitFor()
  await soon(async () => (await locked.desktop()).notifications).toMatchObject([
    { title: 'The keyring is locked' },
  ])
  expect(await readFile(join(profile, 'tokens'))).toEqual(kept)

  await locked.post('keyring', { state: 'unlocked' })
  await locked.menu('Check now')
  await soon(locked.light).toBe('available')
  await (await locked.window()).getByText(fake.account.username).waitFor()
  expect(await locked.desktop()).toMatchObject({ openedUrls: [], notifications: [{}] })

  const lockedAgain = await locked.restart({ keyring: 'locked' })
  await soon(lockedAgain.light).toBe('attention')
  await lockedAgain.post('keyring', { state: 'unlocked' })
  await lockedAgain.post('power', { event: 'unlock-screen' })
  // By itself it is looked at every half minute.
  await soon(lockedAgain.light, 20).toBe('available')
})

// electron: shell/browser/api/electron_api_safe_storage.cc, EnsureAsyncEncryptorRequested
test.concurrent('where a keyring is asked once at each start, it is the restart that finds the account', async ({
  startSignedIn,
  soon,
  needs,
}) => {
  needs('simulator')
  const app = await startSignedIn({}, { system: 'gnome-x11', clock: 'controlled' })
  const locked = await app.restart({ keyring: 'locked' })
  await soon(locked.tooltip).toBe('The keyring is locked')
  await locked.post('keyring', { state: 'unlocked' })
  await locked.menu('Check now')
  await locked.hold()
  await locked.pass(60_000)
  expect(await locked.tooltip()).toBe('The keyring is locked')

  await (await locked.window()).getByRole('button', { name: 'Restart' }).click()
  expect(await locked.ended()).toBe(0)
  expect(locked.output()).toMatch(/^\{"relaunch":\{"execPath":.*"args":\[.*\]\}\}$/m)
  const again = await locked.restart({ keyring: 'unlocked' })
  await soon(again.light).toBe('available')
  expect((await again.desktop()).openedUrls).toEqual([])
})

// Sway has no name for a keyring (getSelectedStorageBackend says basic_text), and uses the one that is there.
test.concurrent.for(['sway', 'kde'] as const)(
  '%s: the account is there after a restart',
  async (system, { startSignedIn, soon, profile, needs }) => {
    needs('simulator')
    const app = await startSignedIn({}, { system })
    expect(await readdir(profile)).toContain('tokens')
    const again = await app.restart()
    await soon(again.light).toBe('available')
    expect((await again.desktop()).openedUrls).toEqual([])
  },
)

const damages: readonly [name: string, damaged: (bytes: Buffer) => Buffer][] = [
  ['cut off', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['rubbish', () => Buffer.from('{"no":"tokens"}')],
  ['empty', () => Buffer.alloc(0)],
]

test.concurrent('a token file that is cut off, rubbish or empty is set aside, and a new sign-in works', async ({
  startSignedIn,
  profile,
  soon,
}) => {
  let app = await startSignedIn({ intervalSeconds: 45 })
  const path = join(profile, 'tokens')
  const tokenFiles = async () => (await readdir(profile)).filter((name) => name.startsWith('tokens'))
  for (const [name, damaged] of damages) {
    await app.quit()
    const before = await tokenFiles()
    await writeFile(path, damaged(await readFile(path)))

    app = await app.restart()
    await soon(app.tooltip).toBe('Please sign in once more')
    const now = await tokenFiles()
    expect(now, name).not.toContain('tokens')
    const aside = now.filter((file) => !before.includes(file))
    expect(aside, name).toEqual([expect.stringMatching(/^tokens\.unreadable-/)])
    await (await app.window()).getByText(`It is kept as ${aside[0]}`).waitFor()
    expect(await app.desktop(), name).toMatchObject({ openedUrls: [], errors: [] })

    await app.menu('Sign in')
    await soon(app.light).toBe('available')
    expect(JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))).toMatchObject({
      intervalSeconds: 45,
    })
  }
})

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
