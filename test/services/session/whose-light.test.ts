// The light of a colleague: followed like the user's own, marked, never replaced by it, and forgotten in time.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createPerson } from '../../../simulator/microsoft/graph/people.ts'
import { until } from '../../microsoft/sign-in/signing-in.ts'
import { grace, whoseLightWorld } from './whose-light-world.ts'

type World = Awaited<ReturnType<typeof whoseLightWorld>>
type App = Awaited<ReturnType<World['start']>>

const ofUser = `graph.microsoft.com/v1.0/users/${grace.id}/presence`
const ofCommunications = `graph.microsoft.com/v1.0/communications/presences/${grace.id}`

function setGrace(
  { fake }: World,
  presence: Record<string, unknown>,
  visibility: 'visible' | 'left' | 'forbidden' = 'visible',
) {
  fake.people = [createPerson(1, { id: grace.id, displayName: grace.name, presence, visibility })]
}

/** Signed in with colleagues on, and Grace's light shown. */
async function followingGrace() {
  const world = await whoseLightWorld()
  const app = await world.start()
  await app.signIn()
  await app.switchColleagues(true)
  setGrace(world, { availability: 'Busy', activity: 'InACall' })
  app.whoseLight.showLightOf(grace)
  expect(app.following()).toMatchObject({ person: grace, last: null })
  await until(() => app.light() === 'in-a-call')
  app.asked()
  return { world, app }
}

/** Checks until the refusal has lasted, and returns the lights that were shown meanwhile. */
async function untilAttention({ clock }: World, app: App) {
  const lights = new Set<string>()
  for (let checks = 0; checks < 20 && app.light() !== 'attention'; checks++) {
    // No further: the requests are real, and the time that they may take would pass before they are answered.
    await clock.pass(Math.max(0, (app.following().nextCheckAt ?? 0) - clock.nowMs()))
    await app.passUntil(() => !app.following().checking)
    lights.add(app.light())
  }
  return lights
}

test('is followed instead of one’s own, and survives a restart; one’s own comes back by a choice', async () => {
  const { world, app } = await followingGrace()
  setGrace(world, {
    availability: 'Busy',
    activity: 'InAMeeting',
    outOfOfficeSettings: { isOutOfOffice: true, message: 'Gone fishing' },
    statusMessage: { message: { content: 'Call my deputy' } },
  })
  await app.check()
  expect(app.asked()).toEqual([ofUser])
  expect(app.light()).toBe('busy-oof')
  // What is written to colleagues is not shown here.
  expect(app.following().last?.presence).toMatchObject({
    outOfOffice: { message: null },
    statusMessage: null,
  })
  app.stop()

  const again = await world.start()
  await until(() => again.light() === 'busy-oof')
  expect(again.following().person).toEqual(grace)
  expect(again.asked()).not.toContain('graph.microsoft.com/v1.0/me/presence')

  again.whoseLight.showLightOf(null)
  expect(again.following()).toMatchObject({ person: null, last: null })
  await until(() => again.light() === 'available')
  expect(again.asked().at(-1)).toBe('graph.microsoft.com/v1.0/me/presence')
  expect(readdirSync(world.path)).toEqual([])
})

test('is not checked for what happens at this computer, but after sleep and with the window', async () => {
  const { world, app } = await followingGrace()
  const { clock } = world
  for (const signal of ['lock-screen', 'unlock-screen', { kind: 'microphone-on', program: 'x' }] as const) {
    const { nextCheckAt } = app.following()
    app.sessions.signal(signal)
    expect(app.following()).toMatchObject({ nextCheckAt, checking: false })
  }
  await clock.pass(1100)
  app.sessions.signal('window-shown')
  await until(() => app.asked().length === 1)
  await app.passUntil(() => !app.following().checking)
  app.sessions.signal('suspend')
  expect(app.following().nextCheckAt).toBeNull()
  app.sessions.signal('resume')
  await app.passUntil(() => app.asked().length === 1)
})

describe('a tenant that refuses the first request', () => {
  test('is asked by the second from then on, and by the first again if that is refused', async () => {
    const { world, app } = await followingGrace()
    world.fake.fail('presence-of-user', { status: 403 }, 1)
    await app.check()
    expect(app.asked()).toEqual([ofUser, ofCommunications])
    await app.check()
    await app.check()
    expect(app.asked()).toEqual([ofCommunications, ofCommunications])
    world.fake.fail('presence-of-communications', { status: 403 }, 1)
    await app.check()
    expect(app.asked()).toEqual([ofCommunications, ofUser])
    expect(app.light()).toBe('in-a-call')
  })
})

