// This computer without an account: how it begins, what ends it, and that it is remembered.
import { describe, expect, test } from 'vitest'
import { createDemoDay } from '../../../app/demo/demo-day.ts'
import type { Account } from '../../../app/model/account-state.ts'
import { lightOf } from '../../../app/model/light.ts'
import { type Answer, failed, ok } from '../../../app/model/problems/problem.ts'
import { defaultSettings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { createLocalFollower } from '../../../app/polling/local-follower.ts'
import { createSessions } from '../../../app/services/session/session.ts'
import { presence } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { settingsInMemory } from '../settings-in-memory.ts'
import { signInOf } from './stored-sign-in.ts'

const CLIENT_ID = '11111111-2222-4333-8444-555555555555'
const ada: Account = { name: 'Ada', username: 'ada@contoso.example', tenantId: 't' }

async function setUp(given: Partial<typeof defaultSettings> = {}) {
  const clock = createVirtualClock()
  const store = createAccountStore(firstState('1.0.0', { ...defaultSettings, ...given }, 'en'))
  const settings = settingsInMemory(store)
  const asked: string[] = []
  const browser: { outcome: Answer<Account>; disk: Account | null } = { outcome: ok(ada), disk: null }
  const signIn = signInOf(ada, {
    async storedAccount() {
      asked.push('storedAccount')
      return ok(browser.disk)
    },
    async signIn() {
      asked.push('signIn')
      return browser.outcome
    },
  })
  let windows = 0
  const computer = { idleMs: () => 0 }
  const sessions = createSessions({
    store,
    clock,
    settings,
    signInFor: () => signIn,
    sourceFor: () => ({
      async myPresence() {
        asked.push('presence')
        return ok(presence('Busy'))
      },
    }),
    follow: (follow) => createFollower({ ...follow, clock, computer, random: () => 0.5 }),
    followLocal: (follow) => createLocalFollower({ ...follow, clock, computer }),
    demo: createDemoDay(clock),
    tokens: { keptIn: async () => 'keyring', left: () => [], subscribe: () => () => {} },
    colleagueOf: () => null,
    onSetUpNeeded: () => {
      windows += 1
    },
    log: { warn() {} },
  })
  await sessions.start(false)
  await clock.pass(0)
  return {
    sessions,
    store,
    clock,
    settings,
    asked,
    browser,
    windows: () => windows,
    kind: () => store.getState().session.kind,
    light: () => lightOf(store.getState()).name,
    isKept: () => settings.kept().thisComputer,
    records(...names: string[]) {
      store.setState({ recording: names.map((program) => ({ program, since: clock.nowMs() })) })
      sessions.signal({ kind: 'microphone-on', program: names[0] ?? null })
    },
  }
}

test('it begins with a choice, shows a call, and asks nobody for a day', async () => {
  const { sessions, clock, kind, light, records, isKept, asked, store } = await setUp()
  expect(kind()).toBe('not-set-up')
  sessions.followThisComputer()
  expect([kind(), light(), isKept()]).toEqual(['this-computer', 'available-local', true])
  records('zoom')
  expect(light()).toBe('in-a-call-local')
  records()
  sessions.checkNow()
  await clock.pass(24 * 3_600_000)
  expect(light()).toBe('available-local')
  expect(asked).toEqual([])
  expect(store.getState().following.nextCheckAt).toBeNull()
  expect(sessions.followed()).toBeNull()
})

test('a restart goes on with it, without a look for an account', async () => {
  const { kind, light, asked } = await setUp({ thisComputer: true, clientId: CLIENT_ID })
  expect([kind(), light(), asked]).toEqual(['this-computer', 'available-local', []])
})

test('a pause stops it, and ends by itself', async () => {
  const { sessions, clock, light } = await setUp({ thisComputer: true })
  sessions.pause('30-min')
  expect(light()).toBe('paused')
  await clock.pass(29 * 60_000)
  expect(light()).toBe('paused')
  await clock.pass(2 * 60_000)
  expect(light()).toBe('available-local')
  sessions.pause('1-h')
  sessions.resume()
  expect(light()).toBe('available-local')
})

test('a pause of the run before goes on', async () => {
  const pausedUntil = createVirtualClock().nowMs() + 600_000
  const { clock, light } = await setUp({ thisComputer: true, pausedUntil })
  expect(light()).toBe('paused')
  await clock.pass(700_000)
  expect(light()).toBe('available-local')
})

test('a lock is away', async () => {
  const { sessions, light } = await setUp({ thisComputer: true })
  sessions.signal('lock-screen')
  expect(light()).toBe('away-local')
  sessions.signal('unlock-screen')
  expect(light()).toBe('available-local')
})

describe('what ends it', () => {
  test('a stop, which is remembered', async () => {
    const { sessions, kind, isKept, clock } = await setUp({ thisComputer: true })
    await sessions.stopThisComputer()
    expect([kind(), isKept(), clock.waiting()]).toEqual(['not-set-up', false, 0])
  })

  test('the demo', async () => {
    const { sessions, kind, isKept } = await setUp({ thisComputer: true })
    sessions.tryDemo()
    expect([kind(), isKept()]).toEqual(['demo', false])
    await sessions.leaveDemo()
    expect(kind()).toBe('not-set-up')
  })

  test('a sign-in', async () => {
    const { sessions, clock, kind, light, isKept } = await setUp({ thisComputer: true, clientId: CLIENT_ID })
    await sessions.signIn()
    await clock.pass(0)
    expect([kind(), light(), isKept()]).toEqual(['signed-in', 'busy', false])
  })

  test('a sign-in that finds an account on the disk opens no browser', async () => {
    const { sessions, kind, isKept, asked, browser } = await setUp({
      thisComputer: true,
      clientId: CLIENT_ID,
    })
    browser.disk = ada
    await sessions.signIn()
    expect([kind(), isKept()]).toEqual(['signed-in', false])
    expect(asked).not.toContain('signIn')
  })
})

test.each([
  ['cancelled', { kind: 'sign-in-cancelled', next: 'person' }, null],
  ['refused', { kind: 'admin-consent-needed', next: 'person', code: 'AADSTS65001' }, 'admin-consent-needed'],
] as const)('a sign-in that is %s leads back to it, with the reason', async (_what, problem, shown) => {
  const { sessions, browser, kind, light, isKept, store } = await setUp({
    thisComputer: true,
    clientId: CLIENT_ID,
  })
  browser.outcome = failed(problem)
  await sessions.signIn()
  expect([kind(), light(), isKept()]).toEqual(['this-computer', 'available-local', true])
  expect(store.getState().signInProblem?.kind ?? null).toBe(shown)
})

test('a sign-in without a client ID opens the window at the first start; the choice stays', async () => {
  const { sessions, kind, isKept, windows, asked } = await setUp({ thisComputer: true })
  await sessions.signIn()
  expect([kind(), isKept(), windows(), asked]).toEqual(['not-set-up', true, 1, []])
})

test('a client ID entered meanwhile changes nothing until the sign-in', async () => {
  const { kind, settings, clock, asked } = await setUp({ thisComputer: true })
  settings.change({ clientId: CLIENT_ID })
  await clock.pass(0)
  expect([kind(), asked]).toEqual(['this-computer', []])
})
