// The program updates itself, as an AppImage, from real releases on loopback: nothing is replaced by what is not vouched for.
import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import { serve } from '../../support/loopback-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createReleases, installedImage, OLD_IMAGE, type ReleaseFault } from '../stage/releases.ts'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const VERSION = '9.8.7'
const SCRIPT = 'echo "$* $SIMULATED_LOCK" > "$STARTED"'

async function install() {
  const releases = createReleases(SCRIPT)
  const url = await serve(releases.listener)
  const installed = await installedImage(await temporaryFolder(), url)
  // `toEqual` takes five seconds of processor time to compare two images.
  const isInstalled = async () => releases.image.equals(await readFile(installed.image))
  return { releases, url, ...installed, isInstalled }
}

/** Only a simulator takes itself for an installed package, and only Linux has AppImages. */
function onAppImages(needs: (what: 'simulator' | 'Linux') => void) {
  needs('simulator')
  needs('Linux')
}

/** What the window asks, and what it shows. */
const pageOf = ({ tally }: RunningApp) => ({
  update: async () => (await tally.watch()).update,
  checkForUpdate: tally.checkForUpdate,
  switchTo: (updates: boolean) => tally.changeSettings({ updates }),
})

test('one that is newer is fetched with progress, and installed on quit in its place', async ({
  start,
  soon,
  needs,
}) => {
  onAppImages(needs)
  const { releases, image, options, started, isInstalled } = await install()
  const app = await start(options)
  const seconds = (await app.desktop()).trayAfterMs / 1000
  expect(releases.requests, `${seconds} s after the start`).toEqual([])
  releases.fault = 'slow'
  await app.openSettings('about')
  const window = await app.window()
  await window.getByRole('button', { name: 'Look for an update' }).click()
  const bar = window.getByRole('progressbar', { name: `Fetching version ${VERSION}…` })
  await soon(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(0)
  releases.fault = 'none'
  await window.getByText(`Version ${VERSION} is ready: it is installed when you quit.`).waitFor()
  await window.getByText('to GitHub for updates, and to nobody else').waitFor()
  await soon(async () => (await app.desktop()).menu.map(({ label }) => label)).toContain(
    `Restart to update to ${VERSION}`,
  )
  expect(await readFile(image, 'utf8')).toBe(OLD_IMAGE)

  expect(await app.quit()).toBe(0)
  expect(await isInstalled()).toBe(true)
  expect((await stat(image)).mode & 0o777).toBe(0o755)
  expect((await readdir(dirname(image))).filter((name) => name.includes('AppImage'))).toHaveLength(1)
  // Installed, not started.
  await expect(stat(started)).rejects.toThrow('ENOENT')
})

const refused = { kind: 'failed', problem: { kind: 'update-refused' } }
const notHad = { kind: 'failed', problem: { kind: 'update-failed' } }
const blocked = { kind: 'failed', problem: { detail: 'net::ERR_BLOCKED_BY_CLIENT' } }
const releaseFaults: readonly (readonly [fault: ReleaseFault, version: string, outcome: object])[] = [
  ['other-content', VERSION, refused],
  ['cut-short', VERSION, notHad],
  ['no-release', VERSION, notHad],
  ['not-yaml', VERSION, notHad],
  ['no-version', VERSION, notHad],
  ['hangs-up', VERSION, notHad],
  ['server-error', VERSION, notHad],
  ['redirects-to-http', VERSION, blocked],
  ['redirects-round-and-round', VERSION, blocked],
  ['leads-nowhere', VERSION, notHad],
  ['none', 'the-newest', notHad],
  ['none', '0.0.9', { kind: 'none' }],
  ['none', '0.1.0', { kind: 'none' }],
]

/** What is no announcement of a version, and may come with a 200 all the same. */
const announcements: readonly unknown[] = [
  ...[null, {}, [], 'ok', 7, true, { error: {} }],
  ...[9.8, {}, [VERSION], ' ', null].map((version) => ({ version })),
  ...[null, 7, [], [null], [{}], [{ url: 7, sha512: 'x' }], [{ url: 'a.AppImage' }], { length: 1 }].map(
    (files) => ({ version: VERSION, files }),
  ),
  { version: VERSION, path: 7, sha512: 7 },
]

test(`nothing is replaced by what cannot be vouched for (${releaseFaults.length} tried) or announces nothing (${announcements.length} tried), nor once switched off`, async ({
  start,
  soon,
  profile,
  needs,
}) => {
  onAppImages(needs)
  const { releases, image, options } = await install()
  const app = await start(options)
  const page = pageOf(app)
  for (const [fault, version, outcome] of releaseFaults) {
    Object.assign(releases, { fault, version })
    const before = releases.requests.length
    await page.checkForUpdate()
    await soon(() => releases.requests.length).toBeGreaterThan(before)
    await soon(async () => ({ fault, version, update: await page.update() })).toMatchObject({
      fault,
      version,
      update: outcome,
    })
    const { tray, notifications, errors } = await app.desktop()
    expect([tray.icon === 'attention', notifications, errors], fault).toEqual([false, [], []])
  }
  // Nothing tells this computer from another, and nothing is kept for that.
  const ids = new Set(releases.requests.map(({ headers }) => headers['x-user-staging-id']))
  expect([...ids].filter((id) => id !== undefined)).toEqual(['00000000-0000-0000-0000-000000000000'])
  expect(await readdir(profile)).not.toContain('.updaterId')
  expect(await readFile(image, 'utf8')).toBe(OLD_IMAGE)

  // Nothing is made of what announces nothing.
  Object.assign(releases, { fault: 'none', version: VERSION })
  for (const announced of announcements) {
    releases.announced = JSON.stringify(announced)
    const before = releases.requests.length
    await page.checkForUpdate()
    await soon(() => releases.requests.length).toBeGreaterThan(before)
    await soon(async () => ({ announced, update: await page.update() })).toEqual({
      announced,
      update: {
        kind: 'failed',
        problem: {
          kind: 'update-failed',
          next: 'retries',
          detail: expect.stringMatching(/^ERR_UPDATER_\w+$/),
        },
      },
    })
    expect(releases.requests).toHaveLength(before + 1)
  }
  expect((await app.desktop()).errors).toEqual([])
  expect(await readFile(image, 'utf8')).toBe(OLD_IMAGE)

  // Switched off half-way, and when one is ready, nothing is installed.
  Object.assign(releases, { announced: null, fault: 'slow' })
  await page.checkForUpdate()
  await soon(page.update).toMatchObject({ kind: 'downloading', version: VERSION })
  await page.switchTo(false)
  expect(await page.update()).toEqual({ kind: 'none' })
  await page.checkForUpdate()
  expect(await page.update()).toEqual({ kind: 'none' })

  releases.fault = 'none'
  await page.switchTo(true)
  await page.checkForUpdate()
  await soon(page.update).toEqual({ kind: 'ready', version: VERSION })
  await page.switchTo(false)
  expect(await page.update()).toEqual({ kind: 'none' })
  expect(await app.quit()).toBe(0)
  expect(await readFile(image, 'utf8')).toBe(OLD_IMAGE)
})

test('Restart installs at once and starts the new one; where it may not, the old one stays', async ({
  start,
  soon,
  needs,
}) => {
  onAppImages(needs)
  const { releases, image, options, started, isInstalled } = await install()
  const app = await start({ ...options, args: '--password-store=basic --verbose' })
  const page = pageOf(app)
  const entry = `Restart to update to ${VERSION}`
  await page.checkForUpdate()
  await soon(page.update).toEqual({ kind: 'ready', version: VERSION })
  // Whoever runs the tests may write everywhere; but where a folder is, nobody can put a file.
  const inTheWay = `${image}.new`
  await mkdir(inTheWay)
  await app.menu(entry)
  await soon(page.update).toMatchObject({ kind: 'failed', problem: { kind: 'update-not-installed' } })
  await (await app.window()).getByText('The update could not be installed').waitFor()
  expect(await readFile(image, 'utf8')).toBe(OLD_IMAGE)

  await rmdir(inTheWay)
  await page.checkForUpdate()
  await soon(page.update).toEqual({ kind: 'ready', version: VERSION })
  expect(releases.requests.filter(({ path }) => path.endsWith('.AppImage'))).toHaveLength(1)
  // The program may be gone before it has answered.
  await app.menu(entry).catch(() => {})
  expect(await app.ended()).toBe(0)
  expect(await isInstalled()).toBe(true)
  await soon(() => readFile(started, 'utf8').catch(() => null)).toBe('--password-store=basic free\n')
})

test('where a package manager does it, nobody is asked', async ({ start, soon, needs }) => {
  onAppImages(needs)
  const { releases, image, options } = await install()
  const { APPDIR: _, ...environment } = options.environment
  const app = await start({ ...options, environment: { ...environment, APPDIR: '/tmp/.mount_editor' } })
  const page = pageOf(app)
  await soon(page.update).toEqual({ kind: 'not-ours', by: 'package-manager' })
  await page.checkForUpdate()
  await app.openSettings('about')
  await (await app.window()).getByText('Your package manager keeps it up to date.').waitFor()
  expect(await app.quit()).toBe(0)
  expect([releases.requests, await readFile(image, 'utf8')]).toEqual([[], OLD_IMAGE])
})
