import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../app/microsoft/problem.ts'
import { nextCheck, staleAfterMs } from '../../app/presence/cadence.ts'

const refused: Problem = { kind: 'unreachable', needs: 'time', host: 'graph.microsoft.com', detail: '' }
const throttled = (retryAfterMs: number | null): Problem => ({
  kind: 'throttled',
  needs: 'time',
  host: 'graph.microsoft.com',
  retryAfterMs,
})
const lost: Problem = { kind: 'sign-in-needed', needs: 'person', code: null }
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const usual = { intervalMs: 30_000, problem: null, failures: 0, random: 0.5 }

describe('the next check', () => {
  test('comes after the interval, spread by a tenth', () => {
    expect(nextCheck(usual)).toEqual({ delayMs: 30_000, why: 'interval' })
    expect(nextCheck({ ...usual, random: 0 }).delayMs).toBe(27_000)
    expect(nextCheck({ ...usual, random: 0.999 }).delayMs).toBeLessThan(33_000)
  })

  test('backs off further with every failure, between 5 s and 10 min', () => {
    const longest = (failures: number) =>
      nextCheck({ ...usual, problem: refused, failures, random: 0.999_999 }).delayMs
    expect([1, 2, 3, 4].map(longest).map(Math.round)).toEqual([30_000, 60_000, 120_000, 240_000])
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 1000 }), (chance, failures) => {
        const { delayMs } = nextCheck({ ...usual, problem: refused, failures, random: chance })
        expect(delayMs).toBeGreaterThanOrEqual(5000)
        expect(delayMs).toBeLessThanOrEqual(600_000)
      }),
    )
  })

  test('never comes sooner than the server asked', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 0, max: 3_600_000 }), (chance, askedMs) => {
        const { delayMs, why } = nextCheck({
          ...usual,
          problem: throttled(askedMs),
          failures: 1,
          random: chance,
        })
        expect(delayMs).toBeGreaterThanOrEqual(askedMs)
        expect(delayMs).toBeLessThanOrEqual(askedMs * 1.1 + 1000)
        expect(why).toBe('asked-to-wait')
      }),
    )
  })

  test('backs off by itself when a throttling server does not say how long', () => {
    expect(nextCheck({ ...usual, problem: throttled(null), failures: 1 }).why).toBe('backing-off')
  })

  test('is rare while a person has to do something', () => {
    const { delayMs, why } = nextCheck({ ...usual, problem: lost, failures: 1 })
    expect(why).toBe('waiting-for-a-person')
    expect(delayMs).toBeGreaterThanOrEqual(600_000)
  })

  test('a light is stale after three intervals or two minutes, whichever is longer', () => {
    expect(staleAfterMs(5000)).toBe(120_000)
    expect(staleAfterMs(60_000)).toBe(180_000)
  })
})
