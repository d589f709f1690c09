// The limits on requests: never exceeded, and no longer waits than needed.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createBucket,
  createPresenceBudget,
  createWindow,
} from '../../../app/model/timing/request-ceiling.ts'
import { overBucket, overWindow } from '../../../bench/request-audit.ts'

/** A limit with a clock that the test sets, and the moments at which it allowed requests. */
function limited<Limit extends { waitMs(): number; count(): void }>(
  make: (clock: { monotonicMs: () => number }) => Limit,
) {
  let nowMs = 1000
  const limit = make({ monotonicMs: () => nowMs })
  const sent: number[] = []
  return {
    limit,
    sent,
    pass(ms: number) {
      nowMs += ms
    },
    /** Sends a request if the limit allows it now. */
    ask() {
      if (limit.waitMs() > 0) return
      limit.count()
      sent.push(nowMs)
    },
  }
}

/** Waits are rounded up to whole ms, and sums of fractions are not exact. */
const ROUNDED_UP_MS = 1

/** Ms between two requests: none, few or many. */
const pauses = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.double({ min: 0, max: 7000, noNaN: true }),
    fc.integer({ max: 200_000, min: 0 }),
  ),
  { maxLength: 300 },
)

describe('a bucket', () => {
  const background = () => limited((clock) => createBucket(clock, { burst: 4, refillMs: 5000 }))

  test('allows four at once, then one every 5 s', () => {
    const world = background()
    for (let tenth = 0; tenth < 200; tenth++) {
      world.ask()
      world.pass(100)
    }
    expect(world.sent).toEqual(
      [1000, 1000, 1000, 1000, 6000, 11_000, 16_000].map((at, number) =>
        number < 4 ? at + number * 100 : at,
      ),
    )
  })

  test('is never exceeded, and never waits longer than needed', () => {
    fc.assert(
      fc.property(pauses, (all) => {
        const world = background()
        for (const ms of all) {
          world.pass(ms)
          world.ask()
          expect(world.limit.waitMs()).toBeLessThanOrEqual(5000 + ROUNDED_UP_MS)
        }
        expect(overBucket(world.sent, 4, 5000)).toBe(0)
        // A request is allowed after the wait, and not sooner: sums of fractions differ by less than 2 ms.
        const waitMs = world.limit.waitMs()
        world.pass(Math.max(0, waitMs - 2))
        if (waitMs > 2) expect(world.limit.waitMs()).toBeGreaterThan(0)
        world.pass(2)
        expect(world.limit.waitMs()).toBe(0)
      }),
    )
  })

  test('neither blocks for long nor allows more after the clock went back', () => {
    const world = background()
    for (let number = 0; number < 4; number++) world.ask()
    world.pass(-1e9)
    expect(world.limit.waitMs()).toBeGreaterThan(0)
    expect(world.limit.waitMs()).toBeLessThanOrEqual(10_000)
  })

  test('does not refill while a request is under way', () => {
    const world = background()
    for (let number = 0; number < 4; number++) world.ask()
    world.pass(4000)
    world.limit.notRefilled(4000)
    expect(world.limit.waitMs()).toBe(5000)
  })
})

describe('a window', () => {
  test('is never exceeded', () => {
    fc.assert(
      fc.property(pauses, (all) => {
        const world = limited((clock) => createWindow(clock, 10, 60_000))
        for (const ms of all) {
          world.pass(ms)
          world.ask()
          world.ask()
        }
        expect(overWindow(world.sent, 10, 60_000)).toBe(0)
        expect(world.limit.waitMs()).toBeLessThanOrEqual(60_000 + ROUNDED_UP_MS)
      }),
    )
  })

  test('allows sixty in a minute', () => {
    const world = limited(createWindow)
    for (let number = 0; number < 100; number++) world.ask()
    expect(world.sent).toHaveLength(60)
    expect(world.limit.waitMs()).toBe(60_000)
    world.pass(60_000)
    world.ask()
    expect(world.sent).toHaveLength(61)
  })

  test('blocks no longer after the clock went back', () => {
    const world = limited(createWindow)
    for (let number = 0; number < 60; number++) world.ask()
    world.pass(-1e9)
    expect(world.limit.waitMs()).toBe(60_000)
  })
})

test('clicks have a limit of their own: one a second, whatever the background has used', () => {
  let nowMs = 0
  const budget = createPresenceBudget({ monotonicMs: () => nowMs })
  for (let number = 0; number < 4; number++) budget.count('background')
  expect(budget.waitMs('background')).toBe(5000)
  expect(budget.waitMs('click')).toBe(0)
  budget.count('click')
  expect(budget.waitMs('click')).toBe(1000)
  nowMs += 1000
  expect(budget.waitMs('click')).toBe(0)
})
