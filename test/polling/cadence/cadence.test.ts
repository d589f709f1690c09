import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../../app/model/problems/problem.ts'
import { type Known, nextCheck, returnDelayMs } from '../../../app/polling/cadence/cadence.ts'
import { staleAfterMs } from '../../../app/polling/cadence/staleness.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

const refused: Problem = { kind: 'unreachable', next: 'retries', host: 'graph.microsoft.com', detail: '' }
const throttled = (retryAfterMs: number | null): Problem => ({
  kind: 'throttled',
  next: 'waits',
  host: 'graph.microsoft.com',
  retryAfterMs,
})
const lost: Problem = { kind: 'sign-in-needed', next: 'person', code: null }
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

/** Available for an hour, just answered, at ten past: no change is likely. */
const quiet: Known = {
  intervalMs: 30 * SECOND,
  nowMs: Date.parse('2026-11-23T10:10:00'),
  sinceAnswerMs: 0,
  light: 'available',
  sinceChangeMs: 60 * MINUTE,
  sinceCallMs: 0,
  recording: 'no',
  absent: false,
  looking: false,
  triggers: [],
  saved: 0,
  backoffFactor: 1,
  problem: null,
  failures: 0,
  random: 0.5,
}
const at = (time: string) => Date.parse(`2026-11-23T${time}`)
const delay = (part: Partial<Known>) => nextCheck({ ...quiet, ...part }).delayMs
const why = (part: Partial<Known>) => nextCheck({ ...quiet, ...part }).why

describe('the ordinary pace', () => {
  test('the user’s interval is the least gap, whatever is known', () => {
    const anything = fc.record({
      intervalMs: fc.integer({ min: 5000, max: 600_000 }),
      nowMs: fc.integer({ min: at('00:00:00'), max: at('23:59:59') }),
      light: fc.constantFrom<Known['light']>(
        'available',
        'busy',
        'in-a-call',
        'presenting',
        'away',
        'do-not-disturb',
        null,
      ),
      sinceChangeMs: fc.integer({ min: 0, max: 7_200_000 }),
      sinceCallMs: fc.integer({ min: 0, max: 7_200_000 }),
      absent: fc.boolean(),
      looking: fc.boolean(),
      saved: fc.double({ min: -40, max: 40, noNaN: true }),
      recording: fc.constantFrom<Known['recording']>('yes', 'no', 'unknown'),
      backoffFactor: fc.double({ min: 1, max: 100, noNaN: true }),
      random,
    })
    fc.assert(
      fc.property(anything, (part) => {
        const { delayMs, why: reason } = nextCheck({ ...quiet, ...part })
        expect(delayMs).toBeGreaterThan(0)
        const expected = reason === 'half-hour' || reason === 'expected'
        expect(delayMs).toBeGreaterThanOrEqual(expected ? 1000 : part.intervalMs)
      }),
    )
  })

  test('with the window open the gap is the interval', () => {
    expect(nextCheck({ ...quiet, looking: true, backoffFactor: 4 })).toEqual({
      delayMs: 30 * SECOND,
      why: 'looking',
    })
  })

  test('the time since the answer counts', () => {
    expect(delay({ looking: true, sinceAnswerMs: 20 * SECOND })).toBe(10 * SECOND)
    expect(delay({ looking: true, sinceAnswerMs: MINUTE })).toBe(0)
  })

  test('checks sooner where a change is likely, later where none is', () => {
    const inACall = { light: 'in-a-call', sinceChangeMs: 5 * MINUTE, sinceCallMs: 5 * MINUTE } as const
    const meetingBegan = { light: 'busy', nowMs: at('10:01:00'), sinceChangeMs: 50 * SECOND } as const
    const recording = 'unknown'
    expect(delay({ ...meetingBegan, recording })).toBeLessThan(delay({ ...inACall, recording }))
    expect(delay(inACall)).toBeLessThan(delay({}))
  })

  test('checks less often where a signal will announce the change', () => {
    const busy = { light: 'busy', nowMs: at('10:01:00'), sinceChangeMs: 50 * SECOND } as const
    expect(delay({ ...busy, recording: 'no' })).toBeGreaterThan(delay({ ...busy, recording: 'unknown' }))
    const inACall = { light: 'in-a-call', sinceChangeMs: 5 * MINUTE, sinceCallMs: 5 * MINUTE } as const
    expect(delay({ ...inACall, recording: 'yes' })).toBeGreaterThan(delay({ ...inACall, recording: 'no' }))
  })

  test('where many share the limit, the gap grows with the backoff without end', () => {
    expect(delay({ backoffFactor: 40 })).toBeGreaterThan(30 * MINUTE)
    expect(delay({ backoffFactor: 80 })).toBeGreaterThan(delay({ backoffFactor: 40 }))
  })

  test('while somebody is there, no gap is long enough to make the light stale', () => {
    expect(delay({ saved: -40 })).toBeLessThan(2 * MINUTE)
    expect(delay({ absent: true, saved: -40 })).toBeLessThanOrEqual(5 * MINUTE)
  })

  test('saved requests shorten the gap, overspent ones stretch it', () => {
    const inACall = { light: 'in-a-call', sinceCallMs: 40 * MINUTE, sinceChangeMs: 40 * MINUTE } as const
    expect(delay({ ...inACall, saved: 20 })).toBeLessThan(delay(inACall))
    expect(delay({ ...inACall, saved: -20 })).toBeGreaterThan(delay(inACall))
  })
})

