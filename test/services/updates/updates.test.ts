// Updates: when checks are made, what the state shows, and what happens after a failure.
import { describe, expect, test } from 'vitest'
import { type Answer, failed, ok, type Problem } from '../../../app/model/problems/problem.ts'
import { defaultSettings, type Settings } from '../../../app/model/settings.ts'
import { type AccountView, firstState } from '../../../app/model/state.ts'
import type { Progress, Updater } from '../../../app/services/updates/update-fetch.ts'
import { createUpdates, type UpdatesParts } from '../../../app/services/updates/updates.ts'
import type { UpdatesBy } from '../../../app/services/updates/who-updates.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { brokenCalls } from '../../support/broken-calls.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { settingsInMemory } from '../settings-in-memory.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START_MS = Date.parse('2026-11-23T09:00:00Z')
const refused: Problem = { kind: 'update-refused', next: 'retries' }

interface Given {
  by?: UpdatesBy
  settings?: Partial<Settings>
  random?: number
  /** The updater answers with this at once. Without it, the test calls `answer`. */
  answers?: Answer<string | null>
  openUpdater?: UpdatesParts['openUpdater']
  whoUpdates?: UpdatesParts['whoUpdates']
}

function setUp({ by = 'itself', settings = {}, random = 0, answers, ...parts }: Given = {}) {
  const clock = createVirtualClock(START_MS)
  const store = createAccountStore(firstState('0.1.0', { ...defaultSettings, ...settings }, 'en'))
  const checks: number[] = []
  const seen: AccountView['update'][] = []
  const calls: string[] = []
  let online = true
  let answer = (_answer: Answer<string | null>) => {}
  let progress = (_progress: Progress) => {}
  let opened = 0
  let refusal: Problem | null = null
  const updater: Updater = {
    fetchNewest(onProgress) {
      checks.push(clock.nowMs() - START_MS)
      progress = onProgress
      if (answers) return Promise.resolve(answers)
      return new Promise((resolve) => {
        answer = resolve
      })
    },
    cancel() {
      calls.push('cancelled')
      answer(failed({ kind: 'update-failed', next: 'retries', detail: 'cancelled' }))
    },
    restart() {
      calls.push('restarted')
      return refusal
    },
  }
  store.subscribe(({ update }, before) => update !== before.update && seen.push(update))
  const updates = createUpdates({
    store,
    clock,
    random: () => random,
    isOnline: () => online,
    settings: settingsInMemory(store),
    log: { warn: () => {} },
    whoUpdates: parts.whoUpdates ?? (async () => by),
    openUpdater:
      parts.openUpdater ??
      (async () => {
        opened += 1
        return updater
      }),
  })
  const change = (settings: Partial<Settings>) =>
    store.setState((state) => ({ settings: { ...state.settings, ...settings } }))
  return {
    clock,
    store,
    updates,
    checks,
    seen,
    calls,
    change,
    opened: () => opened,
    update: () => store.getState().update,
    /** Lets the updater answer, and waits for the effects. */
    async answer(value: Answer<string | null>) {
      answer(value)
      await clock.pass(0)
    },
    progress: (now: Progress) => progress(now),
    setOnline: (value: boolean) => {
      online = value
    },
    refuse: (problem: Problem) => {
      refusal = problem
    },
  }
}

