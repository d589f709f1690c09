import { expect, test } from 'vitest'
import {
  afterAnswer,
  afterRefusal,
  firstRestraint,
  noRestraint,
  type Restraint,
  restraintAmong,
  worthKeeping,
} from '../../app/polling/tenant-backoff.ts'

const answers = (from: Restraint, count: number, nowMs = 0) => {
  let restraint = from
  for (let i = 0; i < count; i++) restraint = afterAnswer(restraint, nowMs)
  return restraint
}

test('loosens slowly at first, faster once a quiet day has gone by, and never beyond the user’s pace', () => {
  const [atFirst, later] = [answers(firstRestraint, 100), answers(firstRestraint, 400)]
  expect(atFirst.factor / firstRestraint.factor).toBeCloseTo(0.998 ** 100, 5)
  expect(answers(later, 50).factor / later.factor).toBeCloseTo(0.992 ** 50, 5)
  expect(answers(firstRestraint, 2000).factor).toBe(1)
})

test.each([
  [1, 30_000, 1],
  [2000, 30_000, 1],
  [5000, 30_000, 2.25],
  [10_000, 30_000, firstRestraint.factor],
  [10_000, 60_000, firstRestraint.factor / 2],
  [1000, 5000, 2.7],
  [1_000_000, 30_000, 10],
])('of %i people at %i ms each begins with %f', (people, intervalMs, factor) => {
  expect(restraintAmong(people, intervalMs)).toEqual({ ...firstRestraint, factor })
})

test('a refusal tightens it, and for a day nothing loosens it', () => {
  const refused = afterRefusal(noRestraint, 1000)
  expect(refused.factor).toBe(3)
  expect(answers(refused, 500, 1000 + 23 * 3_600_000).factor).toBe(3)
  expect(answers(refused, 1, 1000 + 25 * 3_600_000).factor).toBeLessThan(3)
  expect(afterRefusal({ ...refused, factor: 9 }, 0).factor).toBe(10)
})

test('is written down now and then, not with each answer', () => {
  expect(worthKeeping(answers(firstRestraint, 10), firstRestraint)).toBe(false)
  expect(worthKeeping(answers(firstRestraint, 60), firstRestraint)).toBe(true)
  expect(worthKeeping(afterRefusal(firstRestraint, 3_600_000), firstRestraint)).toBe(true)
  expect(worthKeeping(noRestraint, { ...noRestraint, factor: 1.05 })).toBe(true)
})
