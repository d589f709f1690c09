// Features: consent only after a click, each held up on its own, no consent request at the start.
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../app/desktop/system-clock.ts'
import type { Session } from '../../app/model/account-state.ts'
import { type FeatureName, featureNames } from '../../app/model/names.ts'
import type { Clock } from '../../app/model/timing/clock.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { createFeatures } from '../../app/services/features.ts'
import { signingIn, until } from '../microsoft/sign-in/signing-in.ts'
import { account, signedIn } from '../model/states.ts'
import { signInThroughBrowser } from '../simulator/microsoft/browser.ts'
import { createAccountStore } from '../support/account-store.ts'
import { brokenCalls } from '../support/broken-calls.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { settingsInMemory } from './settings-in-memory.ts'

const ada: Session = { kind: 'signed-in', account }
const notAllowed = {
  kind: 'permission-missing',
  next: 'person',
  permission: 'Presence.ReadWrite',
  by: 'entra',
} as const

async function setUp(saved: readonly FeatureName[] = [], clock: Clock = systemClock) {
  const world = await signingIn()
  await world.signIn()
  const disk = { full: false }
  const store = createAccountStore({
    ...signedIn,
    session: { kind: 'starting' },
    settings: { ...signedIn.settings, features: [...saved], restraint: noBackoff },
  })
  const settings = settingsInMemory(store, disk)
  const followed = { signIn: { ...world }, graph: world }
  const features = createFeatures({
    store,
    clock,
    sessions: { followed: () => (store.getState().session.kind === 'signed-in' ? followed : null) },
    settings,
  })
  const become = (session: Session) => store.setState({ session })
  become(ada)
  return {
    ...world,
    ...features,
    followed,
    become,
    disk,
    saved: settings.kept,
    kinds: () => featureNames.map((name) => store.getState().features[name].kind),
    ownStatus: () => store.getState().features['own-status'],
    change: (on: boolean, feature: FeatureName = 'own-status') => features.switchFeature({ feature, on }),
  }
}

describe('switching on', () => {
  test('asks in the browser once, and is saved', async () => {
    const world = await setUp()
    expect(world.kinds()).toEqual(['off', 'off'])
    const switched = world.change(true)
    expect(world.ownStatus()).toEqual({ kind: 'asking' })
    expect(world.graphFor('own-status')).toBeNull()
    await switched
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.saved().features).toEqual(['own-status'])
    expect(world.graphFor('own-status')).not.toBeNull()
    expect(world.graphFor('colleagues')).toBeNull()
    expect(world.opened).toHaveLength(2)
  })

  test.each(['cancelled', 'switched off'])(
    '%s before the browser opens, the feature is off at once, and no page opens later',
    async (how) => {
      const world = await setUp()
      let refuse = () => {}
      world.followed.signIn.accessToken = () =>
        new Promise((resolve) => {
          refuse = () => resolve({ ok: false, problem: notAllowed })
        })
      const switched = world.change(true)
      if (how === 'cancelled') world.cancelConsent()
      else await world.change(false)
      await switched
      expect(world.kinds()).toEqual(['off', 'off'])
      const opened = world.opened.length
      refuse()
      await new Promise((resolve) => setImmediate(resolve))
      expect(world.opened).toHaveLength(opened)
      expect(world.kinds()).toEqual(['off', 'off'])
    },
  )

  test('needs no page after an earlier consent', async () => {
    const world = await setUp()
    await world.change(true)
    await world.change(false)
    expect(world.kinds()).toEqual(['off', 'off'])
    expect(world.saved().features).toEqual([])
    await world.change(true)
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(2)
  })

  test('needs no page after the consent of an administrator', async () => {
    const world = await setUp()
    world.fake.consent = { 'Presence.ReadWrite': 'granted' }
    await world.change(true)
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(1)
  })

  test('opens no page without a network, and shows the problem', async () => {
    const world = await setUp()
    world.fake.fail('token', 'reset', Number.POSITIVE_INFINITY)
    await world.change(true)
    expect(world.ownStatus()).toMatchObject({ kind: 'held-up', problem: { kind: 'unreachable' } })
    expect(world.opened).toHaveLength(1)
  })

  test.each(['refused', 'admin-only'] as const)(
    '%s: the feature alone is held up, saved, and can be switched on again',
    async (answer) => {
      const world = await setUp()
      world.fake.consent = { 'Presence.ReadWrite': answer }
      await world.change(true)
      expect(world.ownStatus()).toMatchObject({
        kind: 'held-up',
        problem: {
          kind: answer === 'refused' ? 'feature-consent-refused' : 'feature-admin-consent-needed',
          permissions: ['Presence.ReadWrite'],
        },
      })
      expect(world.saved().features).toEqual(['own-status'])
      expect(world.graphFor('own-status')).toBeNull()
      await world.change(true, 'colleagues')
      expect(world.kinds()).toEqual(['on', 'held-up'])
      world.fake.consent = {}
      await world.change(true)
      expect(world.kinds()).toEqual(['on', 'on'])
      expect(world.saved().features).toEqual(['colleagues', 'own-status'])
    },
  )

  test('can be cancelled, which changes nothing', async () => {
    const world = await setUp()
    world.browser.act = async () => {}
    const switched = world.change(true)
    await until(() => world.opened.length === 2)
    world.cancel()
    await switched
    expect(world.kinds()).toEqual(['off', 'off'])
    expect(world.saved().features).toEqual([])

    world.fake.consent = { 'Presence.ReadWrite': 'refused' }
    world.browser.act = async (url) => {
      await signInThroughBrowser(world.fake.url, url)
    }
    await world.change(true)
    world.browser.act = async () => {}
    const again = world.change(true)
    await until(() => world.opened.length === 4)
    world.cancel()
    await again
    expect(world.kinds()).toEqual(['off', 'held-up'])
  })

  test('can be undone while the browser asks', async () => {
    const world = await setUp()
    world.browser.act = async () => {}
    const switched = world.change(true)
    await until(() => world.opened.length === 2)
    await world.change(false)
    await switched
    expect(world.kinds()).toEqual(['off', 'off'])
    expect(world.saved().features).toEqual([])
  })

  test('ends the page of the other feature', async () => {
    const world = await setUp()
    const act = world.browser.act
    world.browser.act = async () => {}
    const first = world.change(true, 'colleagues')
    await until(() => world.opened.length === 2)
    world.browser.act = act
    await world.change(true)
    await first
    expect(world.kinds()).toEqual(['off', 'on'])
  })

  test('opens no second page after a second click', async () => {
    const world = await setUp()
    await Promise.all([world.change(true), world.change(true)])
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(2)
  })

  test('shows that another account was chosen', async () => {
    const world = await setUp()
    const oid = '66825e03-7ef5-42da-9069-724602c31f6b'
    world.fake.account = { name: 'Grace', username: 'grace@contoso.example', oid }
    world.fake.consent = { 'Presence.Read': 'granted' }
    await world.change(true)
    expect(world.ownStatus()).toMatchObject({
      kind: 'held-up',
      problem: { kind: 'other-account-chosen', chosen: 'grace@contoso.example' },
    })
  })

  test('works on a full disk', async () => {
    const world = await setUp()
    world.disk.full = true
    await world.change(true)
    expect(world.kinds()).toEqual(['off', 'on'])
  })
})

