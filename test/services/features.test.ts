// Features step by step: each asked for by a click, held up alone, and nothing asked for at a start.
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

async function switching(wished: readonly FeatureName[] = [], clock: Clock = systemClock) {
  const world = await signingIn()
  await world.signIn()
  const disk = { full: false }
  const store = createAccountStore({
    ...signedIn,
    session: { kind: 'starting' },
    settings: { ...signedIn.settings, features: [...wished], restraint: noBackoff },
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
    kept: settings.kept,
    kinds: () => featureNames.map((name) => store.getState().features[name].kind),
    ownStatus: () => store.getState().features['own-status'],
    turn: (on: boolean, feature: FeatureName = 'own-status') => features.switchFeature({ feature, on }),
  }
}

describe('switching on', () => {
  test('asks in the browser, once, and is kept', async () => {
    const world = await switching()
    expect(world.kinds()).toEqual(['off', 'off'])
    const turned = world.turn(true)
    expect(world.ownStatus()).toEqual({ kind: 'asking' })
    expect(world.graphFor('own-status')).toBeNull()
    await turned
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.kept().features).toEqual(['own-status'])
    expect(world.graphFor('own-status')).not.toBeNull()
    expect(world.graphFor('colleagues')).toBeNull()
    expect(world.opened).toHaveLength(2)
  })

  test.each(['cancelled', 'switched off'])(
    '%s before the browser is opened, it is off at once, and no page is opened later',
    async (how) => {
      const world = await switching()
      let refuse = () => {}
      world.followed.signIn.accessToken = () =>
        new Promise((resolve) => {
          refuse = () => resolve({ ok: false, problem: notAllowed })
        })
      const turned = world.turn(true)
      if (how === 'cancelled') world.cancelAsking()
      else await world.turn(false)
      await turned
      expect(world.kinds()).toEqual(['off', 'off'])
      const opened = world.opened.length
      refuse()
      await new Promise((resolve) => setImmediate(resolve))
      expect(world.opened).toHaveLength(opened)
      expect(world.kinds()).toEqual(['off', 'off'])
    },
  )

  test('needs no page for what was agreed to before', async () => {
    const world = await switching()
    await world.turn(true)
    await world.turn(false)
    expect(world.kinds()).toEqual(['off', 'off'])
    expect(world.kept().features).toEqual([])
    await world.turn(true)
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(2)
  })

  test('nor where an administrator has agreed for all', async () => {
    const world = await switching()
    world.fake.consent = { 'Presence.ReadWrite': 'granted' }
    await world.turn(true)
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(1)
  })

  test('without a network opens no page, and says why', async () => {
    const world = await switching()
    world.fake.fail('token', 'reset', Number.POSITIVE_INFINITY)
    await world.turn(true)
    expect(world.ownStatus()).toMatchObject({ kind: 'held-up', problem: { kind: 'unreachable' } })
    expect(world.opened).toHaveLength(1)
  })

  test.each(['refused', 'admin-only'] as const)(
    '%s: held up alone, kept, and tried again',
    async (answer) => {
      const world = await switching()
      world.fake.consent = { 'Presence.ReadWrite': answer }
      await world.turn(true)
      expect(world.ownStatus()).toMatchObject({
        kind: 'held-up',
        problem: {
          kind: answer === 'refused' ? 'feature-consent-refused' : 'feature-admin-consent-needed',
          permissions: ['Presence.ReadWrite'],
        },
      })
      expect(world.kept().features).toEqual(['own-status'])
      expect(world.graphFor('own-status')).toBeNull()
      await world.turn(true, 'colleagues')
      expect(world.kinds()).toEqual(['on', 'held-up'])
      world.fake.consent = {}
      await world.turn(true)
      expect(world.kinds()).toEqual(['on', 'on'])
      expect(world.kept().features).toEqual(['colleagues', 'own-status'])
    },
  )

  test('can be cancelled, by which nothing has changed', async () => {
    const world = await switching()
    world.browser.act = async () => {}
    const turned = world.turn(true)
    await until(() => world.opened.length === 2)
    world.cancel()
    await turned
    expect(world.kinds()).toEqual(['off', 'off'])
    expect(world.kept().features).toEqual([])

    world.fake.consent = { 'Presence.ReadWrite': 'refused' }
    world.browser.act = async (url) => {
      await signInThroughBrowser(world.fake.url, url)
    }
    await world.turn(true)
    world.browser.act = async () => {}
    const again = world.turn(true)
    await until(() => world.opened.length === 4)
    world.cancel()
    await again
    expect(world.kinds()).toEqual(['off', 'held-up'])
  })

  test('and switched off while the browser asks', async () => {
    const world = await switching()
    world.browser.act = async () => {}
    const turned = world.turn(true)
    await until(() => world.opened.length === 2)
    await world.turn(false)
    await turned
    expect(world.kinds()).toEqual(['off', 'off'])
    expect(world.kept().features).toEqual([])
  })

  test('the other meanwhile ends the first page', async () => {
    const world = await switching()
    const act = world.browser.act
    world.browser.act = async () => {}
    const first = world.turn(true, 'colleagues')
    await until(() => world.opened.length === 2)
    world.browser.act = act
    await world.turn(true)
    await first
    expect(world.kinds()).toEqual(['off', 'on'])
  })

  test('a second click meanwhile opens no second page', async () => {
    const world = await switching()
    await Promise.all([world.turn(true), world.turn(true)])
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(2)
  })

  test('with another account says so', async () => {
    const world = await switching()
    const oid = '66825e03-7ef5-42da-9069-724602c31f6b'
    world.fake.account = { name: 'Grace', username: 'grace@contoso.example', oid }
    world.fake.consent = { 'Presence.Read': 'granted' }
    await world.turn(true)
    expect(world.ownStatus()).toMatchObject({
      kind: 'held-up',
      problem: { kind: 'other-account-chosen', chosen: 'grace@contoso.example' },
    })
  })

  test('a full disk costs no more than the memory of it', async () => {
    const world = await switching()
    world.disk.full = true
    await world.turn(true)
    expect(world.kinds()).toEqual(['off', 'on'])
  })
})

