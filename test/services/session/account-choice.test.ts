// The choice after a sign-in with another account than before: from each state, and with each event that can come before
// the user decides.
import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createDemoDay } from '../../../app/demo/demo-day.ts'
import { createGraph } from '../../../app/microsoft/graph/graph.ts'
import type { SignIn } from '../../../app/microsoft/sign-in/sign-in.ts'
import type { Account, Session } from '../../../app/model/account-state.ts'
import { lightOf } from '../../../app/model/light.ts'
import { type Answer, failed, ok, type Problem } from '../../../app/model/problems/problem.ts'
import { defaultSettings, type Settings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { createLocalFollower } from '../../../app/polling/local-follower.ts'
import { ownerOf } from '../../../app/services/account-owner.ts'
import { createFeatures } from '../../../app/services/features.ts'
import { createSessions } from '../../../app/services/session/session.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { hang, thrown } from '../../support/broken-calls.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { settingsInMemory } from '../settings-in-memory.ts'

const ada: Account = { name: 'Ada', username: 'ada@contoso.example', tenantId: 't' }
const grace: Account = { name: 'Grace', username: 'grace@contoso.example', tenantId: 't' }
const lost: Problem = { kind: 'sign-in-needed', next: 'person', code: null }
const refused: Problem = { kind: 'consent-refused', next: 'person', code: null }
const choosing: Session = { kind: 'other-account', before: ada, chosen: grace }

/** Sessions with the stored account Ada, whose token is refused, and with the sign-in result `browser.result`. */
async function app(given: Partial<Settings> = {}) {
  const clock = createVirtualClock(0)
  const begun: Settings = {
    ...defaultSettings,
    clientId: '11111111-2222-4333-8444-555555555555',
    ...given,
  }
  const store = createAccountStore(firstState('1.0.0', begun, 'en'))
  const disk: { account: Account | null } = { account: ada }
  const browser: { result: Account | Problem; pages: number } = { result: grace, pages: 0 }
  const graph = { isLost: true, asked: [] as (string | undefined)[] }

  /** Like microsoft/sign-in/sign-in.ts, with the disk above. */
  function signInFor(): SignIn {
    let account: Account | null = null
    let chosen: Account | null = null
    return {
      async storedAccount() {
        account = disk.account
        return ok(account)
      },
      async signIn(): Promise<Answer<Account>> {
        browser.pages += 1
        chosen = null
        const { result } = browser
        if ('kind' in result) return failed(result)
        if (account && account !== result) {
          chosen = result
          return failed({ kind: 'other-account-chosen', next: 'person', chosen: result.username })
        }
        account = result
        disk.account = result
        return ok(result)
      },
      choice: () => (chosen && account ? { before: account, chosen } : null),
      async followChosen() {
        if (!chosen) return failed(lost)
        account = chosen
        chosen = null
        disk.account = account
        return ok(account)
      },
      dropChosen() {
        chosen = null
      },
      pageAddress: () => null,
      cancel() {},
      async signOut() {
        account = null
        chosen = null
        disk.account = null
      },
      async accessToken() {
        graph.asked.push(account?.username)
        return graph.isLost ? failed(lost) : ok('token')
      },
      consent: async () => ok(undefined),
      accountId: () => account?.username ?? null,
    }
  }
  const parts: { signInFor: () => SignIn } = { signInFor }
  const settings = settingsInMemory(store)
  const sessions = createSessions({
    store,
    clock,
    signInFor: () => parts.signInFor(),
    sourceFor: (_, { accessToken, accountId }) =>
      createGraph({
        network: { request: async () => failed({ kind: 'not-json', next: 'retries', host: 'graph' }) },
        cloud: 'global',
        version: () => 'v1.0',
        accessToken,
        accountId,
        nowMs: clock.nowMs,
      }),
    follow: (follow) =>
      createFollower({ ...follow, clock, computer: { idleMs: () => 0 }, random: () => 0.5 }),
    followLocal: (follow) => createLocalFollower({ ...follow, clock, computer: { idleMs: () => 0 } }),
    demo: createDemoDay(clock),
    tokens: { keptIn: async () => 'keyring', left: () => [], subscribe: () => () => {} },
    settings,
    colleagueOf: () => null,
    onSetUpNeeded() {},
    log: { warn() {} },
  })
  const features = createFeatures({ store, clock, sessions, settings })
  const session = () => store.getState().session
  await sessions.start(false)
  await clock.pass(0)
  const isUndecided = () => sessions.followed()?.signIn.choice() !== null
  return {
    sessions,
    settings,
    features,
    isUndecided,
    store,
    session,
    clock,
    disk,
    browser,
    graph,
    parts,
    signInFor,
  }
}
type App = Awaited<ReturnType<typeof app>>

/** Each state with an account from which a sign-in can begin. */
const states = {
  async 'a lost sign-in'() {
    const world = await app()
    expect(world.store.getState().following.problem).toEqual(lost)
    return world
  },
  async 'a valid sign-in'() {
    const world = await app()
    world.graph.isLost = false
    world.sessions.checkNow()
    await world.clock.pass(5000)
    expect(world.store.getState().following.problem?.kind).toBe('not-json')
    return world
  },
  async 'a refused new sign-in'() {
    const world = await app()
    world.browser.result = refused
    await world.sessions.signIn()
    expect(world.session()).toEqual({ kind: 'signed-out', problem: refused })
    world.browser.result = grace
    return world
  },
  async 'a pause'() {
    const world = await app()
    world.sessions.pause('1-h')
    return world
  },
} as const satisfies Record<string, () => Promise<App>>
const everyState = Object.entries(states)

async function choosingIn(start: () => Promise<App>) {
  const world = await start()
  const before = world.store.getState()
  await world.sessions.signIn()
  expect(world.session()).toEqual(choosing)
  return { ...world, before }
}

describe.each(everyState)('after %s', (_name, start) => {
  test('the light is `attention`, and there are no checks', async () => {
    const { sessions, store, clock, graph, disk } = await choosingIn(start)
    expect(lightOf(store.getState()).name).toBe('attention')
    expect(ownerOf(store.getState().session)).toBeNull()
    expect(sessions.followed()).toBeNull()
    const asked = graph.asked.length
    for (const signal of ['window-shown', 'unlock-screen', 'offline', 'online', 'resume'] as const)
      sessions.signal(signal)
    sessions.checkNow()
    sessions.resume()
    await clock.pass(24 * 3_600_000)
    expect(store.getState().session).toEqual(choosing)
    expect(graph.asked).toHaveLength(asked)
    expect(disk.account).toBe(ada)
  })

  test('Follow: switches to the other account', async () => {
    const { sessions, session, graph, clock, disk, store } = await choosingIn(start)
    const isPaused = store.getState().pausedUntil !== null
    graph.asked.length = 0
    await sessions.followChosenAccount()
    expect(session()).toEqual({ kind: 'signed-in', account: grace })
    expect(disk.account).toBe(grace)
    await clock.pass(5000)
    expect(new Set(graph.asked)).toEqual(new Set(isPaused ? [] : [grace.username]))
    expect(store.getState().following.last).toBeNull()
  })

  test('Stay: restores the session before, and the user can sign in again', async () => {
    const { sessions, session, graph, clock, before, browser, disk, store, isUndecided } =
      await choosingIn(start)
    graph.asked.length = 0
    sessions.keepCurrentAccount()
    await nextTick()
    expect(session()).toEqual({ kind: 'signed-in', account: ada })
    expect(isUndecided()).toBe(false)
    expect(store.getState().pausedUntil).toBe(before.pausedUntil)
    await clock.pass(20 * 60_000)
    expect(new Set(graph.asked)).toEqual(new Set(before.pausedUntil === null ? [ada.username] : []))
    expect(disk.account).toBe(ada)
    browser.result = ada
    await sessions.signIn()
    expect(session()).toEqual({ kind: 'signed-in', account: ada })
  })

  test('a choice can be made once', async () => {
    const { sessions, session, disk } = await choosingIn(start)
    await Promise.all([
      sessions.followChosenAccount(),
      sessions.followChosenAccount(),
      sessions.keepCurrentAccount(),
    ])
    expect([session(), disk.account]).toEqual([{ kind: 'signed-in', account: grace }, grace])
    sessions.keepCurrentAccount()
    await sessions.followChosenAccount()
    await nextTick()
    expect(session()).toEqual({ kind: 'signed-in', account: grace })
  })

  test('a click on Sign in is ignored during the choice', async () => {
    const { sessions, session, browser } = await choosingIn(start)
    const { pages } = browser
    await sessions.signIn()
    expect([session(), browser.pages]).toEqual([choosing, pages])
  })

  test('Sign out removes both accounts', async () => {
    const { sessions, session, disk, browser } = await choosingIn(start)
    await sessions.signOut()
    expect([session(), disk.account]).toEqual([{ kind: 'signed-out', problem: null }, null])
    sessions.keepCurrentAccount()
    await sessions.followChosenAccount()
    expect(session()).toEqual({ kind: 'signed-out', problem: null })
    browser.result = grace
    await sessions.signIn()
    expect(session()).toEqual({ kind: 'signed-in', account: grace })
  })

  test('after the demo the account before is back, without a choice', async () => {
    const { sessions, session, disk } = await choosingIn(start)
    sessions.tryDemo()
    await sessions.followChosenAccount()
    sessions.keepCurrentAccount()
    expect(session().kind).toBe('demo')
    await sessions.leaveDemo()
    expect([session(), disk.account]).toEqual([{ kind: 'signed-in', account: ada }, ada])
  })

  test('another registration removes both accounts', async () => {
    const { sessions, settings, session, disk } = await choosingIn(start)
    settings.change({ tenant: 'fabrikam.example' })
    await nextTick()
    await sessions.followChosenAccount()
    expect([session(), disk.account]).toEqual([{ kind: 'signed-out', problem: null }, null])
  })

  test('other settings do not end the choice', async () => {
    const { settings, session } = await choosingIn(start)
    settings.change({ intervalSeconds: 60, theme: 'dark' })
    await nextTick()
    expect(session()).toEqual(choosing)
  })

  test('a restart reads the account before', async () => {
    const { sessions, session } = await choosingIn(start)
    sessions.stop()
    await sessions.start(false)
    expect(session()).toEqual({ kind: 'signed-in', account: ada })
  })

  test('no feature can be switched during the choice', async () => {
    const { features, store, sessions } = await choosingIn(start)
    for (const on of [true, false]) await features.switchFeature({ feature: 'colleagues', on })
    expect(store.getState().features.colleagues).toEqual({ kind: 'off' })
    expect(store.getState().settings.features).toEqual([])
    sessions.keepCurrentAccount()
    await nextTick()
    expect(store.getState().features.colleagues).toEqual({ kind: 'off' })
  })
})

test('a consent request ends with the sign-in, and does not apply to the other account', async () => {
  const { features, sessions, store, parts, graph, signInFor } = await app()
  graph.isLost = false
  let giveConsent: (answer: Answer<void>) => void = () => {}
  parts.signInFor = () => ({
    ...signInFor(),
    accessToken: async () =>
      failed({ kind: 'permission-missing', next: 'person', permission: 'x', by: 'entra' }),
    consent: () =>
      new Promise((resolve) => {
        giveConsent = resolve
      }),
  })
  sessions.tryDemo()
  await sessions.leaveDemo()
  const switched = features.switchFeature({ feature: 'own-status', on: true })
  await nextTick()
  await sessions.signIn()
  await sessions.followChosenAccount()
  giveConsent(ok(undefined))
  await switched
  expect(store.getState().features['own-status']).toEqual({ kind: 'off' })
  expect(store.getState().settings.features).toEqual([])
})

test('the other account gets its own notifications', async () => {
  const { sessions, store } = await app({ toldOutOfOfficeOn: '1970-01-01' })
  await sessions.signIn()
  expect(store.getState().settings.toldOutOfOfficeOn).toBe('1970-01-01')
  await sessions.followChosenAccount()
  expect(store.getState().settings.toldOutOfOfficeOn).toBeNull()
})

test.each([
  ['hangs', hang],
  ['throws', thrown],
  ['fails', async () => failed<Account>(lost)],
])('the stored account is used if the switch to the other one %s', async (_how, followChosen) => {
  const { sessions, session, parts, signInFor, clock } = await app()
  parts.signInFor = () => ({ ...signInFor(), followChosen })
  sessions.tryDemo()
  await sessions.leaveDemo()
  await sessions.signIn()
  expect(session()).toEqual(choosing)
  const followed = sessions.followChosenAccount()
  await clock.pass(30_000)
  await followed
  await nextTick()
  expect(session()).toEqual({ kind: 'signed-in', account: ada })
})
