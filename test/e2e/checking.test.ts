// When Graph is asked: at the chosen pace, at once when somebody looks or asks, one request at a time.
import { expect } from 'vitest'
import type { FakeMicrosoft } from '../fake-microsoft/fake-microsoft.ts'
import { test } from './story.ts'

const askedAt = (fake: FakeMicrosoft): number[] =>
  fake.requests.filter(({ path }) => path.endsWith('/me/presence')).map(({ at }) => at)

test.concurrent('every five seconds while the window is open, where five seconds are set', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  await startSignedIn({ intervalSeconds: 5 })
  const first = fake.presenceRequests()
  await soon(fake.presenceRequests, 90).toBe(first + 4)
  const times = askedAt(fake).slice(first - 1)
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(4900)
  // Well under two intervals, and the half of them at least: a busy machine may wake the program late.
  const [, second = 0] = gaps.toSorted((one, other) => one - other)
  expect(second).toBeLessThan(8000)
})

test.concurrent('at once: for "Check now", for an opened window, for a click on the tray', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  const window = await app.window()
  const close = () => app.post('window', { action: 'close' })
  const looks: [availability: string, look: () => Promise<unknown>][] = [
    ['Busy', () => app.menu('Check now')],
    ['Away', () => close().then(() => app.menu('Open'))],
    ['Busy', () => close().then(() => app.post('tray-click'))],
    ['Away', () => close().then(() => app.post('second-instance'))],
    ['Busy', () => window.getByRole('button', { name: 'Check now' }).click()],
  ]
  for (const [availability, look] of looks) {
    const before = fake.presenceRequests()
    fake.presence = { availability, activity: availability }
    await look()
    // Nothing else would ask for ten minutes.
    await soon(app.light).toBe(availability.toLowerCase())
    await answered(app)
    expect(fake.presenceRequests()).toBe(before + 1)
  }
})

test.concurrent('one request at a time, however often it is asked for', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 5 })
  const window = await app.window()
  const before = fake.presenceRequests()
  fake.fail('presence', 'hang')
  await app.menu('Check now')
  await soon(fake.presenceRequests).toBe(before + 1)
  await window.getByText('Checking…').waitFor()
  for (let times = 0; times < 5; times++) {
    await app.menu('Check now')
    await app.menu('Open')
    await app.post('power', { event: 'resume' })
  }
  // It ends with the time-out of 10 s, two intervals later; whoever asked meanwhile gets an answer after all.
  await soon(fake.presenceRequests).toBe(before + 2)
  const [hanging = 0, next = 0] = askedAt(fake).slice(before)
  // The fake notes a request a little later than the program sends it.
  expect(next - hanging).toBeGreaterThan(9000)
  await soon(() => window.getByText('Checking…').count()).toBe(0)
})
