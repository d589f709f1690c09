// No token, code or verifier outside the main process: looked for wherever one could have got to.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { isOpenToOthers } from '../stage/private-file.ts'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

/** Shorter ones, such as a session number, could be in a text by chance. */
const LEAST_LENGTH = 20

/** All bytes of a folder's files. */
async function contents(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const text = await readFile(join(parentPath, name), 'latin1').catch((error) => {
        // It was a draft, and has its real name by now.
        if (error.code !== 'ENOENT') throw error
        return ''
      })
      return `${name}\n${text}`
    }),
  )
  return texts.join('\n')
}

/** The page's memory, with each text up to where V8 cuts it. */
async function heap(app: RunningApp): Promise<string> {
  const page = await app.page()
  const devtools = await page.context().newCDPSession(page)
  const pieces: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk))
  await devtools.send('HeapProfiler.takeHeapSnapshot')
  return pieces.join('')
}

test.concurrent('after sign-in, renewal, failures and sign-out no secret is anywhere but in the main process, and nothing of Node in the page', async ({
  startSignedIn,
  fake,
  profile,
  soon,
  answered,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const heard = await app.overhear()
  const window = await app.window()

  async function nothingLeaks(when: string) {
    const page = window.locator('html')
    const places: Record<string, string> = {
      'the profile': await contents(profile),
      'what the app told its windows': await heard(),
      'the desktop': JSON.stringify(await app.desktop()),
      output: app.output(),
      'the page': await page.evaluate(() => document.documentElement.outerHTML),
      'what the page stores': await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      ),
      'the state': await page.evaluate(async () => JSON.stringify(await globalThis.window.tally.watch())),
      'the memory of the page': await heap(app),
    }
    const secrets = fake.secrets().filter((secret) => secret.length > LEAST_LENGTH)
    expect(secrets.length).toBeGreaterThan(4)
    for (const [place, text] of Object.entries(places)) {
      expect(text.length, place).toBeGreaterThan(0)
      // A secret may have been cut; its two ends are secret too.
      const found = secrets.filter(
        (secret) => text.includes(secret.slice(0, 40)) || text.includes(secret.slice(-40)),
      )
      expect(found, `${when}: ${place}`).toEqual([])
    }
  }

  await window.getByText(fake.account.username).waitFor()
  // The page has the verbs of the contract and nothing of Node or Electron.
  const page = window.locator('html')
  const found = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer']
    return names.filter((name) => name in globalThis)
  })
  expect(found).toEqual([])
  expect(await page.evaluate(() => Object.isFrozen(globalThis.window.tally))).toBe(true)
  // The window's own policy: it reaches nothing but what came with it.
  const reached = await page.evaluate(() =>
    fetch('https://graph.microsoft.com/').then(
      () => 'reached',
      () => 'refused',
    ),
  )
  expect(reached).toBe('refused')

  await nothingLeaks('signed in')
  expect((await heap(app)).includes(fake.account.username), 'the memory is really looked at').toBe(true)

  fake.expireAccessTokens()
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  // The messages are really heard.
  await soon(async () => (await heard()).includes(fake.account.username)).toBe(true)
  await nothingLeaks('renewed')

  for (const fault of [{ status: 500 }, { status: 403 }, 'html', 'reset'] as const) {
    const before = fake.presenceRequests()
    fake.fail('presence', fault)
    await app.menu('Check now')
    await soon(fake.presenceRequests).toBeGreaterThan(before)
    // A click during this check would get its answer instead of the next fault.
    await answered(app)
  }
  fake.revoke()
  await app.menu('Check now')
  await soon(app.tooltip).toBe('Sign in again')
  await nothingLeaks('lost')

  const refusal = { error: 'invalid_request', error_description: 'AADSTS90014: A required field is missing.' }
  fake.fail('token', { status: 400, body: refusal })
  await app.menu('Sign in')
  await soon(app.tooltip).toBe('Microsoft refused the sign-in')
  await nothingLeaks('refused')

  await app.menu('Sign in')
  await soon(app.light).toBe('busy')
  for (const url of (await app.desktop()).openedUrls) {
    expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256')
    expect(url).not.toMatch(/code_verifier|[?&]code=|token=/)
  }
  const log = await readFile(join(profile, 'logs', 'main.log'), 'utf8')
  expect(log).toContain('Light busy')
  expect(log).not.toContain(fake.account.username)
  for (const name of ['tokens', 'settings.json']) {
    expect(await isOpenToOthers(join(profile, name)), name).toBe(false)
  }

  await app.menu('Sign out')
  await soon(app.tooltip).toBe('Signed out')
  await nothingLeaks('signed out')
})