describe('the half-hour', () => {
  test('is followed by a check seconds later', () => {
    const { delayMs, why: reason } = nextCheck({ ...quiet, nowMs: at('10:29:00') })
    expect(reason).toBe('half-hour')
    expect(delayMs).toBeGreaterThan(MINUTE)
    expect(delayMs).toBeLessThan(MINUTE + 3 * SECOND)
  })

  test('is that of the local clock, also in zones a quarter of an hour off', () => {
    expect(why({ nowMs: at('10:59:30') })).toBe('half-hour')
    expect(why({ nowMs: at('10:44:30') })).toBe('interval')
  })

  test('a meeting may also end after 20 or 25 minutes', () => {
    const busy = { light: 'busy', sinceChangeMs: 23 * MINUTE } as const
    expect(why({ ...busy, nowMs: at('10:24:30') })).toBe('half-hour')
    expect(why({ nowMs: at('10:24:30') })).toBe('interval')
  })

  test('does not count while the user is away, or many share the limit', () => {
    expect(why({ nowMs: at('10:29:30'), absent: true })).toBe('interval')
    expect(why({ nowMs: at('10:29:30'), backoffFactor: 3 })).toBe('interval')
  })
})

describe('a trigger', () => {
  const trigger = (agoMs: number, changed = false) =>
    ({ kind: 'unlock-screen', agoMs, changed, weight: 1 }) as const

  test('is followed by checks within seconds, until the presence has changed', () => {
    const moments: number[] = []
    for (let agoMs = 0; why({ triggers: [trigger(agoMs)] }) === 'trigger'; ) {
      agoMs += delay({ triggers: [trigger(agoMs)] })
      moments.push(agoMs)
    }
    expect(moments).toEqual([3000, 5200, 20_000])
    expect(why({ triggers: [trigger(2500, true)] })).toBe('interval')
  })

  test('causes fewer checks where many share the limit', () => {
    expect(delay({ triggers: [trigger(0)], backoffFactor: 4 })).toBe(5200)
    expect(why({ triggers: [trigger(6000)], backoffFactor: 20 })).toBe('interval')
  })

  test('causes more checks at a short interval', () => {
    expect(delay({ triggers: [trigger(0)], intervalMs: 15 * SECOND })).toBe(2000)
  })

  test('causes none where many share the limit and too many requests were made', () => {
    expect(why({ triggers: [trigger(0)], backoffFactor: 4, saved: -11 })).toBe('interval')
  })

  test('of the microphone is followed for a minute at most, with fewer checks where it weighs less', () => {
    const checks = (weight: number) => {
      const moments: number[] = []
      const on = () =>
        ({ kind: 'microphone-on', agoMs: moments.at(-1) ?? 0, changed: false, weight }) as const
      while (why({ triggers: [on()], intervalMs: 15 * SECOND }) === 'trigger')
        moments.push((moments.at(-1) ?? 0) + delay({ triggers: [on()], intervalMs: 15 * SECOND }))
      return moments
    }
    expect(checks(1).length).toBeGreaterThan(3)
    expect(checks(1)[0]).toBeLessThan(500)
    expect(Math.max(...checks(1))).toBeLessThan(MINUTE)
    expect(checks(0.25)).toEqual(checks(1).slice(0, 2))
    expect(checks(0.001)).toEqual(checks(1).slice(0, 1))
  })
})

