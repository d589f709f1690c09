// How often something may be done.
import { expect, test } from 'vitest'
import { createTokenBucket } from '../../../app/model/timing/token-bucket.ts'

test('so many at once, and one more with each second that passes', () => {
  let nowMs = 5
  const may = createTokenBucket({ atOnce: 3, aSecond: 1 }, () => nowMs)
  const often = () => Array.from({ length: 10 }, may).filter(Boolean).length
  expect(often()).toBe(3)
  nowMs += 999
  expect(often()).toBe(0)
  nowMs += 1
  expect(often()).toBe(1)
  nowMs += 2000
  expect(often()).toBe(2)
  nowMs += 3_600_000
  expect(often()).toBe(3)
})
