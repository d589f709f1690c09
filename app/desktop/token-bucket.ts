// How often something may be done: so many times at once, and so many a second from then on ("token bucket").

export interface Pace {
  atOnce: number
  aSecond: number
}

/** Of what comes up in front of a person: windows of other programs, and dialogs. */
export const OPENED: Pace = { atOnce: 5, aSecond: 1 }

/** Returns a function that says whether it may be done once more now. `monotonicMs`: a clock in ms that never jumps. */
export function createTokenBucket({ atOnce, aSecond }: Pace, monotonicMs: () => number): () => boolean {
  let left = atOnce
  let atMs = monotonicMs()
  return () => {
    const nowMs = monotonicMs()
    left = Math.min(atOnce, left + ((nowMs - atMs) / 1000) * aSecond)
    atMs = nowMs
    if (left < 1) return false
    left -= 1
    return true
  }
}
