// Limits how often something may be done.
import { type BucketSize, createBucket } from './request-ceiling.ts'

/** For what opens in front of the user: windows of other programs, and dialogs. */
export const OPEN_RATE: BucketSize = { burst: 5, refillMs: 1000 }

/** Returns a function that says whether one more is allowed now, and counts it. `monotonicMs`: a clock that never jumps. */
export function createRateLimiter(size: BucketSize, monotonicMs: () => number): () => boolean {
  const bucket = createBucket({ monotonicMs }, size)
  return () => {
    if (bucket.waitMs() > 0) return false
    bucket.count()
    return true
  }
}
