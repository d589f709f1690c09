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
  /** What the updater answers at once; without it, when `answer` is called. */
  answers?: Answer<string | null>
  openUpdater?: UpdatesParts['openUpdater']
  whoUpdates?: UpdatesParts['whoUpdates']
}

function begin({ by = 'itself', settings = {}, random = 0, answers, ...parts }: Given = {}) {
  const clock = createVirtualClock(START_MS)
  const store = createAccountStore(firstState('0.1.0', { ...defaultSettings, ...settings }, 'en'))
  const asked: number[] = []
  const seen: AccountView['update'][] = []
  const did: string[] = []
  let online = true
  let answer = (_answer: Answer<string | null>) => {}
  let progress = (_progress: Progress) => {}
  let opened = 0
  let refusal: Problem | null = null
  const updater: Updater = {
    fetchNewest(onProgress) {
      asked.push(clock.nowMs() - START_MS)
      progress = onProgress
      if (answers) return Promise.resolve(answers)
      return new Promise((resolve) => {
        answer = resolve
      })
    },
    cancel() {
      did.push('cancelled')
      answer(failed({ kind: 'update-failed', next: 'retries', detail: 'cancelled' }))
    },
    restart() {
      did.push('restarted')
      return refusal
    },
  }
  store.subscribe(({ update }, before) => update !== before.update && seen.push(update))
  const updates = createUpdates({
    ...{ store, clock, random: () => random, isOnline: () => online },
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
    ...{ clock, store, updates, asked, seen, did, change },
    opened: () => opened,
    update: () => store.getState().update,
    /** Lets the updater answer, and what follows happen. */
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
  test.each([0, 0.5, 0.999])(
    'first some minutes after the start, then daily with jitter (%s)',
    async (random) => {
      const { clock, updates, asked, opened } = begin({ random, answers: ok(null) })
      await updates.start()
      await clock.pass(5 * MINUTE_MS - 1)
      expect([asked, opened()]).toEqual([[], 0])
      await clock.pass(30 * 24 * HOUR_MS)
      const [first = 0, ...later] = asked
      expect(first).toBeCloseTo(5 * MINUTE_MS * (1 + random))
      const gaps = later.map((at, place) => at - (asked[place] ?? 0))
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual((24 + 2 * random) * HOUR_MS)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(26 * HOUR_MS)
      expect(asked.length).toBeGreaterThanOrEqual(27)
      expect(opened()).toBe(1)
    },
  )

  test('no more often with many starts: 48 in two days', async () => {
    let settings: Partial<Settings> = {}
    let asked = 0
    for (let start = 0; start < 48; start++) {
      const began = begin({ settings })
      began.clock.setWall(START_MS + start * HOUR_MS)
      await began.updates.start()
      await began.clock.pass(40 * MINUTE_MS)
      await began.answer(ok(null))
      asked += began.asked.length
      settings = began.store.getState().settings
      began.updates.stop()
      expect(began.clock.waiting()).toBe(0)
    }
    expect(asked).toBe(2)
  })

  test('soon after a night asleep, though timers stood still', async () => {
    const { clock, updates, asked } = begin({ settings: { updateCheckedAt: START_MS - 20 * HOUR_MS } })
    await updates.start()
    await clock.pass(10 * MINUTE_MS)
    clock.sleep(10 * HOUR_MS)
    expect(asked).toEqual([])
    await clock.pass(HOUR_MS)
    expect(asked).toHaveLength(1)
  })

  test('although the last check is in the future, as after a clock that was set back', async () => {
    const { clock, updates, asked } = begin({ settings: { updateCheckedAt: START_MS + 400 * 24 * HOUR_MS } })
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    expect(asked).toHaveLength(1)
  })

  test('not while there is no network, then within ten minutes', async () => {
    const { clock, updates, asked, setOnline, store } = begin()
    setOnline(false)
    await updates.start()
    await clock.pass(HOUR_MS)
    expect([asked, store.getState().settings.updateCheckedAt]).toEqual([[], null])
    setOnline(true)
    await clock.pass(10 * MINUTE_MS)
    expect(asked).toHaveLength(1)
  })

  test('daily where the system says wrongly, for days, that there is no network', async () => {
    const { clock, updates, asked, setOnline } = begin({ answers: ok(null) })
    setOnline(false)
    await updates.start()
    await clock.pass(10 * 24 * HOUR_MS)
    const [first = 0] = asked
    expect(first).toBeGreaterThan(2 * HOUR_MS)
    expect(first).toBeLessThan(3 * HOUR_MS)
    expect(asked.length).toBeGreaterThan(7)
    expect(asked.length).toBeLessThan(11)
  })

  test('after a failure no sooner than the next day', async () => {
    const { clock, updates, asked, answer, update } = begin()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    await answer(failed(refused))
    expect(update()).toEqual({ kind: 'failed', problem: refused })
    await clock.pass(23 * HOUR_MS)
    expect(asked).toHaveLength(1)
    await clock.pass(2 * HOUR_MS)
    expect(asked).toHaveLength(2)
  })

  test('at once on a click, which counts as the check of the day', async () => {
    const { clock, updates, asked, answer } = begin()
    await updates.start()
    updates.checkNow()
    await clock.pass(0)
    await answer(ok(null))
    expect(asked).toEqual([0])
    await clock.pass(23 * HOUR_MS)
    expect(asked).toHaveLength(1)
  })

  test.each(['package-manager', 'hand', 'development'] as const)(
    'never where others do it: %s',
    async (by) => {
      const { clock, updates, asked, opened, update, change } = begin({ by })
      await updates.start()
      expect(update()).toEqual({ kind: 'not-ours', by })
      updates.checkNow()
      change({ updates: false })
      change({ updates: true })
      await clock.pass(72 * HOUR_MS)
      expect([asked, opened(), clock.waiting()]).toEqual([[], 0, 0])
      expect(update()).toEqual({ kind: 'not-ours', by })
    },
  )
})

describe('the state shows', () => {
  test('checking, downloading, ready; and no check follows while a version waits', async () => {
    const { clock, updates, asked, answer, progress, seen, did } = begin()
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
    expect(asked).toHaveLength(1)
    updates.restart()
    expect(did).toEqual(['restarted'])
  })

  test('why a restart failed', async () => {
    const problem: Problem = { kind: 'update-not-installed', next: 'retries', detail: 'EACCES' }
    const { clock, updates, asked, answer, update, refuse } = begin()
    updates.restart()
    expect(update()).toEqual({ kind: 'none' })
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    await answer(ok('0.2.0'))
    refuse(problem)
    updates.restart()
    expect(update()).toEqual({ kind: 'failed', problem })
    expect(asked).toHaveLength(1)
    await clock.pass(26 * HOUR_MS)
    expect(asked).toHaveLength(2)
  })

  test('a time-out after two minutes without progress; the next check uses another updater', async () => {
    const { clock, updates, asked, answer, progress, update, did, opened } = begin()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    for (let percent = 0; percent < 10; percent++) {
      progress({ version: '0.2.0', percent })
      await clock.pass(2 * MINUTE_MS - 1)
    }
    expect(update()).toEqual({ kind: 'downloading', version: '0.2.0', percent: 9 })
    await clock.pass(1)
    const problem: Problem = { kind: 'update-failed', next: 'retries', detail: 'net::ERR_TIMED_OUT' }
    expect([update(), did]).toEqual([{ kind: 'failed', problem }, ['cancelled']])
    progress({ version: '0.2.0', percent: 99 })
    await answer(ok('0.2.0'))
    expect(update()).toEqual({ kind: 'failed', problem })
    await clock.pass(27 * HOUR_MS)
    expect([asked.length, opened()]).toEqual([2, 2])
  })

  test('an updater that cannot be opened', async () => {
    const openUpdater = () => Promise.reject(new Error('no such chunk'))
    const { clock, updates, update } = begin({ openUpdater })
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    expect(update()).toMatchObject({ kind: 'failed', problem: { kind: 'update-failed' } })
  })
})

describe('a failing part', () => {
  test.each(brokenCalls)('%s: an updater that cannot be opened ends the check', async (_how, openUpdater) => {
    const { clock, updates, update } = begin({ openUpdater })
    await updates.start()
    updates.checkNow()
    await clock.pass(2 * MINUTE_MS)
    expect(update()).toMatchObject({ kind: 'failed', problem: { next: 'retries' } })
    await clock.pass(26 * HOUR_MS)
    updates.checkNow()
    await clock.pass(2 * MINUTE_MS)
    expect(update().kind).toBe('failed')
  })

  test.each(brokenCalls)('%s: an updater that fails ends the check', async (_how, fetchNewest) => {
    const { clock, updates, update } = begin({
      openUpdater: async () => ({ fetchNewest, cancel() {}, restart: () => null }),
    })
    await updates.start()
    updates.checkNow()
    await clock.pass(2 * MINUTE_MS)
    expect(update()).toMatchObject({ kind: 'failed', problem: { next: 'retries' } })
  })

  test.each(brokenCalls)('%s: where it is not known who updates, it does not', async (_how, whoUpdates) => {
    const { clock, updates, asked } = begin({ whoUpdates, answers: ok(null) })
    const started = updates.start()
    await clock.pass(3 * 24 * HOUR_MS)
    await started
    expect(asked).toEqual([])
    updates.stop()
    expect(clock.waiting()).toBe(0)
  })
})

describe('switched off', () => {
  test('from the start: no check, no timer', async () => {
    const { clock, updates, asked, opened } = begin({ settings: { updates: false } })
    await updates.start()
    updates.checkNow()
    await clock.pass(72 * HOUR_MS)
    expect([asked, opened(), clock.waiting()]).toEqual([[], 0, 0])
  })

  test('during a download, and on again', async () => {
    const { clock, updates, asked, answer, progress, update, did, change } = begin()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    progress({ version: '0.2.0', percent: 40 })
    change({ updates: false })
    expect([update(), did]).toEqual([{ kind: 'none' }, ['cancelled']])
    // What still comes of it is ignored.
    progress({ version: '0.2.0', percent: 80 })
    await answer(ok('0.2.0'))
    expect(update()).toEqual({ kind: 'none' })
    expect(clock.waiting()).toBe(0)
    change({ updates: true })
    updates.checkNow()
    await clock.pass(0)
    await answer(ok('0.2.0'))
    expect(asked).toHaveLength(2)
    expect(update()).toEqual({ kind: 'ready', version: '0.2.0' })
  })

  test('with a version ready: it is not installed', async () => {
    const { clock, updates, answer, update, did, change } = begin()
    await updates.start()
    await clock.pass(5 * MINUTE_MS)
    await answer(ok('0.2.0'))
    change({ updates: false })
    updates.restart()
    expect([update(), did]).toEqual([{ kind: 'none' }, ['cancelled']])
  })
})
