// How often something may be done: so many times at once, and so many a second from then on ("token bucket").
import { createBucket } from './request-ceiling.ts'

export interface Pace {
  atOnce: number
  aSecond: number
}

/** Of what comes up in front of a person: windows of other programs, and dialogs. */
export const OPENED: Pace = { atOnce: 5, aSecond: 1 }

/** Returns a function that says whether it may be done once more now. `monotonicMs`: a clock in ms that never jumps. */
export function createTokenBucket({ atOnce, aSecond }: Pace, monotonicMs: () => number): () => boolean {
  const bucket = createBucket({ monotonicMs }, { burst: atOnce, refillMs: 1000 / aSecond })
  return () => {
    if (bucket.waitMs() > 0) return false
    bucket.count()
    return true
  }
}
