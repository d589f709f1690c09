// Colleagues from end to end: one request for all of them with each check, found, added, kept, waited for; and refused.
import { join } from 'node:path'
import { expect } from 'vitest'
import { openColleaguesFolder } from '../../../app/storage/colleagues-file.ts'
import type { FakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { createPeople } from '../../../simulator/microsoft/graph/people.ts'
import { colleague } from '../../model/states.ts'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const granted = { 'Presence.Read.All': 'granted', 'User.ReadBasic.All': 'granted' } as const
const batches = (fake: FakeMicrosoft) => fake.asked('presences-by-user-id').length
const checks = (fake: FakeMicrosoft) => fake.presenceRequests()

/** As a click in the window would ask for it. */
async function switchOn({ tally }: RunningApp) {
  await tally.switchFeature({ feature: 'colleagues', on: true })
  await tally.showPage('colleagues')
}

test.concurrent('a hundred colleagues cost one request with each check; taken back by the organisation, they alone are held up', async ({
  startSignedIn,
  fake,
  profile,
  soon,
  passUntil,
}) => {
  fake.consent = granted
  fake.people = createPeople(100)
  const people = fake.people.map(({ id }, number) => colleague(number, { id }))
  openColleaguesFolder(join(profile, 'colleagues'), Date.now)
    .fileOf(`${fake.tenantId} ${fake.account.username}`)
    .write(people)
  const app = await startSignedIn({ intervalSeconds: 600, features: ['colleagues'] }, { clock: 'controlled' })
  for (let times = 1; times <= 5; times++) {
    const before = checks(fake)
    await app.menu('Check now')
    await soon(() => checks(fake)).toBe(before + 1)
    await soon(() => batches(fake)).toBe(checks(fake))
  }
  const [batch] = fake.asked('presences-by-user-id')
  expect(batch?.permissions).toContain('Presence.Read.All')
  expect(fake.asked('presence-of-user')).toEqual([])

  await app.tally.showPage('colleagues')
  const window = await app.window()
  await app.hold()
  // Taken back by the organisation, only the colleagues are held up.
  fake.fail('presences-by-user-id', { status: 403 }, Number.POSITIVE_INFINITY)
  await app.passToNextClick()
  await app.menu('Check now')
  await window.getByText('Microsoft refused a check').waitFor()
  // It may pass; once it has lasted, the feature is held up.
  const isHeldUp = async () => (await window.getByRole('button', { name: 'Try again' }).count()) === 1
  expect(await passUntil(app, isHeldUp, 300_000)).toBeGreaterThanOrEqual(60_000)
  expect(await app.light()).toBe('available')
  const asked = batches(fake)
  // A question about the colleagues would follow the first of these, and be asked before the second.
  for (const availability of ['Busy', 'Away']) {
    fake.presence = { availability, activity: availability }
    await app.menu('Check now')
    await soon(app.light).toBe(availability.toLowerCase())
    await app.passToNextClick()
  }
  expect(batches(fake)).toBe(asked)
})

test.concurrent('refused, it explains itself; then found, added, waited for and told of, and kept over a restart', async ({
  needs,
  startSignedIn,
  fake,
  soon,
}) => {
  fake.consent = { 'Presence.Read.All': 'refused' }
  const app = await startSignedIn({ intervalSeconds: 600 })
  expect(batches(fake)).toBe(0)
  await switchOn(app)
  const window = await app.window()
  await window.getByRole('button', { name: 'Try again' }).waitFor()
  expect(await app.light()).toBe('available')
  fake.presence = { availability: 'Busy', activity: 'Busy' }
  await app.menu('Check now')
  await soon(app.light).toBe('busy')
  // Thought better of.
  fake.consent = {}
  await window.getByRole('button', { name: 'Try again' }).click()
  await window.getByText(/^Nobody is in your list yet/).waitFor()
  expect(batches(fake)).toBe(0)

  // Found, added, waited for and told of; kept over a restart.
  needs('notifications')
  fake.presence = { availability: 'Available', activity: 'Available' }
  for (const name of ['Grace Hopper', 'Edsger Dijkstra']) {
    const field = window.getByRole('combobox', { name: 'Name or address' })
    await field.fill(name.slice(0, 5))
    await window.getByRole('option', { name }).click()
    await window.getByText(`${name} is in your list.`).waitFor()
  }
  const row = (name: string) => window.getByRole('button', { name: new RegExp(`^${name}`) })
  await soon(() => row('Grace').textContent()).toContain('Presenting · since')
  await soon(() => row('Edsger').textContent()).toContain('Not to be seen')

  await app.menu('Tell me when available', 'Grace Hopper')
  await soon(async () => (await row('Grace').getByRole('img').count()) > 0).toBe(true)
  fake.people = fake.people.map((person) =>
    person.displayName === 'Grace Hopper'
      ? { ...person, presence: { availability: 'Available', activity: 'Available' } }
      : person,
  )
  await app.menu('Check now')
  await soon(async () => (await app.desktop()).notifications.map(({ title }) => title)).toEqual([
    'Grace Hopper: available',
  ])
  await app.menu('Open')
  await app.post('notification', { index: 0, action: 'click' })
  await soon(() => row('Grace').textContent()).toContain('Available · since')
  // Once is once.
  await soon(() => row('Grace').getByRole('img').count()).toBe(0)

  const again = await app.restart()
  await soon(again.light).toBe('available')
  await again.tally.showPage('colleagues')
  const kept = await again.window()
  await soon(() => kept.getByRole('button', { name: /^Grace/ }).textContent()).toContain('Available')
})
