// nextCheck(): when to ask Graph again, and why. Pure: what is known goes in, a delay comes out. The reasons and the
// figures behind the numbers: docs/pace.md.

import type { Problem } from '../../model/problems/problem.ts'
import { LONGEST_RETRY_AFTER_MS } from '../../model/problems/problem-kinds.ts'
import { isCrowded } from '../tenant-backoff.ts'
import { averageChangesPerHour, type ChangeCircumstances, likelyChangesPerHour } from './change-likelihood.ts'
import { untilMinuteMs } from './half-hours.ts'
import { isExpected, ordinaryGapMs } from './ordinary-gap.ts'
import { ANY_RETRY_MS, afterFailure, JITTER, type Retry, type RetryCircumstances } from './retry-delay.ts'
import { type Trigger, triggeredCheckMs } from './triggers.ts'

const SECOND_MS = 1000

/** No check is planned later than this: an hour that a server asked for, with its jitter. */
export const LONGEST_WAIT_MS = 1.05 * LONGEST_RETRY_AFTER_MS

/** The interval of `RetryCircumstances` is also the least gap between ordinary checks. */
export interface Known extends ChangeCircumstances, RetryCircumstances {
  /** Ms since the last check was answered. */
  sinceAnswerMs: number
  /** The window is visible. */
  looking: boolean
  triggers: readonly Trigger[]
  /** The factor of the tenant backoff; 1 where there is room for the user's pace. */
  backoffFactor: number
  /** How many requests fewer (or, below 0, more) than planned have been made. */
  saved: number
  /** What the last check failed with; null when it was answered. */
  problem: Problem | null
}

export interface NextCheck {
  delayMs: number
  why: 'interval' | 'looking' | 'half-hour' | 'expected' | 'trigger' | Retry['why']
}

/** The next check after an answer or a failure. Its delay is a finite number, whatever is known. */
export function nextCheck(known: Known): NextCheck {
  const next = known.problem ? afterFailure(known, known.problem) : afterAnswer(known)
  return Number.isFinite(next.delayMs) ? next : { delayMs: ANY_RETRY_MS, why: next.why }
}

function afterAnswer(known: Known): NextCheck {
  const triggeredMs = triggeredDelayMs(known)
  const ordinary = ordinaryCheck(known)
  return triggeredMs !== null && triggeredMs < ordinary.delayMs
    ? { delayMs: triggeredMs, why: 'trigger' }
    : ordinary
}

/** With this many requests overspent no trigger is followed by a check, where many share the limit: divided by the backoff. */
const MOST_OVERSPENT = 40

const triggeredDelayMs = ({ triggers, intervalMs, backoffFactor, saved }: Known): number | null =>
  isCrowded(backoffFactor) && saved < -MOST_OVERSPENT / backoffFactor
    ? null
    : triggeredCheckMs(triggers, { intervalMs, backoffFactor })

/** How slowly the gaps make up for requests saved or overspent: by a factor of e for so many. */
const BUDGET_SCALE = 300
/** The same where many share the limit and a day has few requests: divided by the backoff. */
const CROWDED_BUDGET_SCALE = 160
/** There, gaps are so long that people who begin to work together would ask in waves. */
const CROWDED_JITTER = 0.4
/** There, requests that were saved shorten no gap further than this: clients that saved together would spend together. */
const LEAST_CROWDED_FACTOR = 0.8
/** Checks at the half-hour are made so long after it, and spread, as every colleague has the same half-hours. */
const HALF_HOUR_LATE_MS = SECOND_MS / 2
const HALF_HOUR_SPREAD_MS = 2 * SECOND_MS
/** Minutes of the half-hour at which calendar entries begin, and at which they end: after 20, 25 or 30 minutes. */
const MEETING_BEGINS = [0]
const MEETING_ENDS = [0, 20, 25]

function ordinaryCheck(known: Known): NextCheck {
  const { intervalMs, nowMs, sinceAnswerMs, looking, light, absent, backoffFactor, random, saved } = known
  const leftOf = (gapMs: number) => Math.max(0, gapMs - sinceAnswerMs)
  if (looking) return { delayMs: leftOf(intervalMs), why: 'looking' }
  const crowded = isCrowded(backoffFactor)
  const budgetFactor = crowded
    ? Math.max(LEAST_CROWDED_FACTOR, Math.exp((-saved * backoffFactor) / CROWDED_BUDGET_SCALE))
    : Math.exp(-saved / BUDGET_SCALE)
  const gap = {
    intervalMs,
    absent,
    backoffFactor,
    likely: likelyChangesPerHour(known),
    average: averageChangesPerHour(known),
    factor: budgetFactor * (1 + (crowded ? CROWDED_JITTER : JITTER) * (2 * random - 1)),
  }
  const gapMs = ordinaryGapMs(gap)
  const minutes = light === 'busy' ? MEETING_ENDS : MEETING_BEGINS
  const halfHourMs = untilMinuteMs(nowMs, minutes) + HALF_HOUR_LATE_MS + random * HALF_HOUR_SPREAD_MS
  // A call hides what the calendar says.
  const inCall = light === 'in-a-call' || light === 'presenting'
  const isNearHalfHour = !absent && !inCall && !crowded && halfHourMs < leftOf(gapMs) + intervalMs / 2
  return isNearHalfHour
    ? { delayMs: halfHourMs, why: 'half-hour' }
    : { delayMs: leftOf(gapMs), why: isExpected(gap) ? 'expected' : 'interval' }
}

/** How long a check is put off after a resume or a reconnect, ms: the computers of an office do both together. */
export const returnDelayMs = (random: number, backoffFactor: number): number =>
  random * (isCrowded(backoffFactor) ? 2 : 1) * SECOND_MS
