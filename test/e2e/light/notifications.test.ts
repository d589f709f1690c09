// Notifications as the desktop gets them: one for an event, none into a presentation, and a click that opens the window.
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

const kinds = ['sign-in-needed', 'light-changed', 'still-out-of-office', 'stale']

test.concurrent('a change is announced once; during a presentation nothing is, nor afterwards a sign-in that was lost in it', async ({
  needs,
  startHeld,
  fake,
  soon,
}) => {
  needs('notifications')
  const app = await startHeld({ intervalSeconds: 600, notifications: kinds })
  const titles = async () => (await app.desktop()).notifications.map(({ title }) => title)
  async function check(light: string, availability: string, activity = availability) {
    fake.presence = { availability, activity }
    await app.menu('Check now')
    await soon(app.light).toBe(light)
    await app.passToNextClick()
  }

  await check('away', 'Away')
  await check('busy', 'Busy')
  // A change is announced once it has lasted ten seconds.
  await app.pass(10_000)
  await soon(titles).toEqual(['Busy'])
  expect((await app.desktop()).notifications[0]?.body).toMatch(/ · before that: Available$/)

  await check('presenting', 'DoNotDisturb', 'Presenting')
  fake.revoke()
  await app.menu('Check now')
  await soon(app.light).toBe('attention')
  await app.passToNextClick()
  expect(await titles()).toEqual(['Busy'])
  fake.presence = { availability: 'Available', activity: 'Available' }
  await app.menu('Sign in')
  await soon(app.light).toBe('available')
  await app.passToNextClick()
  await check('away', 'Away')
  await app.pass(10_000)
  // Anything announced in between would come before this.
  await soon(titles).toEqual(['Busy', 'Away'])

  await app.post('notification', { index: 1, action: 'click' })
  await (await app.window()).getByRole('heading', { name: 'Away', exact: true }).waitFor()
})