test.each(brokenCalls)(
  'if the token request %s, the problem is shown, and the user can try again',
  async (_how, accessToken) => {
    const clock = createVirtualClock()
    const world = await setUp([], clock)
    const { accessToken: working } = world.followed.signIn
    world.followed.signIn.accessToken = accessToken
    const switched = world.change(true)
    await clock.pass(6 * 60_000)
    await switched
    expect(world.ownStatus()).toMatchObject({ kind: 'held-up', problem: { next: 'retries' } })
    world.followed.signIn.accessToken = working
    await world.change(true)
    expect(world.kinds()).toEqual(['off', 'on'])
  },
)

describe('a feature that was switched on', () => {
  test('is on with each account and off without one, without a page', async () => {
    const world = await setUp(['own-status'])
    expect(world.kinds()).toEqual(['off', 'on'])
    world.become({ kind: 'signed-out', problem: null })
    expect(world.kinds()).toEqual(['off', 'off'])
    await world.change(false)
    await world.change(true, 'colleagues')
    expect(world.saved().features).toEqual(['own-status'])
    world.become({ ...ada })
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(1)
  })

  test('is held up by a missing permission, and by no other problem', async () => {
    const world = await setUp(['own-status'])
    expect(world.holdUpIfDenied('own-status', { kind: 'offline', next: 'waits' })).toBe(false)
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.holdUpIfDenied('own-status', notAllowed)).toBe(true)
    expect(world.ownStatus()).toEqual({ kind: 'held-up', problem: notAllowed })
    expect(world.saved().features).toEqual(['own-status'])
    world.become({ ...ada })
    expect(world.kinds()).toEqual(['off', 'on'])
  })

  test('is retried every ten minutes, and is on after consent', async () => {
    const clock = createVirtualClock()
    const world = await setUp(['own-status'], clock)
    let requests = 0
    const { accessToken: working } = world.followed.signIn
    world.followed.signIn.accessToken = async () => {
      requests += 1
      return { ok: false, problem: notAllowed }
    }
    world.holdUpIfDenied('own-status', notAllowed)
    for (const times of [1, 2, 3]) {
      await clock.pass(10 * 60_000)
      expect(requests).toBe(times)
      expect(world.ownStatus()).toEqual({ kind: 'held-up', problem: notAllowed })
    }
    world.fake.consent = { 'Presence.ReadWrite': 'granted' }
    world.followed.signIn.accessToken = working
    await clock.pass(10 * 60_000)
    await until(() => world.ownStatus().kind === 'on')
    expect(world.opened).toHaveLength(1)
    world.holdUpIfDenied('own-status', notAllowed)
    world.stop()
    expect(clock.waiting()).toBe(0)
  })

  test('is not retried after it was switched off', async () => {
    const clock = createVirtualClock()
    const world = await setUp(['own-status'], clock)
    world.holdUpIfDenied('own-status', notAllowed)
    await world.change(false)
    world.followed.signIn.accessToken = () => {
      throw new Error('asked')
    }
    await clock.pass(60 * 60_000)
    expect(world.kinds()).toEqual(['off', 'off'])
  })

  test('stays off if a refusal comes after it was switched off', async () => {
    const world = await setUp(['own-status'])
    await world.change(false)
    world.holdUpIfDenied('own-status', notAllowed)
    expect(world.kinds()).toEqual(['off', 'off'])
  })
})

test('the demo has colleagues, and no Graph', async () => {
  const world = await setUp(['own-status'])
  world.become({ kind: 'demo', pretending: null })
  expect(world.kinds()).toEqual(['on', 'off'])
  expect(world.graphFor('colleagues')).toBeNull()
})
