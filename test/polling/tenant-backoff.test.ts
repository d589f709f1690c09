import { expect, test } from 'vitest'
import { firstBackoff, type TenantBackoff } from '../../app/model/settings.ts'
import {
  backoffAfterAnswer,
  backoffAfterRefusal,
  backoffAmong,
  noBackoff,
  worthKeeping,
} from '../../app/polling/tenant-backoff.ts'

const answers = (from: TenantBackoff, count: number, nowMs = 0) => {
  let backoff = from
  for (let i = 0; i < count; i++) backoff = backoffAfterAnswer(backoff, nowMs)
  return backoff
}

test('falls slowly at first, faster after a day without throttling, and never below the user’s pace', () => {
  const [atFirst, later] = [answers(firstBackoff, 100), answers(firstBackoff, 400)]
  expect(atFirst.factor / firstBackoff.factor).toBeCloseTo(0.998 ** 100, 5)
  expect(answers(later, 50).factor / later.factor).toBeCloseTo(0.992 ** 50, 5)
  expect(answers(firstBackoff, 2000).factor).toBe(1)
})

test.each([
  [1, 30_000, 1],
  [2000, 30_000, 1],
  [5000, 30_000, 2.25],
  [10_000, 30_000, firstBackoff.factor],
  [10_000, 60_000, firstBackoff.factor / 2],
  [1000, 5000, 2.7],
  [1_000_000, 30_000, 10],
])('for %i people at %i ms each it starts at %f', (people, intervalMs, factor) => {
  expect(backoffAmong(people, intervalMs)).toEqual({ ...firstBackoff, factor })
})

test('throttling raises it, and for a day nothing lowers it', () => {
  const refused = backoffAfterRefusal(noBackoff, 1000)
  expect(refused.factor).toBe(3)
  expect(answers(refused, 500, 1000 + 23 * 3_600_000).factor).toBe(3)
  expect(answers(refused, 1, 1000 + 25 * 3_600_000).factor).toBeLessThan(3)
  expect(backoffAfterRefusal({ ...refused, factor: 9 }, 0).factor).toBe(10)
})

test('is saved now and then, not after each answer', () => {
  expect(worthKeeping(answers(firstBackoff, 10), firstBackoff)).toBe(false)
  expect(worthKeeping(answers(firstBackoff, 60), firstBackoff)).toBe(true)
  expect(worthKeeping(backoffAfterRefusal(firstBackoff, 3_600_000), firstBackoff)).toBe(true)
  expect(worthKeeping(noBackoff, { ...noBackoff, factor: 1.05 })).toBe(true)
})