describe('checks for updates', () => {
  test.each([0, 0.5, 0.999])('some minutes after the start, then daily with jitter (%s)', async (random) => {
    const { clock, updates, checks, opened } = setUp({ random, answers: ok(null) })
    await updates.start()
    await clock.pass(5 * MINUTE_MS - 1)
    expect([checks, opened()]).toEqual([[], 0])
    await clock.pass(30 * 24 * HOUR_MS)
    const [first = 0, ...later] = checks
    expect(first).toBeCloseTo(5 * MINUTE_MS * (1 + random))
    const gaps = later.map((at, place) => at - (checks[place] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual((24 + 2 * random) * HOUR_MS)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(26 * HOUR_MS)
    expect(checks.length).toBeGreaterThanOrEqual(27)
    expect(opened()).toBe(1)
  })

  test('not more often after many starts: 48 in two days', async () => {
    let settings: Partial<Settings> = {}
    let checks = 0
    for (let start = 0; start < 48; start++) {
      const began = setUp({ settings })
      began.clock.setWall(START_MS + start * HOUR_MS)
      await began.updates.start()
      await began.clock.pass(40 * MINUTE_MS)
      await began.answer(ok(null))
      checks += began.checks.length
      settings = began.store.getState().settings
      began.updates.stop()
      expect(began.clock.waiting()).toBe(0)
    }
    expect(checks).toBe(2)
  })

  test('soon after the computer slept, although timers stop during sleep', async () => {
    const { clock, updates, checks } = setUp({ settings: { updateCheckedAt: START_MS - 20 * HOUR_MS } })
    await updates.start()
    await clock.pass(10 * MINUTE_MS)
    clock.sleep(10 * HOUR_MS)
    expect(checks).toEqual([])
    await clock.pass(HOUR_MS)
    expect(checks).toHaveLength(1)
  })

  test('if the last check is in the future because the clock was set back', async () => {
    const { clock, updates, checks } = setUp({ settings: { updateCheckedAt: START_MS + 400 * 24 * HOUR_MS } })
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    expect(checks).toHaveLength(1)
  })

  test('not while offline, then within ten minutes', async () => {
    const { clock, updates, checks, setOnline, store } = setUp()
    setOnline(false)
    await updates.start()
    await clock.pass(HOUR_MS)
    expect([checks, store.getState().settings.updateCheckedAt]).toEqual([[], null])
    setOnline(true)
    await clock.pass(10 * MINUTE_MS)
    expect(checks).toHaveLength(1)
  })

  test('daily if the system wrongly reports for days that it is offline', async () => {
    const { clock, updates, checks, setOnline } = setUp({ answers: ok(null) })
    setOnline(false)
    await updates.start()
    await clock.pass(10 * 24 * HOUR_MS)
    const [first = 0] = checks
    expect(first).toBeGreaterThan(2 * HOUR_MS)
    expect(first).toBeLessThan(3 * HOUR_MS)
    expect(checks.length).toBeGreaterThan(7)
    expect(checks.length).toBeLessThan(11)
  })

  test('after a failure not before the next day', async () => {
    const { clock, updates, checks, answer, update } = setUp()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    await answer(failed(refused))
    expect(update()).toEqual({ kind: 'failed', problem: refused })
    await clock.pass(23 * HOUR_MS)
    expect(checks).toHaveLength(1)
    await clock.pass(2 * HOUR_MS)
    expect(checks).toHaveLength(2)
  })

  test('at once after a click, instead of the next daily check', async () => {
    const { clock, updates, checks, answer } = setUp()
    await updates.start()
    updates.checkNow()
    await clock.pass(0)
    await answer(ok(null))
    expect(checks).toEqual([0])
    await clock.pass(23 * HOUR_MS)
    expect(checks).toHaveLength(1)
  })

  test.each(['package-manager', 'hand', 'development'] as const)(
    'never if the program does not update itself: %s',
    async (by) => {
      const { clock, updates, checks, opened, update, change } = setUp({ by })
      await updates.start()
      expect(update()).toEqual({ kind: 'not-ours', by })
      updates.checkNow()
      change({ updates: false })
      change({ updates: true })
      await clock.pass(72 * HOUR_MS)
      expect([checks, opened(), clock.waiting()]).toEqual([[], 0, 0])
      expect(update()).toEqual({ kind: 'not-ours', by })
    },
  )
})

describe('the state shows', () => {
  test('checking, downloading, ready; makes no check while a version is ready', async () => {
    const { clock, updates, checks, answer, progress, seen, calls } = setUp()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    progress({ version: '0.2.0', percent: 0 })
    progress({ version: '0.2.0', percent: 70 })
    await answer(ok('0.2.0'))
    expect(seen).toEqual([
      { kind: 'checking' },
      { kind: 'downloading', version: '0.2.0', percent: 0 },
      { kind: 'downloading', version: '0.2.0', percent: 70 },
      { kind: 'ready', version: '0.2.0' },
    ])
    await clock.pass(100 * HOUR_MS)
    updates.checkNow()
    await clock.pass(0)
    expect(checks).toHaveLength(1)
    updates.restart()
    expect(calls).toEqual(['restarted'])
  })

  test('why a restart failed', async () => {
    const problem: Problem = { kind: 'update-not-installed', next: 'retries', detail: 'EACCES' }
    const { clock, updates, checks, answer, update, refuse } = setUp()
    updates.restart()
    expect(update()).toEqual({ kind: 'none' })
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    await answer(ok('0.2.0'))
    refuse(problem)
    updates.restart()
    expect(update()).toEqual({ kind: 'failed', problem })
    expect(checks).toHaveLength(1)
    await clock.pass(26 * HOUR_MS)
    expect(checks).toHaveLength(2)
  })

  test('a timeout after two minutes without progress; the next check uses a new updater', async () => {
    const { clock, updates, checks, answer, progress, update, calls, opened } = setUp()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    for (let percent = 0; percent < 10; percent++) {
      progress({ version: '0.2.0', percent })
      await clock.pass(2 * MINUTE_MS - 1)
    }
    expect(update()).toEqual({ kind: 'downloading', version: '0.2.0', percent: 9 })
    await clock.pass(1)
    const problem: Problem = { kind: 'update-failed', next: 'retries', detail: 'net::ERR_TIMED_OUT' }
    expect([update(), calls]).toEqual([{ kind: 'failed', problem }, ['cancelled']])
    progress({ version: '0.2.0', percent: 99 })
    await answer(ok('0.2.0'))
    expect(update()).toEqual({ kind: 'failed', problem })
    await clock.pass(27 * HOUR_MS)
    expect([checks.length, opened()]).toEqual([2, 2])
  })

  test('an updater that cannot be opened', async () => {
    const openUpdater = () => Promise.reject(new Error('no such chunk'))
    const { clock, updates, update } = setUp({ openUpdater })
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    expect(update()).toMatchObject({ kind: 'failed', problem: { kind: 'update-failed' } })
  })
})

describe('a failing call', () => {
  test.each(brokenCalls)('%s: if the updater cannot be opened, the check ends', async (_how, openUpdater) => {
    const { clock, updates, update } = setUp({ openUpdater })
    await updates.start()
    updates.checkNow()
    await clock.pass(2 * MINUTE_MS)
    expect(update()).toMatchObject({ kind: 'failed', problem: { next: 'retries' } })
    await clock.pass(26 * HOUR_MS)
    updates.checkNow()
    await clock.pass(2 * MINUTE_MS)
    expect(update().kind).toBe('failed')
  })

  test.each(brokenCalls)('%s: if the updater fails, the check ends', async (_how, fetchNewest) => {
    const { clock, updates, update } = setUp({
      openUpdater: async () => ({ fetchNewest, cancel() {}, restart: () => null }),
    })
    await updates.start()
    updates.checkNow()
    await clock.pass(2 * MINUTE_MS)
    expect(update()).toMatchObject({ kind: 'failed', problem: { next: 'retries' } })
  })

  test.each(brokenCalls)(
    '%s: makes no checks if it is not known how the program is updated',
    async (_how, whoUpdates) => {
      const { clock, updates, checks } = setUp({ whoUpdates, answers: ok(null) })
      const started = updates.start()
      await clock.pass(3 * 24 * HOUR_MS)
      await started
      expect(checks).toEqual([])
      updates.stop()
      expect(clock.waiting()).toBe(0)
    },
  )
})

describe('switched off', () => {
  test('from the start: no checks, no timer', async () => {
    const { clock, updates, checks, opened } = setUp({ settings: { updates: false } })
    await updates.start()
    updates.checkNow()
    await clock.pass(72 * HOUR_MS)
    expect([checks, opened(), clock.waiting()]).toEqual([[], 0, 0])
  })

  test('during a download, and on again', async () => {
    const { clock, updates, checks, answer, progress, update, calls, change } = setUp()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    progress({ version: '0.2.0', percent: 40 })
    change({ updates: false })
    expect([update(), calls]).toEqual([{ kind: 'none' }, ['cancelled']])
    // Its later events are ignored.
    progress({ version: '0.2.0', percent: 80 })
    await answer(ok('0.2.0'))
    expect(update()).toEqual({ kind: 'none' })
    expect(clock.waiting()).toBe(0)
    change({ updates: true })
    updates.checkNow()
    await clock.pass(0)
    await answer(ok('0.2.0'))
    expect(checks).toHaveLength(2)
    expect(update()).toEqual({ kind: 'ready', version: '0.2.0' })
  })

  test('with a version ready: does not install it', async () => {
    const { clock, updates, answer, update, calls, change } = setUp()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    await answer(ok('0.2.0'))
    change({ updates: false })
    updates.restart()
    expect([update(), calls]).toEqual([{ kind: 'none' }, ['cancelled']])
  })
})
