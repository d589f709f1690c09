// Detects whether the wall clock was set within the last hour.

import { LONGEST_GAP_MS } from '../../model/timeline.ts'
import type { Clock } from '../../model/timing/clock.ts'

const STABLE_MS = 60 * 60_000

/** The returned function says whether the wall clock has not been set for an hour. Call it about once a minute. */
export function createStableClockCheck(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): () => boolean {
  const aheadMs = () => clock.nowMs() - clock.monotonicMs()
  let stable = { aheadMs: aheadMs(), sinceMs: clock.monotonicMs() }
  return () => {
    // Sleep looks the same on systems that stop the monotonic clock meanwhile.
    if (Math.abs(aheadMs() - stable.aheadMs) > LONGEST_GAP_MS)
      stable = { aheadMs: aheadMs(), sinceMs: clock.monotonicMs() }
    return clock.monotonicMs() - stable.sinceMs >= STABLE_MS
  }
}
