// The real clock.
import type { Clock } from '../model/timing/clock.ts'

/** The longest delay a timer takes (setTimeout: 2^31 - 1 ms). */
const LONGEST_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, act) {
    const timer = setTimeout(act, Math.min(Math.max(0, delayMs), LONGEST_MS))
    return () => clearTimeout(timer)
  },
}
