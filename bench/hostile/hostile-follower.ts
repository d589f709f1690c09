// Runs the follower with random answers, headers, clocks, signals and clicks, under a virtual clock, and counts what must
// never happen: requests over the ceiling, moments without a next step, uncaught throws.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Following, nothingFollowed } from '../../app/model/following.ts'
import type { Presence } from '../../app/model/presence.ts'
import { type Answer, failed, ok, type Problem } from '../../app/model/problems/problem.ts'
import type { ComputerSignal } from '../../app/model/signal.ts'
import type { Clock } from '../../app/model/timing/clock.ts'
import type { RequestReason } from '../../app/model/timing/request-ceiling.ts'
import { createFollower } from '../../app/polling/follower.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { readRetryAfter } from '../../app/reading/retry-after.ts'
import { createFastClock } from '../fast-clock.ts'
import { seededRandom } from '../random.ts'
import { overBucket, overWindow } from '../request-audit.ts'

interface HostileFigures {
  requests: number
  /** Requests over the limits: background a burst of 4 and one per 5 s, at most 60 a minute; clicks one per second. */
  overCeiling: number
  /** Moments at which it might ask, without a planned check and without one that runs for at most 30 s. */
  withoutNextStep: number
  /** Unhandled rejections, and throws out of the follower or its timers. */
  unhandled: number
  /** The longest time between two requests in which it might ask all the time, ms. */
  longestGapMs: number
}

const SECOND_MS = 1000
const HOUR_MS = 3600 * SECOND_MS
const DAY_MS = 24 * HOUR_MS
const LONGEST_CHECK_MS = 30 * SECOND_MS
const host = 'graph.microsoft.com'