test.each(brokenCalls)(
  'a switch whose question %s says so, and can be tried again',
  async (_how, accessToken) => {
    const clock = createVirtualClock()
    const world = await switching([], clock)
    const { accessToken: well } = world.followed.signIn
    world.followed.signIn.accessToken = accessToken
    const turned = world.turn(true)
    await clock.pass(6 * 60_000)
    await turned
    expect(world.ownStatus()).toMatchObject({ kind: 'held-up', problem: { next: 'retries' } })
    world.followed.signIn.accessToken = well
    await world.turn(true)
    expect(world.kinds()).toEqual(['off', 'on'])
  },
)

describe('what was switched on', () => {
  test('is on with each account that is found or signs in, and off without one, by itself and without a page', async () => {
    const world = await switching(['own-status'])
    expect(world.kinds()).toEqual(['off', 'on'])
    world.become({ kind: 'signed-out', problem: null })
    expect(world.kinds()).toEqual(['off', 'off'])
    await world.turn(false)
    await world.turn(true, 'colleagues')
    expect(world.kept().features).toEqual(['own-status'])
    world.become({ ...ada })
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.opened).toHaveLength(1)
  })

  test('is held up by the first refusal, and by no other problem', async () => {
    const world = await switching(['own-status'])
    expect(world.heldUp('own-status', { kind: 'offline', next: 'waits' })).toBe(false)
    expect(world.kinds()).toEqual(['off', 'on'])
    expect(world.heldUp('own-status', notAllowed)).toBe(true)
    expect(world.ownStatus()).toEqual({ kind: 'held-up', problem: notAllowed })
    expect(world.kept().features).toEqual(['own-status'])
    world.become({ ...ada })
    expect(world.kinds()).toEqual(['off', 'on'])
  })

  test('is tried again every ten minutes, and is on as soon as somebody has agreed', async () => {
    const clock = createVirtualClock()
    const world = await switching(['own-status'], clock)
    let asked = 0
    const { accessToken: well } = world.followed.signIn
    world.followed.signIn.accessToken = async () => {
      asked += 1
      return { ok: false, problem: notAllowed }
    }
    world.heldUp('own-status', notAllowed)
    for (const times of [1, 2, 3]) {
      await clock.pass(10 * 60_000)
      expect(asked).toBe(times)
      expect(world.ownStatus()).toEqual({ kind: 'held-up', problem: notAllowed })
    }
    world.fake.consent = { 'Presence.ReadWrite': 'granted' }
    world.followed.signIn.accessToken = well
    await clock.pass(10 * 60_000)
    await until(() => world.ownStatus().kind === 'on')
    expect(world.opened).toHaveLength(1)
    world.heldUp('own-status', notAllowed)
    world.stop()
    expect(clock.waiting()).toBe(0)
  })

  test('is tried no more once it is switched off', async () => {
    const clock = createVirtualClock()
    const world = await switching(['own-status'], clock)
    world.heldUp('own-status', notAllowed)
    await world.turn(false)
    world.followed.signIn.accessToken = () => {
      throw new Error('asked')
    }
    await clock.pass(60 * 60_000)
    expect(world.kinds()).toEqual(['off', 'off'])
  })

  test('stays off when a refusal comes after it was switched off', async () => {
    const world = await switching(['own-status'])
    await world.turn(false)
    world.heldUp('own-status', notAllowed)
    expect(world.kinds()).toEqual(['off', 'off'])
  })
})

test('the demo has its team, and no Graph', async () => {
  const world = await switching(['own-status'])
  world.become({ kind: 'demo', pretending: null })
  expect(world.kinds()).toEqual(['on', 'off'])
  expect(world.graphFor('colleagues')).toBeNull()
})
