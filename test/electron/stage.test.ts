// The stage for a real Electron, on a fake runtime: what it reports of the app is what really happened.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { RunningApp } from '../e2e/stage/running-app.ts'
import { test as story } from '../e2e/stage/story.ts'
import { askSimulator } from '../simulator/simulator-process.ts'
import { bundleForNode } from '../support/bundle-for-node.ts'
import { bundleProbe } from './bundle-probe.ts'
import { electronStage } from './electron-stage.ts'

const results = join(import.meta.dirname, '..', '..', 'test-results')

/** The fake runtime as an executable in `folder`, which must be inside the project. */
async function fakeRuntime(folder: string): Promise<string> {
  await bundleForNode([join(import.meta.dirname, 'fake-runtime.ts')], folder)
  const path = join(folder, 'electron')
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${join(folder, 'fake-runtime.mjs')}' "$@"\n`)
  await chmod(path, 0o755)
  return path
}

const test = story
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('stage', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(results, 'fake-runtime-'))
    const close = () => rm(folder, { recursive: true, force: true })
    onCleanup(close)
    return { ...electronStage(await fakeRuntime(folder), await bundleProbe(folder)), close }
  })
  /** Expects the stage to report the state of the desktop behind it. */
  .extend('expectTruth', ({ soon }) => async (app: RunningApp) => {
    const url = await readFile(join(app.profile, 'fake-runtime-desktop'), 'utf8')
    const really = async () => whatAppDid(Object(await askSimulator(url, 'desktop')))
    await soon(async () => [whatAppDid(await app.desktop()), await really()]).toSatisfy(
      ([reported, real]) => JSON.stringify(reported) === JSON.stringify(real),
    )
  })
  // Windows cannot execute a script.
  .skipIf(process.platform === 'win32')

/** The part of the state that the app determines. */
const whatAppDid = ({ tray, menu, window, clipboard, notifications }: Record<string, unknown>) => ({
  tray,
  menu,
  window,
  clipboard,
  notices: Object(notifications).map(({ title, body }: { title: string; body: string }) => [title, body]),
})

test.concurrent('reports tray, menu, notifications and windows as they are', async ({
  startSignedIn,
  fake,
  soon,
  expectTruth,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  await expectTruth(app)
  expect((await app.desktop()).openedUrls).toHaveLength(1)

  const window = await app.window()
  await window.getByText(fake.account.username).waitFor()
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  await window.getByRole('button', { name: 'Check now' }).click()
  await soon(app.light).toBe('in-a-call')
  await app.openSettings('about')
  await window.getByRole('button', { name: 'Copy diagnostics' }).click()
  await soon(async () => (await app.desktop()).clipboard).toContain('in-a-call')
  await expectTruth(app)

  await app.post('window', { action: 'close' })
  await soon(async () => (await app.desktop()).window?.visible).toBe(false)
  fake.revoke()
  await app.menu('Check now')
  await soon(async () => (await app.desktop()).notifications).toMatchObject([{ title: 'Sign in again' }])
  await expectTruth(app)
  await app.post('notification', { index: 0, action: 'click' })
  await soon(async () => (await app.desktop()).window?.visible).toBe(true)
  await app.post('window', { action: 'close' })
  await app.post('tray-click')
  await soon(async () => (await app.desktop()).window?.visible).toBe(true)
  await expectTruth(app)
  expect((await app.desktop()).errors).toEqual([])
  expect(app.output()).toContain('{"ready":true}')
})

test.concurrent('simulates network, sleep, keyring and a second start, and refuses unknown commands', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  await app.post('network', { online: false })
  await (await app.window()).getByRole('heading', { name: 'No network' }).waitFor()
  await app.menu('Check now')
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.post('network', { online: true })
  await soon(app.light).toBe('busy')
  const before = fake.presenceRequests()
  await app.post('power', { event: 'suspend' })
  await app.post('power', { event: 'resume' })
  // More follow, as the network too has come back.
  await soon(fake.presenceRequests).toBeGreaterThan(before)
  await app.post('window', { action: 'close' })
  await app.post('second-instance')
  await soon(async () => (await app.desktop()).window?.visible).toBe(true)
  await expect(app.menu('No such entry')).rejects.toThrow('No menu entry "No such entry"')
  await expect(app.post('no-such-thing')).rejects.toThrow('no-such-thing')
  await expect(app.post('appearance', { dark: true })).rejects.toThrow("the system's own")

  const locked = await app.restart({ keyring: 'locked' })
  await soon(locked.tooltip).toBe('The keyring is locked')
  await locked.post('keyring', { state: 'unlocked' })
  await locked.menu('Check now')
  await soon(locked.light).toBe('busy')
})

test.concurrent('records messages to the window, and the exit of the app', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const messages = await app.overhear()
  await app.openSettings('account')
  await app.menu('Check now')
  await soon(messages).toContain(fake.account.username)
  // The app waits for its outputs, so the answer may come before its end.
  await Promise.allSettled([app.menu('Quit')])
  expect(await app.ended()).toBe(0)
  await expect(app.desktop()).rejects.toThrow('The app ended with 0 before it answered')

  const again = await app.restart()
  await soon(again.light).toBe('available')
  await again.kill()
  expect(await again.ended()).toBeNull()
  // No process writes there any more.
  await rm(profile, { recursive: true })
})