describe('a colleague who cannot be seen', () => {
  test.each(['left', 'forbidden'] as const)(
    '%s: needs the user once it has lasted, and never shows another light',
    async (visibility) => {
      const { world, app } = await followingGrace()
      setGrace(world, {}, visibility)
      const lights = await untilAttention(world, app)
      expect(
        [...lights].every(
          (light) => light === 'in-a-call' || light === 'in-a-call-stale' || light === 'attention',
        ),
      ).toBe(true)
      expect(app.following()).toMatchObject({ person: grace, problem: { kind: 'person-not-visible' } })
      expect(app.asked()).not.toContain('graph.microsoft.com/v1.0/me/presence')
      // And is seen again.
      setGrace(world, { availability: 'Away', activity: 'Away' })
      await app.check()
      expect(app.light()).toBe('away')
    },
  )

  test('chosen just now: says so at once', async () => {
    const { world, app } = await followingGrace()
    setGrace(world, {}, 'left')
    await world.clock.pass(1100)
    app.whoseLight.showLightOf(grace)
    await app.passUntil(() => app.following().problem !== null)
    expect(app.following().problem?.kind).toBe('person-not-visible')
    expect(app.light()).toBe('attention')
  })

  test.each([
    ['one’s own light', null, 'presence', { status: 404 }],
    ['one’s own light', null, 'presence', { status: 401 }],
    ['a colleague', grace, 'presence-of-user', { status: 401 }],
  ] as const)('%s chosen while Graph refuses once needs nobody', async (_what, person, name, refusal) => {
    const { world, app } = await followingGrace()
    world.fake.fail(name, refusal, refusal.status === 401 ? 2 : 1)
    await world.clock.pass(1100)
    app.whoseLight.showLightOf(person)
    await app.passUntil(() => app.following().problem !== null)
    expect(app.following().problem).toMatchObject({ kind: 'passing-refusal' })
    expect(app.light()).not.toBe('attention')
    await app.check()
    expect(app.following()).toMatchObject({ person, problem: null })
  })

  test('chosen while Graph asks to wait: waits, and says why', async () => {
    const { world, app } = await followingGrace()
    world.fake.fail('presence-of-user', { status: 429, headers: { 'Retry-After': '900' } })
    await app.check()
    app.asked()
    for (const person of [null, grace, null]) {
      app.whoseLight.showLightOf(person)
      await world.clock.pass(20_000)
      expect(app.following()).toMatchObject({ person, last: null, problem: { kind: 'throttled' } })
    }
    expect(app.asked()).toEqual([])
  })

  test('PresenceUnknown is not known, and not available', async () => {
    const { world, app } = await followingGrace()
    setGrace(world, { availability: 'PresenceUnknown', activity: 'PresenceUnknown' })
    await app.check()
    expect(app.light()).toBe('unknown')
  })
})

describe('never falls back to one’s own light', () => {
  test('without colleagues, until they are on again', async () => {
    const { app } = await followingGrace()
    await app.switchColleagues(false)
    await app.passUntil(() => app.light() === 'attention')
    expect(app.following()).toMatchObject({ person: grace, problem: { kind: 'colleagues-off' } })
    expect(app.asked()).toEqual([])
    await app.switchColleagues(true)
    await app.passUntil(() => app.light() === 'in-a-call')
  })

  test('after the consent was withdrawn: the feature is held up, and no page opens', async () => {
    const { world, app } = await followingGrace()
    const pages = app.pages.length
    world.fake.consent = { 'Presence.Read': 'granted' }
    world.fake.withdrawConsent()
    world.fake.expireAccessTokens()
    await untilAttention(world, app)
    expect(app.following()).toMatchObject({ person: grace, problem: { kind: 'permission-missing' } })
    expect(app.store.getState().features.colleagues).toMatchObject({ kind: 'held-up' })
    expect(app.pages).toHaveLength(pages)
    // Consented to again, in the browser.
    await app.switchColleagues(true)
    expect(app.pages).toHaveLength(pages + 1)
    await app.passUntil(() => app.light() === 'in-a-call')
  })

  test('where a policy forbids it', async () => {
    const { world, app } = await followingGrace()
    app.stop()
    const again = await world.start({ colleagueLight: false })
    await until(() => again.light() === 'attention')
    expect(again.following()).toMatchObject({ person: grace, problem: { kind: 'colleague-light-managed' } })
    expect(again.asked()).toEqual([])
  })

  test('where a policy has switched colleagues off, which nobody can switch on', async () => {
    const { world, app } = await followingGrace()
    app.stop()
    const again = await world.start({ features: [] })
    again.store.setState({ managed: { fields: ['colleagues'], organization: null, problem: null } })
    await again.check()
    await until(() => again.light() === 'attention')
    expect(again.following()).toMatchObject({ person: grace, problem: { kind: 'colleague-light-managed' } })
    expect(again.asked()).toEqual([])
  })

  test.each(['', '{', '{"id":"me"}', 'null'])('where the choice is damaged: %j', async (text) => {
    const { world, app } = await followingGrace()
    app.stop()
    const [name = ''] = readdirSync(world.path)
    writeFileSync(join(world.path, name), text)
    const again = await world.start()
    await until(() => again.light() === 'attention')
    expect(again.following().problem?.kind).toBe('whose-light-unreadable')
    expect(again.asked()).toEqual([])
    again.whoseLight.showLightOf(null)
    await until(() => again.light() === 'available')
  })
})

