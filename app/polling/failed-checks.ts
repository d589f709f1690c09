// What failed checks mean for the next ones: how many failed in a row, what was refused, and until when to wait.

import type { Problem } from '../model/problems/problem.ts'
import { LONGEST_RETRY_AFTER_MS, retryAfterOf } from '../model/problems/problem-kinds.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { RequestReason } from '../model/timing/request-ceiling.ts'
import { beginWait, leftOfWait, type Wait } from '../model/timing/wait.ts'
import { createRefusalRecord, refusalKindOf } from './refusals.ts'

/** Until when Graph is to be left alone, and why. Followers of one account share and change it. */
export interface RequestHold {
  until: Record<RequestReason, Wait> | null
  problem: Problem | null
}

export const noHold = (): RequestHold => ({ until: null, problem: null })

export interface FailedChecks {
  /** How many checks in a row have failed. */
  count(): number
  /** The token that the next request needs. */
  token(): 'any' | 'fresh'
  answered(): void
  /**
   * Counts a failure; returns the problem to show. `before`: the problem shown so far. `firstAnswer`: a refusal of the first
   * check that needs a person at once.
   */
  failed(problem: Problem, before: Problem | null, firstAnswer: boolean): Problem
  /** No background request for `delayMs`: a server throttled without saying for how long. */
  holdBackground(delayMs: number): void
  /** Ms until a request may be made, 0 for now; on a click only a server that asked for a wait counts. */
  heldMs(reason: RequestReason): number
  /** The problem with which the server asked for a wait that has not ended; null if there is none. */
  heldBy(): Problem | null
}

export function createFailedChecks(
  clock: Pick<Clock, 'nowMs' | 'monotonicMs'>,
  hold: RequestHold,
): FailedChecks {
  const refusals = createRefusalRecord(clock)
  let count = 0

  // No hold is longer than a server may ask for, however the clock was set.
  const heldMs = (reason: RequestReason) =>
    hold.until ? Math.max(0, Math.min(leftOfWait(clock, hold.until[reason]), LONGEST_RETRY_AFTER_MS)) : 0

  return {
    count: () => count,
    token: refusals.token,
    answered() {
      count = 0
      refusals.answered()
      Object.assign(hold, noHold())
    },
    failed(problem, before, firstAnswer) {
      count += 1
      const wait = beginWait(clock, retryAfterOf(problem) ?? 0)
      hold.until = { click: wait, background: wait }
      hold.problem = problem
      const shown = refusals.failed(problem, firstAnswer)
      // What has lasted ends with an answer, not with a refusal of another kind.
      const lasts = shown.kind === 'passing-refusal' && before !== null && refusalKindOf(before) !== null
      return lasts ? before : shown
    },
    holdBackground(delayMs) {
      if (hold.until) hold.until.background = beginWait(clock, delayMs)
    },
    heldMs,
    heldBy: () => (heldMs('click') > 0 ? hold.problem : null),
  }
}
