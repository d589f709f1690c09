// Detects that the computer slept or that its clock was set.
import type { Clock } from './clock.ts'

/** How often `jumped` is to be called, ms. It detects each sleep that is twice as long. */
export const TIME_WATCH_INTERVAL_MS = 60_000
/** A longer gap between two calls means that no timer ran. The monotonic clock may go on during sleep (Windows). */
const LONGEST_CALL_GAP_MS = 2 * TIME_WATCH_INTERVAL_MS
/** A time server corrects the wall clock by less than this, ms; sleep and users move it by more. */
const LARGEST_CORRECTION_MS = 10_000

export interface TimeWatch {
  /** Whether the computer slept or its clock was set since the last call. */
  jumped(): boolean
}

export function createTimeWatch(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): TimeWatch {
  let wallMs = clock.nowMs()
  let monotonicMs = clock.monotonicMs()
  return {
    jumped() {
      const wallPassedMs = clock.nowMs() - wallMs
      const passedMs = clock.monotonicMs() - monotonicMs
      wallMs += wallPassedMs
      monotonicMs += passedMs
      return passedMs > LONGEST_CALL_GAP_MS || Math.abs(wallPassedMs - passedMs) > LARGEST_CORRECTION_MS
    },
  }
}
