// As another program drives the simulator: the documented command line and HTTP answers, and nothing else.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'
import { lightCases } from '../presence/cases.ts'
import { commandLine } from './running-app.ts'
import { test } from './story.ts'

const INTERVAL_SECONDS = 5

test.concurrent('the menu signs in, and each answer of Graph becomes its light within one interval', {
  timeout: 120_000,
}, async ({ start, fake, soon }) => {
  fake.presence = { availability: 'Away', activity: 'Away' }
  const app = await start({ settings: { clientId: fake.clientId, intervalSeconds: INTERVAL_SECONDS } })
  await app.menu('Sign in')
  await soon(app.light).toBe('away')
  for (const { body, light } of lightCases) {
    fake.presence = body
    // The jitter of a tenth, and the way on a busy machine; a second interval would be too late.
    await soon(app.light, INTERVAL_SECONDS * 1.1 + 2.5).toBe(light)
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
}) => {
  const settings = { clientId: fake.clientId }
  const words = commandLine({ profile, microsoft: fake.url, settings })
  const npm = spawn('npm', ['--silent', 'run', 'simulator', '--', ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  // The simulator ends with npm.
  onTestFinished(() => void npm.kill())
  let output = ''
  npm.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  const ended = once(npm, 'close')
  await soon(() => output, 25).toMatch(/^\{"ready":true,"url":"http:\/\/127\.0\.0\.1:\d+\/"\}\n$/)
  const { url } = JSON.parse(output)
  await fetch(`${url}api/menu`, { method: 'POST', body: '{"path":["Sign in"]}' })
  await soon(async () => (await (await fetch(`${url}api/desktop`)).json()).tray).toMatchObject({
    icon: 'available',
    image: expect.stringMatching(/^data:image\/png;base64,./),
  })
  await fetch(`${url}api/quit`, { method: 'POST' })
  expect(await ended).toEqual([0, null])
})
