// What failed checks mean for the next ones: how many failed in a row, what was refused, and until when to wait.

import type { Problem } from '../model/problems/problem.ts'
import { LONGEST_RETRY_AFTER_MS, retryAfterOf } from '../model/problems/problem-kinds.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { RequestReason } from '../model/timing/request-ceiling.ts'
import { createRefusalRecord, refusalKindOf } from './refusals.ts'

export interface FailedChecks {
  /** How many checks in a row have failed. */
  count(): number
  /** The token that the next request needs. */
  token(): 'any' | 'fresh'
  answered(): void
  /**
   * Counts a failure; returns the problem to show. `before`: the problem shown so far. `firstAnswer`: nothing was ever
   * answered for this account.
   */
  failed(problem: Problem, before: Problem | null, firstAnswer: boolean): Problem
  /** No background request for `delayMs`: a server throttled without saying for how long. */
  holdBackground(delayMs: number): void
  /** Ms until a request may be made; on a click only a server that asked for a wait counts. */
  heldMs(reason: RequestReason): number
}

export function createFailedChecks(clock: Pick<Clock, 'monotonicMs'>): FailedChecks {
  const refusals = createRefusalRecord(clock)
  let count = 0
  /** On the monotonic clock. */
  let heldUntilMs: Record<RequestReason, number> = { click: 0, background: 0 }

  return {
    count: () => count,
    token: refusals.token,
    answered() {
      count = 0
      refusals.answered()
      heldUntilMs = { click: 0, background: 0 }
    },
    failed(problem, before, firstAnswer) {
      count += 1
      const untilMs = clock.monotonicMs() + (retryAfterOf(problem) ?? 0)
      heldUntilMs = { click: untilMs, background: untilMs }
      const shown = refusals.failed(problem, firstAnswer)
      // What has lasted ends with an answer, not with a refusal of another kind.
      const lasts = shown.kind === 'passing-refusal' && before !== null && refusalKindOf(before) !== null
      return lasts ? before : shown
    },
    holdBackground(delayMs) {
      heldUntilMs.background = clock.monotonicMs() + delayMs
    },
    // No hold is longer than a server may ask for, however the clock was set.
    heldMs: (reason) => Math.min(heldUntilMs[reason] - clock.monotonicMs(), LONGEST_RETRY_AFTER_MS),
  }
}
