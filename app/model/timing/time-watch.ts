// Notices that time did not pass as usual: the computer slept, or somebody set its clock.
import type { Clock } from './clock.ts'

/** Who looks at least this often, ms, notices every sleep that is twice as long. */
export const LOOK_MS = 60_000
/** Nobody looked for so long: no timer ran. The monotonic clock may have gone on meanwhile (Windows). */
const LONGEST_LOOK_GAP_MS = 2 * LOOK_MS
/** A time server corrects the wall clock by less than this, ms; sleep and people move it by more. */
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
      return passedMs > LONGEST_LOOK_GAP_MS || Math.abs(wallPassedMs - passedMs) > LARGEST_CORRECTION_MS
    },
  }
}
