// As another program sees the app, over minutes: the documented command line, its HTTP answers, and the lights they tell.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'
import { lightCases } from '../../model/cases.ts'
import { commandLine } from '../../simulator/simulator-process.ts'
import { test } from '../stage/story.ts'

/** The names that other programs rely on, written out: renaming one in the app must not rename it here. */
const LIGHTS = [
  'available',
  'in-a-call',
  'busy',
  'presenting',
  'do-not-disturb',
  'away',
  'be-right-back',
  'offline',
  'out-of-office',
  'unknown',
  'signed-out',
  'attention',
  'paused',
]

const INTERVAL_SECONDS = 5

test.concurrent('the menu signs in, and each answer of Graph becomes its light within one interval', async ({
  start,
  fake,
  soon,
}) => {
  fake.presence = { availability: 'Away', activity: 'Away' }
  const settings = { clientId: fake.clientId, intervalSeconds: INTERVAL_SECONDS }
  const app = await start({ settings, clock: 'controlled' })
  await app.menu('Sign in')
  await soon(app.light).toBe('away')
  await app.hold()
  for (const { body, light } of lightCases) {
    fake.presence = body
    // With the jitter of a tenth.
    await app.pass(INTERVAL_SECONDS * 1100)
    await soon(app.light).toBe(light)
  }
  const { openedUrls, window, notifications, errors } = await app.desktop()
  expect(openedUrls).toHaveLength(1)
  expect(openedUrls[0]).toMatch(
    /^https:\/\/login\.microsoftonline\.com\/organizations\/oauth2\/v2\.0\/authorize\?/,
  )
  expect(window?.url).toMatch(/^app:\/\//)
  expect(notifications).toEqual([])
  expect(errors).toEqual([])
})

test.concurrent('npm run simulator prints one line of JSON, and ends when it is asked to', async ({
  fake,
  profile,
  soon,
  onTestFinished,
  needs,
}) => {
  needs('simulator')
  const settings = { clientId: fake.clientId }
  const words = commandLine({ profile, microsoft: fake.url, settings })
  const npm = spawn('npm', ['--silent', 'run', 'simulator', '--', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(npm, 'close')
  // The simulator ends with npm.
  onTestFinished(async () => {
    npm.kill()
    await ended
  })
  let output = ''
  npm.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  await soon(() => output, 90).toMatch(/^\{"ready":true,"url":"http:\/\/127\.0\.0\.1:\d+\/"\}\n$/)
  const { url } = JSON.parse(output)
  await fetch(`${url}api/menu`, { method: 'POST', body: '{"path":["Sign in"]}' })
  await soon(async () => (await (await fetch(`${url}api/desktop`)).json()).tray).toMatchObject({
    icon: 'available',
    image: expect.stringMatching(/^data:image\/png;base64,./),
  })
  // The answer may be cut off by the end it asks for.
  await fetch(`${url}api/quit`, { method: 'POST' }).catch(() => {})
  expect(await ended).toEqual([0, null])
})

test.concurrent('the demo day shows every light within two minutes and asks nobody', async ({
  start,
  fake,
  soon,
}) => {
  const app = await start({ clock: 'controlled' })
  const window = await app.window()
  await window.getByRole('heading', { name: 'Your Teams presence, at a glance' }).waitFor()
  await soon(app.tooltip).toBe('Not set up yet')
  await app.hold()
  await window.getByRole('button', { name: 'Try the demo day' }).click()
  await soon(app.tooltip).toMatch(/^Demo · /)

  const seen = new Set<string>()
  const tooltips = new Set<string>()
  for (let seconds = 0; seconds < 120; seconds += 1) {
    await app.pass(1000)
    const { tray } = await app.desktop()
    seen.add(tray.icon)
    tooltips.add(tray.tooltip)
  }
  expect(LIGHTS.filter((light) => !seen.has(light))).toEqual([])
  for (const tooltip of tooltips) expect(tooltip).toMatch(/^Demo · ./)
  for (const light of ['available-oof', 'in-a-call-oof', 'busy-oof', 'presenting-oof']) {
    expect([...seen]).toContain(light)
  }
  await window.getByText('Demo: a made-up workday').waitFor()

  await window.getByRole('button', { name: 'Leave the demo' }).click()
  await window.getByRole('heading', { name: 'Your Teams presence, at a glance' }).waitFor()
  const { tray, notifications, openedUrls } = await app.desktop()
  expect(tray).toMatchObject({ icon: 'signed-out', tooltip: 'Not set up yet' })
  expect(notifications).toEqual([])
  expect(openedUrls).toEqual([])
  expect(fake.requests).toEqual([])
})

test.concurrent('a light nobody can vouch for any longer is hollow, and says when it was known', async ({
  startHeld,
  fake,
  soon,
  answered,
}) => {
  const app = await startHeld({ intervalSeconds: 5 })
  fake.fail('presence', { status: 500 }, Number.POSITIVE_INFINITY)
  // In steps, so that each question has its answer before it would be given up.
  const passSeconds = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 5) {
      await app.pass(5000)
      await answered(app)
    }
  }
  await passSeconds(110)
  expect(await app.light()).toBe('available')
  await passSeconds(15)
  await soon(app.light).toBe('available-stale')
  await soon(app.tooltip).toMatch(/^Available at \d\d:\d\d · not confirmed since$/)
  await (await app.window()).getByText(/^as of \d\d:\d\d, 2 minutes ago\. Not confirmed since\.$/).waitFor()
  fake.mend()
  await app.menu('Check now')
  await soon(app.light).toBe('available')
})
