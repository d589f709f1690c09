// The window's page dies, and then the program: what is left of either, and what the next start says.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { spawnSimulator } from '../../simulator/simulator-process.ts'
import { test } from '../stage/story.ts'

test.concurrent('the window crashes: it comes again once and says so; the light goes on', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  const app = await startSignedIn()
  await app.menu('Open')
  const visible = async () => (await app.desktop()).window?.visible ?? false
  await soon(visible).toBe(true)
  await app.post('crash-window')
  await soon(visible).toBe(true)
  const note = (await app.window()).getByText('This window had stopped working and was opened anew.')
  await note.waitFor()
  await answered(app)
  await app.post('crash-window', { how: 'hang' })
  await soon(async () => (await app.desktop()).window).toBe(null)
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  expect((await app.desktop()).window).toBe(null)
  await app.menu('Open')
  await note.waitFor()
  await app.post('window', { action: 'close' })
  await app.menu('Open')
  await note.waitFor({ state: 'detached' })
  expect((await app.desktop()).errors).toEqual([])
})

test.concurrent('what was half typed is there again after a crash of the window, and on another page', async ({
  startSignedIn,
  fake,
}) => {
  fake.consent = { 'Presence.ReadWrite': 'granted' }
  const app = await startSignedIn({ features: ['own-status'] })
  await app.menu('Open')
  const window = await app.window()
  const field = window.getByRole('textbox', { name: 'Status message' })
  await window.getByRole('button', { name: 'Set status' }).click()
  await field.fill('Back at')
  // The program has heard of the last letter.
  const kept = await field.evaluate(() => globalThis.window.tally.readUnsentTexts())
  expect(kept).toEqual({ 'status-message': 'Back at' })
  await app.post('crash-window')
  await window.getByText('This window had stopped working').waitFor()
  await field.waitFor()
  expect(await field.inputValue()).toBe('Back at')
  await window.getByRole('button', { name: 'Today' }).click()
  await field.waitFor({ state: 'detached' })
  await window.getByRole('button', { name: 'Now' }).click()
  await field.waitFor()
  expect(await field.inputValue()).toBe('Back at')
  expect(fake.asked('set-status-message')).toEqual([])
})

test.concurrent('the program crashes: it says why, ends, and the next start says that once', async ({
  profile,
  start,
  soon,
}) => {
  const logs = join(profile, 'logs')
  const traces = async () => (await readdir(logs)).filter((name) => name.startsWith('crash-'))
  const inFront = [join(import.meta.dirname, '..', '..', 'losses', 'preloaded-failure.ts')]
  const first = spawnSimulator({ profile, microsoft: null, inFront })
  await first.ready
  first.tell(1)
  await soon(traces).toHaveLength(1)
  expect(first.hasEnded()).toBe(false)
  first.tell(2)
  expect(await first.ended).toBe(1)
  expect(first.output()).toContain('Tally Light has to end because of an error: a fault')
  // The box may stay open for hours.
  expect(first.output()).toContain('(beside no tray icon)')
  const [, fatal = ''] = (await traces()).toSorted()
  expect(fatal).toMatch(/\.untold\.txt$/)
  const trace = await readFile(join(logs, fatal), 'utf8')
  expect(trace).toMatch(
    /^Tally Light 0\.1\.0, Electron \d+\..*\n\S+Z\n\nError: a fault, \[hidden\], of \[hidden\]\n {4}at .*preloaded-failure\.ts:\d/,
  )

  const second = await start({ microsoft: null, args: '--verbose' })
  expect(await traces()).toContain(fatal.replace('.untold', ''))
  await second.menu('Open')
  const note = (await second.window()).getByText('Tally Light ended with an error the last time.')
  await note.waitFor()
  const log = () => readFile(join(logs, 'main.log'), 'utf8')
  await soon(log).toMatch(/\[debug\] +Next check at /)
  expect((await log()).match(/The last run ended with an error: crash-/g)).toHaveLength(1)
  const third = await second.restart()
  await third.menu('Open')
  await (await third.window()).getByRole('main').waitFor()
  expect(await (await third.window()).getByText('ended with an error the last time').count()).toBe(0)
})

test.concurrent('what fails in the tray is written down; the light goes on', async ({
  startSignedIn,
  needs,
  fake,
  profile,
  soon,
}) => {
  needs('simulator')
  const inFront = [join(import.meta.dirname, '..', '..', 'losses', 'preloaded-failing-tray.ts')]
  const app = await startSignedIn({}, { inFront })
  const log = () => readFile(join(profile, 'logs', 'main.log'), 'utf8')
  const says = async (activity: string) => {
    fake.presence = { availability: 'Busy', activity }
    await app.menu('Check now')
  }
  await says('InACall')
  await soon(log).toMatch(/\[error\] +Output tray failed; the program goes on Error: no tooltip for calls/)
  await (await app.window()).getByRole('main').getByText('In a call').first().waitFor()
  await says('InAMeeting')
  await soon(app.light).toBe('busy')
  expect(await app.quit()).toBe(0)
})
