// Notices whether the wall clock has been right for a while: nobody set it lately.

import { LONGEST_GAP_MS } from '../../model/timeline.ts'
import type { Clock } from '../../model/timing/clock.ts'

const STEADY_MS = 60 * 60_000

/** Whether the wall clock was not set for an hour; to be called once a minute or so. */
export function createSteadyWatch(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): () => boolean {
  const aheadMs = () => clock.nowMs() - clock.monotonicMs()
  let steady = { aheadMs: aheadMs(), sinceMs: clock.monotonicMs() }
  return () => {
    // Sleep looks the same where the monotonic clock stands still meanwhile.
    if (Math.abs(aheadMs() - steady.aheadMs) > LONGEST_GAP_MS)
      steady = { aheadMs: aheadMs(), sinceMs: clock.monotonicMs() }
    return clock.monotonicMs() - steady.sinceMs >= STEADY_MS
  }
}
