// When the next check comes, as one value. While the follower may ask, a check is planned, or one is under way that
// ends in time, whatever throws or hangs.

import type { PresenceSource } from '../model/following.ts'
import type { Presence } from '../model/presence.ts'
import type { Answer } from '../model/problems/problem.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import { createPresenceBudget, type RequestReason } from '../model/timing/request-ceiling.ts'
import { LONGEST_WAIT_MS } from './cadence/cadence.ts'
import { ANY_RETRY_MS } from './cadence/retry-delay.ts'

/** An older check is given up; its request has ended by itself before (app/microsoft/graph/bounded-graph.ts). */
const LONGEST_CHECK_MS = 30_000

/** All moments are of the monotonic clock, ms. */
type Step =
  | { kind: 'none' }
  | { kind: 'planned'; atMs: number; reason: RequestReason; cancel: () => void }
  | {
      kind: 'checking'
      sinceMs: number
      reason: RequestReason
      /** Why another check was asked for meanwhile: worth a try if this one fails. */
      again: RequestReason | null
    }

export interface CheckScheduleParts {
  clock: Clock
  source: PresenceSource
  mayAsk: () => boolean
  onPlanned: (delayMs: number) => void
  onBegin: () => void
  /** The only one of these that may throw. `again`: why another check was asked for while this one was under way. */
  onEnd: (answer: Answer<Presence>, again: RequestReason | null) => void
  onFault: (what: string, error: unknown) => void
}

export interface CheckSchedule {
  step(): Step
  /** Plans the next check, in place of a planned one; never sooner than the ceiling on requests allows. */
  plan(delayMs: number, reason: RequestReason): void
  /** The same, but a check that is planned sooner stays: a reason to ask never puts one off. */
  planSooner(delayMs: number, reason: RequestReason): void
  /** Plans a check if it may ask and there is no next step; to be called after anything that may have failed. */
  ensure(): void
  /** Cancels the planned check; one that is under way goes on. */
  cancelPlan(): void
  /** The same, and the answer to a running check is ignored. Leaves no timer. */
  stop(): void
}

export function createCheckSchedule(parts: CheckScheduleParts): CheckSchedule {
  const { clock, source, mayAsk } = parts
  const budget = createPresenceBudget(clock)
  const deadlines = createDeadlines(clock)
  let step: Step = { kind: 'none' }

  const delayOf = (delayMs: number, reason: RequestReason) => Math.max(usable(delayMs), budget.waitMs(reason))

  function plan(askedMs: number, reason: RequestReason) {
    if (step.kind === 'checking') return
    cancelPlan()
    const delayMs = delayOf(askedMs, reason)
    if (delayMs <= 0) return begin(reason)
    const cancel = clock.after(delayMs, () => {
      step = { kind: 'none' }
      // The timer may fire early, and the ceiling not allow the request yet.
      if (mayAsk()) plan(0, reason)
    })
    step = { kind: 'planned', atMs: clock.monotonicMs() + delayMs, reason, cancel }
    parts.onPlanned(delayMs)
  }

  function begin(reason: RequestReason) {
    budget.count(reason)
    step = { kind: 'checking', sinceMs: clock.monotonicMs(), reason, again: null }
    parts.onBegin()
    void deadlines.within(LONGEST_CHECK_MS, () => source.myPresence(reason)).then(onAnswer)
  }

  function onAnswer(answer: Answer<Presence>) {
    const again = step.kind === 'checking' ? step.again : null
    endCheck()
    try {
      parts.onEnd(answer, again)
    } catch (error) {
      parts.onFault('The answer to a check could not be used', error)
    }
    ensure()
  }

  function endCheck() {
    if (step.kind !== 'checking') return
    budget.ended(step.reason, clock.monotonicMs() - step.sinceMs)
    step = { kind: 'none' }
  }

  function ensure() {
    if (mayAsk() && step.kind === 'none') plan(ANY_RETRY_MS, 'background')
  }

  function cancelPlan() {
    if (step.kind !== 'planned') return
    step.cancel()
    step = { kind: 'none' }
  }

  return {
    step: () => step,
    plan,
    planSooner(delayMs, reason) {
      if (step.kind === 'checking') {
        step.again = reason === 'click' ? reason : (step.again ?? reason)
        return
      }
      const soonMs = clock.monotonicMs() + delayOf(delayMs, reason)
      if (step.kind === 'none' || soonMs < step.atMs) plan(delayMs, reason)
    },
    ensure,
    cancelPlan,
    stop() {
      cancelPlan()
      deadlines.stop()
      endCheck()
    },
  }
}

/** Whole ms: Node's timers cut off fractions, and would fire before a server's Retry-After is over. */
const usable = (delayMs: number) =>
  Number.isNaN(delayMs) ? ANY_RETRY_MS : Math.ceil(Math.min(Math.max(0, delayMs), LONGEST_WAIT_MS))
