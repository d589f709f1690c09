// The books of a pace: how many requests it allowed so far, less those that were made.
import type { Clock } from '../model/timing/clock.ts'

/** Requests saved up or overspent beyond this are forgotten: a quiet night is no licence for a rush. */
const MOST_SAVED = 40

export interface Allowance {
  /** Begins to count, or goes on after a stretch that does not count: asleep, offline, stopped. */
  resume(): void
  /** Counts the time since the last call at `gapMs` a request, and the requests made at this moment. */
  reckon(requests: number, gapMs: number): void
  /** Above 0: requests not made that the pace allowed. */
  saved(): number
}

export function createAllowance(clock: Pick<Clock, 'monotonicMs'>): Allowance {
  let saved = 0
  let countedMs = clock.monotonicMs()
  return {
    resume() {
      countedMs = clock.monotonicMs()
    },
    reckon(requests, gapMs) {
      const now = clock.monotonicMs()
      saved = Math.max(-MOST_SAVED, Math.min(MOST_SAVED, saved + (now - countedMs) / gapMs - requests))
      countedMs = now
    },
    saved: () => saved,
  }
}
