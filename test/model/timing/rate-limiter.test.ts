// A rate limiter allows a burst, then one for each period.
import { expect, test } from 'vitest'
import { createRateLimiter } from '../../../app/model/timing/rate-limiter.ts'

test('allows a burst of three, then one for each second that passes', () => {
  let nowMs = 5
  const isAllowed = createRateLimiter({ burst: 3, refillMs: 1000 }, () => nowMs)
  const allowedOfTen = () => Array.from({ length: 10 }, isAllowed).filter(Boolean).length
  expect(allowedOfTen()).toBe(3)
  nowMs += 999
  expect(allowedOfTen()).toBe(0)
  nowMs += 1
  expect(allowedOfTen()).toBe(1)
  nowMs += 2000
  expect(allowedOfTen()).toBe(2)
  nowMs += 3_600_000
  expect(allowedOfTen()).toBe(3)
})