const signals: readonly [ComputerSignal, ...ComputerSignal[]] = [
  'lock-screen',
  ...(['unlock-screen', 'suspend', 'resume', 'resume', 'offline', 'online', 'online'] as const),
  ...(['window-shown', 'window-hidden'] as const),
]
const headers: readonly [string, ...string[]] = [
  '0',
  ...['-1', '1', '2.128', '30', '120', '3600', '86400', '1e9', '9'.repeat(400), '', ' ', 'soon', 'NaN'],
  ...[
    'Infinity',
    '-Infinity',
    '0x10',
    '1,5',
    'Mon, 99 Foo 2026 99:99:99 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ],
  ...['Mon, 23 Nov 2026 09:00:30 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'Mon, 23 Nov 2026', '\u0000', '١٢'],
]
const waits: readonly [number | null, ...(number | null)[]] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  0,
  1,
  2128,
  60_000,
  1e15,
  null,
]
const words: readonly [string, ...string[]] = [
  'Available',
  'Busy',
  'Away',
  'DoNotDisturb',
  'InACall',
  'PresenceUnknown',
  '',
  'toString',
]

/** Runs for `virtualMs` of the follower's time; the same `seed` gives the same run. */
export async function driveFollower({ virtualMs, seed }: { virtualMs: number; seed: number }) {
  const random = seededRandom(seed)
  const chance = (share: number) => random() < share
  const oneOf = <One>(all: readonly [One, ...One[]]): One => all[Math.floor(random() * all.length)] ?? all[0]
  const fast = createFastClock(Date.parse('2026-11-23T09:00:00Z'))
  const trueMs = fast.monotonicMs
  const asked: Record<RequestReason, number[]> = { click: [], background: [] }
  const figures = { requests: 0, withoutNextStep: 0, unhandled: 0, longestGapMs: 0 }
  const may = { run: false, wake: true }
  /** Errors of the clocks. The monotonic one is only set back: set forward, it looks like time that has passed. */
  const off = { wallMs: 0, monotonicMs: 0 }
  let breaks = false
  let intervalMs = 30_000
  let idleMs = 0
  let following: Following = nothingFollowed
  let checkingSinceMs = 0
  let mayPollSinceMs = 0

  const caught = (act: () => void) => {
    try {
      act()
    } catch {
      figures.unhandled += 1
    }
  }
  const broken = (): never => {
    throw oneOf([new Error('broken'), null, Object.create(null), 'text'])
  }
  const clock: Clock = {
    nowMs: () => fast.nowMs() + off.wallMs,
    monotonicMs: () => trueMs() + off.monotonicMs,
    after(delayMs, act) {
      // A timer with an invalid delay would fire at once, again and again.
      if (!Number.isFinite(delayMs)) figures.withoutNextStep += 1
      return fast.after(delayMs, () => {
        caught(act)
        checkNextStep()
      })
    },
  }

  function problem(): Problem {
    const retryAfterMs = chance(0.5) ? readRetryAfter(oneOf(headers), clock.nowMs()) : oneOf(waits)
    return oneOf<Problem>([
      { kind: 'throttled', next: 'waits', host: oneOf([host, 'login.microsoftonline.com']), retryAfterMs },
      { kind: 'server-error', next: 'retries', host, status: 503, retryAfterMs },
      { kind: 'held-back', next: 'waits', retryAfterMs: retryAfterMs ?? 0 },
      { kind: 'timed-out', next: 'retries', host, afterMs: 10_000 },
      { kind: 'unexpected', next: 'retries', detail: '' },
      { kind: 'offline', next: 'waits' },
      { kind: 'sign-in-needed', next: 'person', code: null },
      { kind: 'presence-unavailable', next: 'person', status: 404 },
    ])
  }

  const presence = (): Presence => ({
    availability: oneOf(words),
    activity: oneOf(words),
    outOfOffice: { isOutOfOffice: chance(0.1), message: null },
    statusMessage: null,
    workLocation: null,
  })
  /** The share of faulty answers, which changes over time. */
  let failureShare = 0.5
  const answer = (): Answer<Presence> => (chance(failureShare) ? failed(problem()) : ok(presence()))

  function myPresence(reason: RequestReason = 'background'): Promise<Answer<Presence>> {
    figures.requests += 1
    asked[reason].push(trueMs())
    if (mayPoll()) figures.longestGapMs = Math.max(figures.longestGapMs, trueMs() - mayPollSinceMs)
    // Timers in time, or input, showed that the computer does not sleep.
    may.wake = true
    mayPollSinceMs = trueMs()
    if (!chance(failureShare)) return Promise.resolve(answer())
    return oneOf<() => Promise<Answer<Presence>>>([
      () => Promise.resolve(answer()),
      broken,
      () => Promise.reject(oneOf([new Error('broken'), Object.create(null)])),
      () => new Promise(() => {}),
      () => new Promise((resolve) => fast.after(random() * 120_000, () => resolve(answer()))),
      () => new Promise((_, reject) => fast.after(random() * 60_000, () => reject(new Error('late')))),
    ])()
  }

  const maybeBroken =
    <Value>(value: () => Value) =>
    () =>
      breaks && chance(0.5) ? broken() : value()
  const follower = createFollower({
    clock,
    source: { myPresence },
    random: maybeBroken(() => (breaks && chance(0.3) ? oneOf([Number.NaN, -1, 1, 7]) : random())),
    intervalMs: maybeBroken(() =>
      breaks && chance(0.3) ? oneOf([Number.NaN, 0, -5, Number.POSITIVE_INFINITY]) : intervalMs,
    ),
    computer: {
      idleMs: maybeBroken(() =>
        breaks && chance(0.3) ? oneOf([Number.NaN, -1e9, Number.POSITIVE_INFINITY]) : idleMs,
      ),
    },
    backoff: noBackoff,
    onBackoff: maybeBroken(() => {}),
    onChange(next) {
      if (next.checking && !following.checking) checkingSinceMs = trueMs()
      following = next
      maybeBroken(() => {})()
    },
    onFault: maybeBroken(() => {}),
  })

  const mayPoll = () => may.run && may.wake
  /** Counts a state without a next step. */
  function checkNextStep() {
    if (!mayPoll()) return
    const { checking, nextCheckAt } = following
    // Floating-point sums are not exact.
    const isChecking = checking && trueMs() - checkingSinceMs <= LONGEST_CHECK_MS + 1
    const isPlanned = nextCheckAt !== null && Number.isFinite(nextCheckAt)
    if (!isChecking && !isPlanned) figures.withoutNextStep += 1
  }
  /** Runs an event; `change`: how it changes whether the follower may ask. */
  function run(act: () => void, change: Partial<typeof may> = {}) {
    const might = mayPoll()
    Object.assign(may, change)
    if (!might) mayPollSinceMs = trueMs()
    caught(act)
    checkNextStep()
  }

  function signal(name: ComputerSignal) {
    const changes: Partial<Record<ComputerSignal, Partial<typeof may>>> = {
      suspend: { wake: false },
      resume: { wake: true },
      'unlock-screen': { wake: true },
      'window-shown': { wake: true },
      offline: { wake: true },
      online: { wake: true },
    }
    run(() => follower.signal(name), changes[name])
  }

  const events: readonly (readonly [share: number, act: () => void])[] = [
    [40, () => signal(oneOf(signals))],
    [20, () => run(() => follower.check(oneOf(['click', 'background'])), { wake: true })],
    [1, () => run(() => follower.stop(), { run: false })],
    [3, () => run(() => follower.start('background'), { run: true })],
    [3, () => run(() => follower.start('click'), { run: true, wake: true })],
    [3, () => run(() => follower.limitMet())],
    [
      5,
      () => {
        intervalMs = 5000 + random() * 595_000
        run(() => follower.paceChanged())
      },
    ],
    [6, () => (idleMs = chance(0.8) ? random() * 60_000 : random() * 600_000)],
    [4, () => (off.wallMs = (random() - 0.5) * oneOf([1e4, DAY_MS, 1000 * DAY_MS, 1e16]))],
    [0.3, () => (off.monotonicMs -= random() * oneOf([10, 10_000, DAY_MS]))],
    [4, () => (failureShare = oneOf([0, 0, 0, 0, 0.02, 0.1, 1]))],
    [2, () => (breaks = chance(0.3))],
  ]
  const total = events.reduce((sum, [share]) => sum + share, 0)
  function randomEvent() {
    let place = random() * total
    for (const [share, act] of events) {
      place -= share
      if (place < 0) return act()
    }
  }

  const onUnhandled = () => {
    figures.unhandled += 1
  }
  process.on('unhandledRejection', onUnhandled)
  try {
    run(() => follower.start(), { run: true })
    while (trueMs() < virtualMs) {
      randomEvent()
      const pauseMs = chance(0.8)
        ? random() * 2 * SECOND_MS
        : random() * oneOf([60 * SECOND_MS, 600 * SECOND_MS])
      await fast.runUntil(Math.min(virtualMs, trueMs() + pauseMs))
    }
    may.run = false
    caught(() => follower.stop())
    // Node reports unhandled rejections after the promises of a turn.
    await nextTurn()
  } finally {
    process.off('unhandledRejection', onUnhandled)
  }
  const overCeiling =
    overBucket(asked.background, 4, 5 * SECOND_MS) +
    overWindow(asked.background, 60, 60 * SECOND_MS) +
    overBucket(asked.click, 1, SECOND_MS)
  return { ...figures, overCeiling } satisfies HostileFigures
}
