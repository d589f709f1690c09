// The request budget of a pace: how many requests it has allowed so far, less those that were made.
import type { Clock } from '../model/timing/clock.ts'

/** Requests saved or overspent beyond this are forgotten: after a quiet night nothing has to be caught up. */
const MOST_SAVED = 40

export interface RequestBudget {
  /** Begins to count, or goes on after a time that does not count: asleep, offline, stopped. */
  resume(): void
  /** Counts the time since the last call, and the requests made at this moment. */
  count(requests: number): void
  /** Above 0: requests that the pace allowed and that were not made. */
  saved(): number
}

/** `gapMs`: the time for which the pace allows one request, ms; asked at each count. */
export function createRequestBudget(clock: Pick<Clock, 'monotonicMs'>, gapMs: () => number): RequestBudget {
  let saved = 0
  let countedMs = clock.monotonicMs()
  return {
    resume() {
      countedMs = clock.monotonicMs()
    },
    count(requests) {
      const now = clock.monotonicMs()
      saved = Math.max(-MOST_SAVED, Math.min(MOST_SAVED, saved + (now - countedMs) / gapMs() - requests))
      countedMs = now
    },
    saved: () => saved,
  }
}
