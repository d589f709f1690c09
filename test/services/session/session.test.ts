// Sessions: the start, sign-in and sign-out with a slow disk and keyring, and the follower of the session.
import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createDemoDay } from '../../../app/demo/demo-day.ts'
import type { Account } from '../../../app/model/account-state.ts'
import type { PresenceSource } from '../../../app/model/following.ts'
import { lightOf } from '../../../app/model/light.ts'
import type { Presence } from '../../../app/model/presence.ts'
import { type Answer, failed, ok, type Problem } from '../../../app/model/problems/problem.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import type { TokensKept } from '../../../app/model/token-store.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { createLocalFollower } from '../../../app/polling/local-follower.ts'
import { createSessions, type SessionParts } from '../../../app/services/session/session.ts'
import { presence } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { brokenCalls, hang, thrown } from '../../support/broken-calls.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { settingsInMemory } from '../settings-in-memory.ts'
import { signInOf } from './stored-sign-in.ts'

const ada: Account = { name: 'Ada', username: 'ada@contoso.example', tenantId: 't' }

/** Sessions with a disk and a keyring that answer when the test calls `steps`. */
function setUp(parts: Partial<SessionParts<PresenceSource>> = {}) {
  const clock = createVirtualClock(0)
  const settings = { ...defaultSettings, clientId: '11111111-2222-4333-8444-555555555555' }
  const store = createAccountStore(firstState('1.0.0', settings, 'en'))
  const steps: { find: (account: Account | null) => void; forget: () => void } = { find() {}, forget() {} }
  let browserTabs = 0
  let source: PresenceSource = { myPresence: () => new Promise(() => {}) }
  const disk = { full: false }
  const ownSettings = settingsInMemory(store, disk)
  const tokens: { kept: TokensKept; left: string[]; catchUp: () => void } = {
    kept: 'keyring',
    left: [],
    catchUp() {},
  }
  const browser: { outcome: Answer<Account> } = { outcome: ok(ada) }
  const signIn = signInOf(ada, {
    storedAccount: () =>
      new Promise<Answer<Account | null>>((resolve) => {
        steps.find = (account) => resolve(ok(account))
      }),
    async signIn() {
      browserTabs += 1
      return browser.outcome
    },
    signOut: () =>
      new Promise((resolve) => {
        steps.forget = resolve
      }),
  })
  const sessions = createSessions({
    store,
    clock,
    signInFor: () => signIn,
    sourceFor: () => source,
    follow: (follow) =>
      createFollower({ ...follow, clock, computer: { idleMs: () => 0 }, random: () => 0.5 }),
    followLocal: (follow) => createLocalFollower({ ...follow, clock, computer: { idleMs: () => 0 } }),
    demo: createDemoDay(clock),
    tokens: {
      keptIn: async () => tokens.kept,
      left: () => tokens.left,
      subscribe(listener) {
        tokens.catchUp = listener
        return () => {
          tokens.catchUp = () => {}
        }
      },
    },
    settings: ownSettings,
    colleagueOf: () => null,
    onSetUpNeeded: () => {},
    log: { warn() {} },
    ...parts,
  })
  const kind = () => store.getState().session.kind
  return {
    sessions,
    signIn,
    steps,
    kind,
    store,
    clock,
    saved: ownSettings.written,
    disk,
    tokens,
    browser,
    browserTabs: () => browserTabs,
    setSource: (next: PresenceSource) => {
      source = next
    },
  }
}

test('a click on Sign in while the account is being read is not lost', async () => {
  const { sessions, steps, kind, browserTabs } = setUp()
  const clicked = sessions.signIn()
  void sessions.start(false)
  steps.find(null)
  await clicked
  expect(browserTabs()).toBe(1)
  expect(kind()).toBe('signed-in')
})

test('and opens no browser if there is an account', async () => {
  const { sessions, steps, kind, browserTabs } = setUp()
  void sessions.start(false)
  const clicked = sessions.signIn()
  steps.find(ada)
  await clicked
  expect(browserTabs()).toBe(0)
  expect(kind()).toBe('signed-in')
})

test('a click on Sign in during a sign-out is not lost', async () => {
  const { sessions, steps, kind, browserTabs } = setUp()
  void sessions.start(false)
  steps.find(ada)
  await nextTick()
  expect(kind()).toBe('signed-in')
  void sessions.signOut()
  const clicked = sessions.signIn()
  steps.forget()
  await nextTick()
  steps.find(null)
  await clicked
  expect(browserTabs()).toBe(1)
  expect(kind()).toBe('signed-in')
})

