// The pace of one follower: the presence history, the request budget and the tenant backoff, and the delays they give.

import type { Presence } from '../model/presence.ts'
import type { TenantBackoff } from '../model/settings.ts'
import { averageGapMs } from './cadence/average-gap.ts'
import { type Known, nextCheck, returnDelayMs } from './cadence/cadence.ts'
import type { FollowerParts } from './follower-parts.ts'
import { createPresenceHistory, type PresenceHistory } from './presence-history.ts'
import { createRequestBudget } from './request-budget.ts'
import { backoffAfterAnswer, backoffAfterRefusal } from './tenant-backoff.ts'

export type PaceParts = Pick<FollowerParts, 'clock' | 'intervalMs' | 'backoff' | 'onBackoff'>

/** What the follower knows besides. */
type CheckCircumstances = Pick<
  Known,
  'sinceAnswerMs' | 'absent' | 'looking' | 'problem' | 'failures' | 'random'
>

export interface Pace {
  /** From now on time counts for the request budget. */
  resume(): void
  /** Until `resume` it does not: asleep or stopped. */
  pause(): void
  checkBegan(): void
  answered(presence: Presence): void
  /** Graph throttled. Counts once until the next answer, however many requests it refuses. */
  limitReached(): void
  triggered: PresenceHistory['triggered']
  microphone: PresenceHistory['microphone']
  /** Ms to the next check. */
  nextDelayMs(circumstances: CheckCircumstances): number
  /** Ms to the check after a resume or a reconnect; `random`: at least 0 and under 1. */
  returnDelayMs(random: number): number
}

export function createPace({ clock, intervalMs, backoff: first, onBackoff }: PaceParts): Pace {
  let backoff = first
  let limitIsReached = false
  const history = createPresenceHistory(clock)
  const budget = createRequestBudget(clock, () => averageGapMs(intervalMs()) * backoff.factor)

  function changeBackoff(next: TenantBackoff) {
    backoff = next
    onBackoff(next)
  }

  return {
    resume: budget.resume,
    pause: () => budget.count(0),
    checkBegan: () => budget.count(1),
    answered(presence) {
      limitIsReached = false
      history.answered(presence)
      changeBackoff(backoffAfterAnswer(backoff))
    },
    limitReached() {
      if (!limitIsReached) changeBackoff(backoffAfterRefusal(backoff))
      limitIsReached = true
    },
    triggered: history.triggered,
    microphone: history.microphone,
    nextDelayMs: (circumstances) =>
      nextCheck({
        ...circumstances,
        ...history.known(),
        intervalMs: intervalMs(),
        nowMs: clock.nowMs(),
        saved: budget.saved(),
        backoffFactor: backoff.factor,
      }).delayMs,
    returnDelayMs: (random) => returnDelayMs(random, backoff.factor),
  }
}
