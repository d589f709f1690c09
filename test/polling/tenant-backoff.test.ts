import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstBackoff, readSettings, type TenantBackoff } from '../../app/model/settings.ts'
import {
  backoffAfterAnswer,
  backoffAfterRefusal,
  backoffAmong,
  noBackoff,
  worthKeeping,
} from '../../app/polling/tenant-backoff.ts'

function answers(from: TenantBackoff, count: number): TenantBackoff {
  let backoff = from
  for (let answer = 0; answer < count; answer++) backoff = backoffAfterAnswer(backoff)
  return backoff
}

/** So many refusals, each met at the rate that the one before left after `between` answers. */
function refusals(count: number, between = 30): TenantBackoff {
  let backoff = firstBackoff
  for (let refusal = 0; refusal < count; refusal++)
    backoff = answers(backoffAfterRefusal(backoff), refusal + 1 === count ? 0 : between)
  return backoff
}

test('without a refusal the pace is full from the first answer on', () => {
  expect(firstBackoff.factor).toBe(1)
  expect(answers(firstBackoff, 1000)).toEqual(firstBackoff)
})

describe('a refusal', () => {
  test('that stays alone slows the pace down for some answers, and is then forgotten', () => {
    const refused = backoffAfterRefusal(noBackoff)
    expect(refused.factor).toBeGreaterThan(3)
    expect(answers(refused, 4).factor).toBeLessThan(1.5)
    expect(answers(refused, 8).factor).toBe(1)
    expect(answers(refused, 300)).toEqual(firstBackoff)
  })

  test('that is followed by others slows it down for longer, to below where the limit was met', () => {
    const many = refusals(4)
    const back = answers(many, 150)
    expect(many.factor).toBeGreaterThan(many.limit)
    expect(back.factor).toBeLessThan(many.factor)
    expect(back.factor).toBeGreaterThan(many.limit)
  })

  test('is followed by a quick return, a plateau and a slow probe', () => {
    const many = refusals(4)
    const toPlateau = Math.min(400, 700 / Math.sqrt(many.limit))
    const at = (share: number) => answers(many, Math.round(share * toPlateau)).factor
    const quick = at(0) / at(0.3)
    const plateau = at(0.8) / at(1.1)
    const probe = at(1.4) / at(1.7)
    expect(quick).toBeGreaterThan(probe)
    expect(probe).toBeGreaterThan(plateau)
    expect(plateau).toBeLessThan(1.05)
    expect(at(9)).toBe(1)
  })

  test('has no ceiling that keeps a large tenant above the limit', () => {
    // 50,000 people at full pace send 1,667 requests a second, and the limit is 50.
    expect(refusals(12, 5).factor).toBeGreaterThan(1667 / 50)
  })
})

test.each([
  [1, 15_000, 1],
  [1000, 15_000, 1],
  [2700, 15_000, 2],
  [10_000, 15_000, 7.4],
  [10_000, 30_000, 3.7],
  [1000, 5000, 2.2],
  [50_000, 15_000, 37],
])('for %i people at %i ms each it starts at %f', (people, intervalMs, factor) => {
  const backoff = backoffAmong(people, intervalMs)
  expect(backoff.factor).toBeCloseTo(factor, 1)
  // It stays there at first, as after refusals long ago.
  expect(answers(backoff, 20).factor / backoff.factor).toBeCloseTo(1, 1)
})

test('whatever happens to any number of people at any pace, the settings can hold it', () => {
  const paces = [5000, 10_000, 15_000, 30_000, 60_000, 600_000]
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000_000 })),
      fc.constantFrom(...paces),
      fc.array(fc.constantFrom(backoffAfterAnswer, backoffAfterRefusal), { maxLength: 30 }),
      (people, intervalMs, happened) => {
        let backoff = backoffAmong(people, intervalMs)
        expect(readSettings({ restraint: backoff }).restraint).toEqual(backoff)
        for (const after of happened) {
          backoff = after(backoff)
          expect(readSettings({ restraint: backoff }).restraint).toEqual(backoff)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('is saved now and then, not after each answer', () => {
  const refused = backoffAfterRefusal(firstBackoff)
  expect(worthKeeping(refused, firstBackoff)).toBe(true)
  expect(worthKeeping(answers(refused, 1), { ...refused, factor: 2.4 })).toBe(false)
  const many = answers(refusals(4), 200)
  expect(worthKeeping(answers(many, 20), many)).toBe(false)
  expect(worthKeeping(answers(many, 60), many)).toBe(true)
  expect(worthKeeping(noBackoff, { ...noBackoff, factor: 1.05 })).toBe(true)
})

describe('what an earlier version saved', () => {
  const read = (restraint: unknown) => readSettings({ restraint }).restraint

  test('without a refusal is not a limit: the pace is full', () => {
    expect(read({ factor: 4.5, heldUntilMs: 0, answers: 12 })).toEqual(firstBackoff)
  })

  test('after a refusal slows the pace down until answers show more', () => {
    const former = read({ factor: 6, heldUntilMs: 1_790_000_000_000, answers: 3 })
    expect(former.factor).toBe(6)
    expect(answers(former, 60).factor).toBe(1)
  })
})