test('an account found later receives the earlier signals of the computer', async () => {
  const { sessions, steps, store } = setUp()
  sessions.signal('suspend')
  void sessions.start(false)
  steps.find(ada)
  await nextTick()
  expect(store.getState().following).toMatchObject({ checking: false, nextCheckAt: null })
})

test('the tenant backoff is saved, but not with each answer', async () => {
  const { sessions, steps, store, clock, saved, setSource } = setUp()
  let refusals = 1
  setSource({
    async myPresence() {
      refusals -= 1
      return refusals >= 0
        ? failed({ kind: 'throttled', next: 'waits', host: 'graph.microsoft.com', retryAfterMs: 1000 })
        : ok(presence('Available'))
    },
  })
  void sessions.start(false)
  steps.find(ada)
  await clock.pass(60 * 60_000)
  expect(saved[0]?.restraint?.factor).toBeGreaterThan(3)
  expect(store.getState().settings.restraint.factor).toBe(1)
  expect(saved.length).toBeLessThan(8)
  expect(store.getState().following.last?.presence.availability).toBe('Available')
})

const answering: PresenceSource = { myPresence: async () => ok(presence('Available')) }

test('the checks and the pause work on a full disk', async () => {
  const { sessions, steps, store, clock, disk, setSource } = setUp()
  disk.full = true
  setSource(answering)
  void sessions.start(false)
  steps.find(ada)
  await clock.pass(10 * 3_600_000)
  expect(clock.nowMs() - (store.getState().following.last?.at ?? 0)).toBeLessThan(5 * 60_000)
  expect(store.getState().following.checking).toBe(false)
  sessions.pause('30-min')
  expect(lightOf(store.getState()).name).toBe('paused')
  await clock.pass(31 * 60_000)
  expect(lightOf(store.getState()).name).toBe('available')
})

test('a second click on Sign in is ignored, and a pause continues after a cancelled sign-in', async () => {
  const { sessions, steps, store, clock, kind, browser, setSource } = setUp()
  setSource(answering)
  void sessions.start(false)
  steps.find(ada)
  await clock.pass(0)
  sessions.pause('1-h')
  const at = store.getState().following.last?.at
  browser.outcome = failed({ kind: 'sign-in-cancelled', next: 'person' })
  await Promise.all([sessions.signIn(), sessions.signIn()])
  expect(kind()).toBe('signed-in')
  await clock.pass(30 * 60_000)
  expect(store.getState().following.last?.at).toBe(at)
})

test('a failed sign-in is shown with the former account, until Graph answers', async () => {
  const { sessions, steps, store, clock, kind, browser, setSource } = setUp()
  let answer: Answer<Presence> = failed({ kind: 'sign-in-needed', next: 'person', code: null })
  setSource({ myPresence: async () => answer })
  void sessions.start(false)
  steps.find(ada)
  await clock.pass(0)
  const problems: Problem[] = [
    { kind: 'server-error', next: 'retries', host: 'login', status: 503, retryAfterMs: null },
    { kind: 'throttled', next: 'waits', host: 'login', retryAfterMs: 30_000 },
    { kind: 'offline', next: 'waits' },
    { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 },
    { kind: 'browser-not-opened', next: 'person', detail: 'Error: no browser' },
    { kind: 'address-too-long', next: 'person', length: 2085, limit: 2081 },
    { kind: 'loopback-unavailable', next: 'person', detail: 'EACCES' },
  ]
  for (const problem of problems) {
    browser.outcome = failed(problem)
    await sessions.signIn()
    expect(kind()).toBe('signed-in')
    await clock.pass(60_000)
    expect(store.getState().signInProblem).toEqual({ ...problem, next: 'person' })
    expect(store.getState().following.problem?.kind).toBe('sign-in-needed')
  }
  browser.outcome = failed({ kind: 'sign-in-cancelled', next: 'person' })
  await sessions.signIn()
  expect(store.getState().signInProblem).toBeNull()
  browser.outcome = failed(problems[0] ?? { kind: 'offline', next: 'waits' })
  await sessions.signIn()
  answer = ok(presence('Busy'))
  sessions.checkNow()
  await clock.pass(20 * 60_000)
  expect(store.getState().signInProblem).toBeNull()
})

