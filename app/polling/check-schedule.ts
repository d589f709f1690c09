// When the next check comes, as one value. While the follower may ask, a check is planned or one is under way that
// ends in time: whatever is thrown, hangs or never comes, there is a next step.

import type { PresenceSource } from '../model/following.ts'
import type { Presence } from '../model/presence.ts'
import type { Answer } from '../model/problem.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import { createPresenceBudget, type RequestReason } from '../model/timing/request-ceiling.ts'
import { ANY_RETRY_MS, LONGEST_WAIT_MS } from './cadence.ts'

/** A check that is older than this is given up; a request has ended by itself before (app/microsoft/graph/bounded-graph.ts). */
export const LONGEST_CHECK_MS = 30_000

/** All moments are of the monotonic clock, ms. */
export type Step =
  | { kind: 'resting' }
  | { kind: 'planned'; atMs: number; reason: RequestReason; cancel: () => void }
  | {
      kind: 'checking'
      sinceMs: number
      reason: RequestReason
      /** Somebody asked meanwhile: worth another try if this one fails. */
      again: RequestReason | null
    }

export interface CheckScheduleParts {
  clock: Clock
  source: PresenceSource
  mayAsk: () => boolean
  onPlanned: (delayMs: number) => void
  onBegin: () => void
  /** None of these may throw but this one. `again`: somebody asked while the check was under way. */
  onEnd: (answer: Answer<Presence>, again: RequestReason | null) => void
  onFault: (what: string, error: unknown) => void
}

export interface CheckSchedule {
  step(): Step
  /** Plans the next check, in place of a planned one; never sooner than the ceiling on requests lets it. */
  plan(delayMs: number, reason: RequestReason): void
  /** The same, but what is planned sooner stays: a reason to ask is never one to ask later. */
  hurry(delayMs: number, reason: RequestReason): void
  /** Plans a check if it may ask and there is no next step: to be called after whatever may have gone wrong. */
  ensure(): void
  /** No check is planned any more; one that is under way goes on. */
  rest(): void
  /** Nor that: its answer is nobody's. Leaves no timer. */
  stop(): void
}

export function createCheckSchedule(parts: CheckScheduleParts): CheckSchedule {
  const { clock, source, mayAsk } = parts
  const budget = createPresenceBudget(clock)
  const deadlines = createDeadlines(clock)
  let step: Step = { kind: 'resting' }

  const delayOf = (delayMs: number, reason: RequestReason) => Math.max(usable(delayMs), budget.waitMs(reason))

  function plan(askedMs: number, reason: RequestReason) {
    if (step.kind === 'checking') return
    rest()
    const delayMs = delayOf(askedMs, reason)
    if (delayMs <= 0) return begin(reason)
    const cancel = clock.after(delayMs, () => {
      step = { kind: 'resting' }
      // The timer may come too early, and the ceiling not have room yet.
      if (mayAsk()) plan(0, reason)
    })
    step = { kind: 'planned', atMs: clock.monotonicMs() + delayMs, reason, cancel }
    parts.onPlanned(delayMs)
  }

  function begin(reason: RequestReason) {
    budget.count(reason)
    step = { kind: 'checking', sinceMs: clock.monotonicMs(), reason, again: null }
    parts.onBegin()
    void deadlines.within(LONGEST_CHECK_MS, () => source.myPresence(reason)).then(end)
  }

  function end(answer: Answer<Presence>) {
    const again = step.kind === 'checking' ? step.again : null
    leaveCheck()
    try {
      parts.onEnd(answer, again)
    } catch (error) {
      parts.onFault('The answer to a check could not be used', error)
    }
    ensure()
  }

  function leaveCheck() {
    if (step.kind !== 'checking') return
    budget.ended(step.reason, clock.monotonicMs() - step.sinceMs)
    step = { kind: 'resting' }
  }

  function ensure() {
    if (mayAsk() && step.kind === 'resting') plan(ANY_RETRY_MS, 'background')
  }

  function rest() {
    if (step.kind !== 'planned') return
    step.cancel()
    step = { kind: 'resting' }
  }

  return {
    step: () => step,
    plan,
    hurry(delayMs, reason) {
      if (step.kind === 'checking') {
        step.again = reason === 'click' ? reason : (step.again ?? reason)
        return
      }
      const soonMs = clock.monotonicMs() + delayOf(delayMs, reason)
      if (step.kind === 'resting' || soonMs < step.atMs) plan(delayMs, reason)
    },
    ensure,
    rest,
    stop() {
      rest()
      deadlines.stop()
      leaveCheck()
    },
  }
}

/** Whole ms: Node's timers cut off fractions, and would come before a server's Retry-After is over. */
const usable = (delayMs: number): number =>
  Number.isNaN(delayMs) ? ANY_RETRY_MS : Math.ceil(Math.min(Math.max(0, delayMs), LONGEST_WAIT_MS))