describe('is forgotten', () => {
  test('at a sign-out', async () => {
    const { world, app } = await followingGrace()
    const { session } = app.store.getState()
    await app.sessions.signOut()
    app.whoseLight.forget(session)
    expect(app.following().person).toBeNull()
    expect(readdirSync(world.path)).toEqual([])
  })

  test('by an erasure, which shows one’s own light', async () => {
    const { world, app } = await followingGrace()
    await world.clock.pass(1100)
    app.whoseLight.erase()
    expect(app.following().person).toBeNull()
    await app.passUntil(() => app.light() === 'available')
    expect(readdirSync(world.path)).toEqual([])
  })

  test('by an erasure, also of accounts that are signed out, and without an account', async () => {
    const { world, app } = await followingGrace()
    world.folder.write('an account that was lost', grace)
    await app.sessions.signOut()
    app.whoseLight.erase()
    expect(readdirSync(world.path)).toEqual([])
  })

  test('when somebody else signs in after the account was lost', async () => {
    const { world, app } = await followingGrace()
    world.folder.write('an account that was lost', grace)
    app.stop()
    const again = await world.start()
    await until(() => again.light() === 'in-a-call')
    expect(again.following().person).toEqual(grace)
    expect(readdirSync(world.path)).toHaveLength(1)
  })

  test('when another account is followed, which begins with its own light', async () => {
    const { world, app } = await followingGrace()
    world.fake.account = {
      name: 'Alan',
      username: 'alan@contoso.example',
      oid: 'dc74d9bb-6afe-433d-8eaa-e39d80d3a647',
    }
    world.fake.presence = {
      id: 'dc74d9bb-6afe-433d-8eaa-e39d80d3a647',
      availability: 'Away',
      activity: 'Away',
    }
    await app.sessions.signIn()
    expect(app.store.getState().session.kind).toBe('other-account')
    await app.sessions.followChosenAccount()
    await app.passUntil(() => app.light() === 'away')
    expect(app.following().person).toBeNull()
    expect(readdirSync(world.path)).toEqual([])
  })
})

test('one’s own status is set, and the light stays the colleague’s', async () => {
  const { world, app } = await followingGrace()
  await app.features.switchFeature({ feature: 'own-status', on: true })
  await app.ownStatus.commands.setStatus({ status: 'Away', length: '1-h' })
  expect(world.fake.preferredPresence()).toMatchObject({ availability: 'Away' })
  expect(app.light()).toBe('in-a-call')
  expect(app.store.getState().ownStatus).toMatchObject({ askedFor: null, problem: null, sending: false })
  // Graph never confirms it here, which is no problem.
  await world.clock.pass(6 * 60_000)
  expect(app.store.getState().ownStatus.problem).toBeNull()
})

test('the demo has a made-up colleague, and keeps nothing', async () => {
  const world = await whoseLightWorld()
  const app = await world.start()
  app.sessions.tryDemo()
  const demo = { id: 'deadbeef-0000-4000-8000-000000000004', name: 'Barbara Liskov', address: '' }
  app.whoseLight.showLightOf(demo)
  await until(() => app.light() === 'out-of-office')
  expect(app.following().person).toEqual(demo)
  await app.sessions.leaveDemo()
  app.sessions.tryDemo()
  expect(app.following().person).toBeNull()
  expect(readdirSync(world.path)).toEqual([])
  expect(world.fake.requests).toEqual([])
})