describe('a call that hangs or fails', () => {
  test.each(brokenCalls)('%s: the account cannot be read, and the user can sign in', async (_how, broken) => {
    const { sessions, kind, clock, signIn } = setUp()
    signIn.storedAccount = broken
    const started = sessions.start(false)
    await clock.pass(30_000)
    await started
    expect(kind()).toBe('signed-out')
    await sessions.signIn()
    expect(kind()).toBe('signed-in')
    sessions.stop()
  })

  test('a keyring that does not answer is tried again', async () => {
    const { sessions, kind, clock, signIn } = setUp()
    const { storedAccount } = signIn
    signIn.storedAccount = hang
    void sessions.start(false)
    await clock.pass(30_000)
    expect(kind()).toBe('signed-out')
    signIn.storedAccount = async () => ok(ada)
    await clock.pass(30_000)
    expect(kind()).toBe('signed-in')
    signIn.storedAccount = storedAccount
    sessions.stop()
  })

  test.each(brokenCalls)('%s: where the tokens are stored', async (_how, keptIn) => {
    const { sessions, kind, clock, signIn } = setUp({
      tokens: { keptIn, left: () => [], subscribe: () => () => {} },
    })
    signIn.storedAccount = async () => ok(ada)
    void sessions.start(false)
    await clock.pass(30_000)
    expect(kind()).toBe('signed-in')
    sessions.stop()
  })

  test('a sign-in that cannot be created', async () => {
    const { sessions, kind } = setUp({ signInFor: thrown })
    await sessions.start(false)
    expect(kind()).toBe('signed-out')
  })

  test.each(brokenCalls)('%s: a sign-in ends', async (_how, broken) => {
    const { sessions, kind, clock, signIn, store } = setUp()
    signIn.storedAccount = async () => ok(null)
    await sessions.start(false)
    const { signIn: working } = signIn
    signIn.signIn = broken
    const clicked = sessions.signIn()
    await clock.pass(6 * 60_000)
    await clicked
    expect(store.getState().session).toMatchObject({ kind: 'signed-out', problem: { next: 'person' } })
    signIn.signIn = working
    await sessions.signIn()
    expect(kind()).toBe('signed-in')
    sessions.stop()
  })

  test.each(brokenCalls)('%s: a sign-out ends', async (_how, broken) => {
    const { sessions, kind, clock, signIn } = setUp()
    signIn.storedAccount = async () => ok(ada)
    await sessions.start(false)
    signIn.storedAccount = async () => ok(null)
    signIn.signOut = broken
    const out = sessions.signOut()
    await clock.pass(30_000)
    await out
    expect(kind()).toBe('signed-out')
    sessions.stop()
  })
})

test('tokens that cannot be deleted are shown until they are', async () => {
  const { sessions, steps, store, tokens } = setUp()
  const session = () => store.getState().session
  const problem = { kind: 'tokens-not-removed', next: 'person', paths: ['/profile/tokens'] }
  void sessions.start(false)
  steps.find(ada)
  await nextTick()
  const signedOut = sessions.signOut()
  tokens.left = ['/profile/tokens']
  steps.forget()
  await nextTick()
  steps.find(null)
  await signedOut
  expect(session()).toEqual({ kind: 'signed-out', problem })
  expect(lightOf(store.getState()).name).toBe('attention')
  // Neither another check nor another write changes this.
  sessions.checkNow()
  steps.find(null)
  tokens.catchUp()
  await nextTick()
  expect(session()).toEqual({ kind: 'signed-out', problem })
  tokens.left = []
  tokens.catchUp()
  await nextTick()
  expect(session()).toEqual({ kind: 'signed-out', problem: null })
})

test('the state has where the tokens are stored, also when that changes later', async () => {
  const { sessions, steps, store, tokens } = setUp()
  tokens.kept = 'not-yet-written'
  void sessions.start(false)
  steps.find(null)
  await nextTick()
  await sessions.signIn()
  expect(store.getState().tokensKeptIn).toBe('not-yet-written')
  tokens.kept = 'keyring'
  tokens.catchUp()
  await nextTick()
  expect(store.getState().tokensKeptIn).toBe('keyring')
  expect(store.getState().session.kind).toBe('signed-in')
})

test('the demo day plays without a network', async () => {
  const { sessions, store, clock } = setUp()
  sessions.signal('offline')
  await sessions.start(true)
  await clock.pass(10_000)
  expect(lightOf(store.getState()).name).toBe('in-a-call')
  sessions.stop()
})
