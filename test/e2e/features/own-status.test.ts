// One's own status, from the tray's menu to Microsoft and back to the light.
import { expect } from 'vitest'
import type { FakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const allowed = { features: ['own-status'], intervalSeconds: 600 }
const sentIn = (fake: FakeMicrosoft) =>
  fake.asked('set-preferred-presence').map(({ body }) => JSON.parse(body ?? '') as unknown)

/** An administrator has agreed for everybody, so that no page opens. */
const agree = (fake: FakeMicrosoft) => {
  fake.consent = { 'Presence.ReadWrite': 'granted' }
}
const heldUp = (app: RunningApp) => app.desktop().then(({ window }) => window?.visible ?? false)

test.concurrent('a status is at Microsoft at once: no timer holds it back; a refusal in passing is met once', async ({
  startHeld,
  fake,
  soon,
}) => {
  agree(fake)
  const app = await startHeld(allowed)
  for (const [sent, status] of ['Busy', 'Away', 'Do not disturb'].entries()) {
    await app.menu('My status', status, 'For 1 h')
    await soon(() => sentIn(fake).length).toBe(sent + 1)
  }

  // A refusal in passing is met once, a moment later, with a fresh token.
  const window = await app.window()
  for (const [number, status] of ([401, 403, 404, 409, 503] as const).entries()) {
    const name = number % 2 === 0 ? 'Busy' : 'Away'
    const before = sentIn(fake).length
    // 401 is first met with a fresh token at once.
    const times = status === 401 ? 2 : 1
    fake.fail('set-preferred-presence', { status }, times)
    await app.menu('My status', name, 'For 1 h')
    await soon(() => sentIn(fake).length).toBe(before + times)
    await soon(async () => {
      await app.pass(1500)
      return app.tooltip()
    }).toMatch(new RegExp(`^${name} · `))
    expect(sentIn(fake)).toHaveLength(before + times + 1)
    expect(await window.getByText(/\(answer|permission is missing/).count()).toBe(0)
  }
})

test.concurrent('the light follows at once, is plain again when Microsoft confirms it, and of two quick wishes takes the last', async ({
  startSignedIn,
  fake,
  soon,
}) => {
  agree(fake)
  const app = await startSignedIn(allowed)
  fake.propagationMs = 3000
  await app.menu('My status', 'Busy', 'For 1 h')
  const asked = expect.stringMatching(/^Busy · asked for at \d\d:\d\d$/)
  await soon(async () => {
    const { tray, menu } = await app.desktop()
    return [tray.icon, tray.tooltip, menu[0]?.label]
  }).toEqual(['busy', asked, asked])
  expect(sentIn(fake)).toEqual([{ availability: 'Busy', activity: 'Busy', expirationDuration: 'PT1H' }])
  // Microsoft shows it three seconds later, and is asked again five seconds after the wish; then only after twenty.
  await soon(app.tooltip, 15).toMatch(/^Busy · since \d\d:\d\d$/)
  expect(fake.preferredPresence()).toMatchObject({ availability: 'Busy' })

  await app.menu('My status', 'Reset my status')
  await soon(() => fake.preferredPresence()).toBeNull()
  await soon(app.light, 15).toBe('available')

  // Two requests at once could overtake each other; the menu does not wait for Microsoft.
  fake.propagationMs = 0
  await app.menu('My status', 'Busy', 'For 1 h')
  await app.menu('My status', 'Do not disturb', 'For 2 h')
  await soon(() => fake.preferredPresence()?.availability).toBe('DoNotDisturb')
  await soon(app.tooltip).toMatch(/^Do not disturb · since/)
})

test.concurrent('what Microsoft does not take, refuses or does not confirm is said in the window, and the light stays', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  agree(fake)
  const app = await startSignedIn(allowed)
  const window = await app.window()
  await window.getByRole('button', { name: 'Close' }).click()
  await soon(() => heldUp(app)).toBe(false)
  const refusal = window.getByRole('heading', { name: 'Microsoft did not take this change' })
  fake.fail('set-preferred-presence', { status: 500 }, 2)
  await app.menu('My status', 'Away', 'For 30 min')
  await refusal.waitFor()
  await window.getByText('did not confirm that it set the status that you chose').waitFor()
  expect(await app.light()).toBe('available')
  await app.menu('My status', 'Away', 'For 30 min')
  await soon(app.light).toBe('away')
  await soon(() => refusal.count()).toBe(0)

  await window.getByRole('button', { name: 'Set status' }).click()
  await window.getByRole('button', { name: 'Be right back' }).click()
  await soon(app.light).toBe('be-right-back')
  await window.getByRole('textbox', { name: 'Status message' }).fill('Back at one')
  await window.getByRole('button', { name: 'Set the message' }).click()
  await soon(() => fake.statusMessage()?.message.content).toBe('Back at one')
  await window.getByRole('group', { name: 'Status message' }).getByText('Back at one').waitFor()
  await window.getByRole('button', { name: 'Remove the message' }).click()
  await soon(() => fake.statusMessage()?.message.content || null).toBeNull()

  // A refused status, reset or message is told as that, beside a light that is well.
  await app.menu('My status', 'Reset my status')
  await soon(app.light).toBe('available')
  const refusals = [
    [400, /another status, or another length of time/],
    [404, /no Teams presence of this account that could be set/],
    [429, /shares one limit/],
    [503, /in a few minutes/],
  ] as const
  for (const [status, advice] of refusals) {
    fake.fail('set-preferred-presence', { status }, Number.POSITIVE_INFINITY)
    await app.menu('My status', 'Busy', 'For 1 h')
    await window.getByText(`(answer ${status})`).waitFor()
    await window.getByText(advice).waitFor()
    await window.getByText('the status that you chose').waitFor()
  }
  const sent = sentIn(fake).length
  fake.fail('clear-preferred-presence', { status: 400 })
  await app.menu('My status', 'Reset my status')
  await window.getByText('refused to reset your status (answer 400)').waitFor()

  await window.getByRole('textbox', { name: 'Status message' }).fill('Back at one')
  fake.fail('set-status-message', { status: 400 })
  await window.getByRole('button', { name: 'Set the message' }).click()
  await window.getByText('refused to set your status message (answer 400)').waitFor()
  await window.getByText('Try a shorter text').waitFor()
  await window.getByRole('button', { name: 'Discard what was typed' }).waitFor()

  await answered(app)
  expect(await app.tooltip()).toMatch(/^Available · since/)
  expect(await window.getByText(/licence/).count()).toBe(0)
  expect((await app.desktop()).notifications).toEqual([])
  expect(sentIn(fake)).toHaveLength(sent)
  fake.mend()
  await app.menu('My status', 'Busy', 'For 1 h')
  await soon(app.light).toBe('busy')
  await soon(() => window.getByText(/\(answer/).count()).toBe(0)

  // A 200 with anything in it confirms nothing; a lasting lack of permission is the feature’s, once it is sure.
  await app.menu('My status', 'Reset my status')
  await soon(app.light).toBe('available')
  for (const body of [{}, null, '"ok"', { error: {} }]) {
    fake.fail('set-preferred-presence', { status: 200, body }, 2)
    await app.menu('My status', 'Busy', 'For 1 h')
    await window.getByText('something that is not a confirmation of what you changed').waitFor()
    expect(await app.light()).toBe('available')
    fake.fail('clear-preferred-presence', { status: 400 })
    await app.menu('My status', 'Reset my status')
    await window.getByText('refused to reset your status').waitFor()
  }

  const before = sentIn(fake).length
  fake.fail('set-preferred-presence', { status: 403 }, 2)
  await app.menu('My status', 'Busy', 'For 1 h')
  await window.getByRole('heading', { name: 'A permission is missing' }).waitFor()
  expect(await app.light()).toBe('available')
  expect(sentIn(fake)).toHaveLength(before + 2)
})

test.concurrent('without a Teams session the light says that it was asked for, not that it is so', async ({
  startSignedIn,
  fake,
  soon,
  answered,
}) => {
  agree(fake)
  fake.teamsSession = false
  const app = await startSignedIn(allowed, { clock: 'controlled' })
  await soon(app.light).toBe('offline')
  const before = fake.presenceRequests()
  await app.menu('My status', 'Available', 'Until I change it')
  await soon(app.tooltip).toMatch(/^Available · asked for at/)
  expect(sentIn(fake)).toEqual([{ availability: 'Available', activity: 'Available' }])
  await soon(() => fake.presenceRequests() - before, 15).toBe(2)
  await answered(app)
  expect(await app.tooltip()).toMatch(/^Available · asked for at/)
  fake.teamsSession = true
  await app.menu('Check now')
  await soon(app.tooltip).toMatch(/^Available · since/)
})
