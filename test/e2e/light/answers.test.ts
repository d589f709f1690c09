// What Graph says of a presence, as the light takes it.
import { join } from 'node:path'
import { expect } from 'vitest'
import { openColleaguesFolder } from '../../../app/storage/colleagues-file.ts'
import { colleague } from '../../model/states.ts'
import { test } from '../stage/story.ts'

const title = "Microsoft's answer could not be used"
/** What comes with a 200 at times, and is no presence. */
const noPresences = [
  {},
  null,
  [],
  '"ok"',
  7,
  { error: {} },
  { displayName: 'Ada Lovelace', mail: 'ada@contoso.example' },
  { value: [{ availability: 'Away', activity: 'Away' }] },
  { availability: ' ', activity: ['Away'] },
]

test.concurrent('a 200 that is no presence is named, and the last light stays until it is too old; out of office is told by its word alone', async ({
  answered,
  startHeld,
  fake,
  soon,
}) => {
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  const app = await startHeld({ intervalSeconds: 60 })
  const window = await app.window()
  for (const body of noPresences) {
    fake.fail('presence', { status: 200, body }, Number.POSITIVE_INFINITY)
    const before = fake.presenceRequests()
    await app.menu('Check now')
    await soon(fake.presenceRequests).toBeGreaterThan(before)
    await window.getByRole('heading', { name: title }).waitFor()
    await window
      .getByText('graph.microsoft.com answered, but with something that is not a presence')
      .waitFor()
    expect(await app.light()).toBe('in-a-call')
    await app.passToNextClick()
  }
  await app.pass(10 * 60_000)
  await answered(app)
  await soon(app.light).toBe('in-a-call-stale')
  expect((await app.desktop()).notifications).toEqual([])

  fake.mend()
  await app.menu('Check now')
  await soon(app.light).toBe('in-a-call')
  await soon(() => window.getByRole('heading', { name: title }).count()).toBe(0)

  // Out of office is told by its word alone too, except beside a word that says more.
  await app.passToNextClick()
  const told = [
    ['OutOfOffice', 'OutOfOffice', 'out-of-office', /^Out of office · since/],
    ['Busy', 'OutOfOffice', 'busy', /^Busy · since/],
    ['Away', 'OutOfOffice', 'out-of-office', /^Out of office · since/],
    ['Available', 'OutOfOffice', 'available', /^Available · since/],
  ] as const
  for (const [availability, activity, light, tooltip] of told) {
    fake.presence = { availability, activity }
    await app.menu('Check now')
    await soon(app.light).toBe(light)
    expect(await app.tooltip()).toMatch(tooltip)
    await app.passToNextClick()
  }
})

test.concurrent('what is no presence makes no colleague unknown', async ({
  startSignedIn,
  fake,
  profile,
  soon,
}) => {
  fake.consent = { 'Presence.Read.All': 'granted', 'User.ReadBasic.All': 'granted' }
  const [person] = fake.people
  const id = person?.id ?? ''
  fake.people = fake.people.map((one) => ({
    ...one,
    presence: { availability: 'Busy', activity: 'Presenting' },
  }))
  openColleaguesFolder(join(profile, 'colleagues'), Date.now)
    .fileOf(`${fake.tenantId} ${fake.account.username}`)
    .write([colleague(1, { id, name: 'Grace' })])
  const app = await startSignedIn({ intervalSeconds: 600, features: ['colleagues'] })
  await app.tally.showPage('colleagues')
  const window = await app.window()
  const row = window.getByRole('button', { name: /^Grace/ })
  await soon(() => row.textContent()).toContain('Presenting · since')
  for (const body of [{ value: [{ id }] }, { value: [null] }, { value: [{ id, availability: 7 }] }, {}]) {
    fake.fail('presences-by-user-id', { status: 200, body }, Number.POSITIVE_INFINITY)
    const before = fake.asked('presences-by-user-id').length
    await app.menu('Check now')
    await soon(() => fake.asked('presences-by-user-id').length).toBeGreaterThan(before)
    await window.getByRole('heading', { name: title }).waitFor()
    expect(await row.textContent()).toContain('Presenting · since')
    fake.mend()
    await app.menu('Check now')
    await soon(() => window.getByRole('heading', { name: title }).count()).toBe(0)
  }
})
