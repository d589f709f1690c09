import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createDemoDay } from '../../../app/demo/demo-day.ts'
import type { SignIn } from '../../../app/microsoft/sign-in/sign-in.ts'
import type { Account } from '../../../app/model/account-state.ts'
import type { PresenceSource } from '../../../app/model/following.ts'
import { lightOf } from '../../../app/model/light.ts'
import type { Presence } from '../../../app/model/presence.ts'
import { type Answer, failed, ok, type Problem } from '../../../app/model/problems/problem.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import type { TokensKept } from '../../../app/model/token-store.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { createSessions, type SessionParts } from '../../../app/services/session/session.ts'
import { presence } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { brokenCalls, hang, thrown } from '../../support/broken-calls.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { settingsInMemory } from '../settings-in-memory.ts'

const ada: Account = { name: 'Ada', username: 'ada@contoso.example', tenantId: 't' }

/** Sessions of an app whose disk and keyring take as long as a test wants. */
function slowStart(parts: Partial<SessionParts<PresenceSource>> = {}) {
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
  const signIn: SignIn = {
    storedAccount: () =>
      new Promise<Answer<Account | null>>((resolve) => {
        steps.find = (account) => resolve(ok(account))
      }),
    async signIn() {
      browserTabs += 1
      return browser.outcome
    },
    choice: () => null,
    followChosen: async () => ok(ada),
    dropChosen() {},
    pageAddress: () => null,
    cancel() {},
    signOut: () =>
      new Promise((resolve) => {
        steps.forget = resolve
      }),
    accessToken: async () => ok('token'),
    consent: async () => ok(undefined),
    accountId: () => null,
  }
  const sessions = createSessions({
    store,
    clock,
    signInFor: () => signIn,
    sourceFor: () => source,
    follow: (follow) =>
      createFollower({ ...follow, clock, computer: { idleMs: () => 0 }, random: () => 0.5 }),
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
    graphIs: (next: PresenceSource) => {
      source = next
    },
  }
}

test('a click on Sign in while the account is looked for is kept', async () => {
  const { sessions, steps, kind, browserTabs } = slowStart()
  const clicked = sessions.signIn()
  void sessions.start(false)
  steps.find(null)
  await clicked
  expect(browserTabs()).toBe(1)
  expect(kind()).toBe('signed-in')
})

test('and turns out to be needless when there is one', async () => {
  const { sessions, steps, kind, browserTabs } = slowStart()
  void sessions.start(false)
  const clicked = sessions.signIn()
  steps.find(ada)
  await clicked
  expect(browserTabs()).toBe(0)
  expect(kind()).toBe('signed-in')
})

test('a click on Sign in while an account is being forgotten is kept', async () => {
  const { sessions, steps, kind, browserTabs } = slowStart()
  void sessions.start(false)
  steps.find(ada)
  await nextTurn()
  expect(kind()).toBe('signed-in')
  void sessions.signOut()
  const clicked = sessions.signIn()
  steps.forget()
  await nextTurn()
  steps.find(null)
  await clicked
  expect(browserTabs()).toBe(1)
  expect(kind()).toBe('signed-in')
})

test('an account found later receives the earlier signals of the computer', async () => {
  const { sessions, steps, store } = slowStart()
  sessions.signal('suspend')
  void sessions.start(false)
  steps.find(ada)
  await nextTurn()
  expect(store.getState().following).toMatchObject({ checking: false, nextCheckAt: null })
})

test('what was learned of the tenant’s limit is kept, and not with each answer', async () => {
  const { sessions, steps, store, clock, saved, graphIs } = slowStart()
  let refusals = 1
  graphIs({
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
  expect(saved).toHaveLength(1)
  expect(saved[0]?.restraint?.factor).toBe(10)
  expect(store.getState().settings.restraint.factor).toBe(10)
  expect(store.getState().following.last?.presence.availability).toBe('Available')
})

const answering: PresenceSource = { myPresence: async () => ok(presence('Available')) }

test('a full disk costs what would be written, never the light nor the pause', async () => {
  const { sessions, steps, store, clock, disk, graphIs } = slowStart()
  disk.full = true
  graphIs(answering)
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

test('two clicks on Sign in are one, and a pause outlasts a cancelled sign-in', async () => {
  const { sessions, steps, store, clock, kind, browser, graphIs } = slowStart()
  graphIs(answering)
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

test('a failed sign-in is shown while the former account is followed, until Graph answers', async () => {
  const { sessions, steps, store, clock, kind, browser, graphIs } = slowStart()
  let says: Answer<Presence> = failed({ kind: 'sign-in-needed', next: 'person', code: null })
  graphIs({ myPresence: async () => says })
  void sessions.start(false)
  steps.find(ada)
  await clock.pass(0)
  const problems: Problem[] = [
    { kind: 'server-error', next: 'retries', host: 'login', status: 503, retryAfterMs: null },
    { kind: 'throttled', next: 'waits', host: 'login', retryAfterMs: 30_000 },
    { kind: 'offline', next: 'waits' },
    { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 },
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
  says = ok(presence('Busy'))
  sessions.checkNow()
  await clock.pass(20 * 60_000)
  expect(store.getState().signInProblem).toBeNull()
})

describe('a part that hangs or breaks', () => {
  test.each(brokenCalls)(
    '%s: the look for the account ends, and a person can sign in',
    async (_how, broken) => {
      const { sessions, kind, clock, signIn } = slowStart()
      signIn.storedAccount = broken
      const started = sessions.start(false)
      await clock.pass(30_000)
      await started
      expect(kind()).toBe('signed-out')
      await sessions.signIn()
      expect(kind()).toBe('signed-in')
      sessions.stop()
    },
  )

  test('a keyring that answers late is asked again by itself', async () => {
    const { sessions, kind, clock, signIn } = slowStart()
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

  test.each(brokenCalls)('%s: where tokens are kept', async (_how, keptIn) => {
    const { sessions, kind, clock, signIn } = slowStart({
      tokens: { keptIn, left: () => [], subscribe: () => () => {} },
    })
    signIn.storedAccount = async () => ok(ada)
    void sessions.start(false)
    await clock.pass(30_000)
    expect(kind()).toBe('signed-in')
    sessions.stop()
  })

  test('a sign-in that cannot be made', async () => {
    const { sessions, kind } = slowStart({ signInFor: thrown })
    await sessions.start(false)
    expect(kind()).toBe('signed-out')
  })

  test.each(brokenCalls)('%s: a sign-in ends', async (_how, broken) => {
    const { sessions, kind, clock, signIn, store } = slowStart()
    signIn.storedAccount = async () => ok(null)
    await sessions.start(false)
    const { signIn: well } = signIn
    signIn.signIn = broken
    const clicked = sessions.signIn()
    await clock.pass(6 * 60_000)
    await clicked
    expect(store.getState().session).toMatchObject({ kind: 'signed-out', problem: { next: 'person' } })
    signIn.signIn = well
    await sessions.signIn()
    expect(kind()).toBe('signed-in')
    sessions.stop()
  })

  test.each(brokenCalls)('%s: a sign-out ends', async (_how, broken) => {
    const { sessions, kind, clock, signIn } = slowStart()
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

test('tokens that the disk does not let go are said until they are gone', async () => {
  const { sessions, steps, store, tokens } = slowStart()
  const session = () => store.getState().session
  const problem = { kind: 'tokens-not-removed', next: 'person', paths: ['/profile/tokens'] }
  void sessions.start(false)
  steps.find(ada)
  await nextTurn()
  const signedOut = sessions.signOut()
  tokens.left = ['/profile/tokens']
  steps.forget()
  await nextTurn()
  steps.find(null)
  await signedOut
  expect(session()).toEqual({ kind: 'signed-out', problem })
  expect(lightOf(store.getState()).name).toBe('attention')
  // Looking again changes nothing, nor what the disk does about something else.
  sessions.checkNow()
  steps.find(null)
  tokens.catchUp()
  await nextTurn()
  expect(session()).toEqual({ kind: 'signed-out', problem })
  tokens.left = []
  tokens.catchUp()
  await nextTurn()
  expect(session()).toEqual({ kind: 'signed-out', problem: null })
})

test('the state says where the tokens are, also when that changes by itself', async () => {
  const { sessions, steps, store, tokens } = slowStart()
  tokens.kept = 'not-yet-written'
  void sessions.start(false)
  steps.find(null)
  await nextTurn()
  await sessions.signIn()
  expect(store.getState().tokensKeptIn).toBe('not-yet-written')
  tokens.kept = 'keyring'
  tokens.catchUp()
  await nextTurn()
  expect(store.getState().tokensKeptIn).toBe('keyring')
  expect(store.getState().session.kind).toBe('signed-in')
})

test('the demo day plays without a network', async () => {
  const { sessions, store, clock } = slowStart()
  sessions.signal('offline')
  await sessions.start(true)
  await clock.pass(10_000)
  expect(lightOf(store.getState()).name).toBe('in-a-call')
  sessions.stop()
})