describe('after a failure', () => {
  test('backs off further with every failure, between 5 s and 10 min', () => {
    const longest = (failures: number) => delay({ problem: refused, failures, random: 0.999_999 })
    expect([1, 2, 3, 4].map(longest).map(Math.round)).toEqual([30_000, 60_000, 120_000, 240_000])
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 1000 }), (chance, failures) => {
        const delayMs = delay({ problem: refused, failures, random: chance })
        expect(delayMs).toBeGreaterThanOrEqual(5000)
        expect(delayMs).toBeLessThanOrEqual(600_000)
      }),
    )
  })

  test('never comes sooner than the server asked, also with the window open or after a trigger', () => {
    fc.assert(
      fc.property(
        random,
        fc.integer({ min: 0, max: 3_600_000 }),
        fc.boolean(),
        (chance, askedMs, looking) => {
          const problem = throttled(askedMs)
          const triggers = [{ kind: 'unlock-screen', agoMs: 0, changed: false, weight: 1 } as const]
          const next = nextCheck({ ...quiet, problem, failures: 1, random: chance, looking, triggers })
          expect(next.delayMs).toBeGreaterThanOrEqual(askedMs)
          expect(next.why).toBe(askedMs > 0 ? 'asked-to-wait' : 'backing-off')
          if (askedMs > 0) expect(next.delayMs).toBeLessThanOrEqual(Math.max(askedMs, 5000) * 1.1 + 1000)
        },
      ),
    )
  })

  test('waits longer with each failure, whatever Retry-After says', () => {
    const unusable = [0, -1, -86_400_000, Number.NaN, Number.NEGATIVE_INFINITY, null]
    const refusal = fc.constantFrom(
      throttled,
      (retryAfterMs: number | null): Problem => ({
        kind: 'server-error',
        next: 'retries',
        host: 'graph.microsoft.com',
        status: 503,
        retryAfterMs,
      }),
    )
    const interval = fc.integer({ min: 5000, max: 600_000 })
    fc.assert(
      fc.property(
        refusal,
        fc.constantFrom(...unusable, 1, 2128),
        random,
        interval,
        (by, asked, chance, ms) => {
          const delays = [1, 2, 3, 4, 5, 6].map((failures) =>
            delay({ problem: by(asked), failures, random: chance, intervalMs: ms }),
          )
          const floors = [5000, 10_000, 20_000, 40_000, 60_000, 60_000]
          delays.forEach((delayMs, number) => {
            expect(delayMs).toBeGreaterThanOrEqual(floors[number] ?? Number.NaN)
            expect(delayMs).toBeLessThanOrEqual(600_000)
          })
          // One failure more is never answered by a shorter wait, all else being the same.
          expect(delays).toEqual([...delays].sort((one, other) => one - other))
        },
      ),
    )
  })

  test('waits an hour at most, and always a finite time', () => {
    for (const asked of [3_600_000, 1e12, Number.POSITIVE_INFINITY]) {
      const delayMs = delay({ problem: throttled(asked), failures: 1 })
      expect(delayMs).toBeGreaterThanOrEqual(3_600_000)
      expect(delayMs).toBeLessThanOrEqual(3_600_000 * 1.03)
    }
    for (const part of [{ random: Number.NaN }, { intervalMs: Number.NaN }, { nowMs: Number.NaN }]) {
      for (const problem of [null, refused, throttled(1000), lost])
        expect(Number.isFinite(delay({ ...part, problem, failures: 1 }))).toBe(true)
    }
  })

  test('backs off by itself when a throttling server does not say how long', () => {
    expect(why({ problem: throttled(null), failures: 1 })).toBe('backing-off')
  })

  test('checks rarely while a person has to act', () => {
    expect(nextCheck({ ...quiet, problem: lost, failures: 1 }).why).toBe('waiting-for-a-person')
    for (const random of [0, 0.5, 0.99]) {
      const delayMs = delay({ problem: lost, failures: 1, random })
      expect(delayMs).toBeGreaterThan(570_000)
      expect(delayMs).toBeLessThanOrEqual(600_000)
    }
  })
})

describe('staleness', () => {
  test('comes after three intervals or two minutes, whichever is longer', () => {
    expect(staleAfterMs(5000, 0)).toBe(120_000)
    expect(staleAfterMs(60_000, 0)).toBe(180_000)
  })

  test('not while the next check is not even due, for five minutes', () => {
    expect(staleAfterMs(30_000, 300_000)).toBeGreaterThan(300_000)
    expect(staleAfterMs(30_000, 3_600_000)).toBe(315_000)
    expect(staleAfterMs(30_000, 105_000)).toBe(120_000)
  })
})

test('computers that resume together do not ask together', () => {
  expect(returnDelayMs(0.999, 1)).toBeLessThan(1000)
  expect(returnDelayMs(0.999, 4)).toBeGreaterThan(1500)
})
