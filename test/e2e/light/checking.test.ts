// When Graph is asked: at the chosen pace, at once when somebody looks or asks, one request at a time.
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

test.concurrent('every five seconds while the window is open, where five seconds are set; one request at a time, however often it is asked for', async ({
  startHeld,
  fake,
  soon,
  answered,
  needs,
}) => {
  needs('simulator')
  const app = await startHeld({ intervalSeconds: 5 })
  await app.menu('Check now')
  await answered(app)
  const before = fake.presenceRequests()
  for (let times = 1; times <= 10; times += 1) {
    await app.pass(4990)
    await answered(app)
    expect(fake.presenceRequests()).toBe(before + times - 1)
    await app.pass(10)
    await soon(fake.presenceRequests).toBe(before + times)
    await answered(app)
  }

  await app.passToNextClick()
  const window = await app.window()
  const asked = fake.presenceRequests()
  fake.fail('presence', 'hang')
  await app.menu('Check now')
  await soon(fake.presenceRequests).toBe(asked + 1)
  await window.getByText('Checking…').waitFor()
  for (let times = 0; times < 5; times++) {
    await app.menu('Check now')
    await app.menu('Open')
    await app.post('power', { event: 'resume' })
  }
  await app.pass(9900)
  expect(fake.presenceRequests()).toBe(asked + 1)
  // It ends with the time-out of 10 s, two intervals later; whoever asked meanwhile gets an answer after all.
  await app.pass(100)
  await window.getByText('Checking…').waitFor({ state: 'detached' })
  // With up to 2 s of jitter.
  await app.pass(2000)
  await soon(fake.presenceRequests).toBe(asked + 2)
  await soon(() => window.getByText('Checking…').count()).toBe(0)
})

test.concurrent('at once: for "Check now", for an opened window, for a click on the tray', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 }, { clock: 'controlled' })
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
