// nextCheck(): when to ask Graph again, and why. Pure: what is known goes in, a delay comes out. The reasons and the
// figures behind the numbers: docs/pace.md.

import type { Problem } from '../../model/problems/problem.ts'
import { LONGEST_RETRY_AFTER_MS } from '../../model/problems/problem-kinds.ts'
import { isCrowded } from '../tenant-backoff.ts'
import { type ChangeCircumstances, likelyChangesPerHour } from './change-likelihood.ts'
import { untilMinuteMs } from './half-hours.ts'
import { ANY_RETRY_MS, afterFailure, JITTER, type Retry, type RetryCircumstances } from './retry-delay.ts'
import { MOST_ABSENT_MS, MOST_PRESENT_MS } from './staleness.ts'
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
  trigger: Trigger | null
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
  const triggeredMs = triggeredCheckMs(known.trigger, isCrowded(known.backoffFactor))
  const ordinary = ordinaryCheck(known)
  return triggeredMs !== null && triggeredMs < ordinary.delayMs
    ? { delayMs: triggeredMs, why: 'trigger' }
    : ordinary
}

/** With so many changes an hour the gap is the average gap. */
const AVERAGE_CHANGES = 0.7
/** From so many changes an hour on, a change is expected, and its check may come sooner than an interval. */
const EXPECTED_CHANGES = 3
/** The least gap between such checks. */
const LEAST_EXPECTED_MS = 3 * SECOND_MS
/** How slowly the gaps make up for requests saved or overspent: by a factor of e for so many. */
const BUDGET_SCALE = 100
/** Checks at the half-hour are spread over this time, as every colleague has the same half-hours. */
const HALF_HOUR_SPREAD_MS = 4 * SECOND_MS
/** Minutes of the half-hour at which calendar entries begin, and at which they end: after 20, 25 or 30 minutes. */
const MEETING_BEGINS = [0]
const MEETING_ENDS = [0, 20, 25]

function ordinaryCheck(known: Known): NextCheck {
  const { intervalMs, nowMs, sinceAnswerMs, looking, absent, backoffFactor, random, saved } = known
  const leftOf = (gapMs: number) => Math.max(0, gapMs - sinceAnswerMs)
  if (looking) return { delayMs: leftOf(intervalMs), why: 'looking' }
  const likely = likelyChangesPerHour(known)
  const expected = likely >= EXPECTED_CHANGES && !isCrowded(backoffFactor)
  const spread = 1 + JITTER * (2 * random - 1)
  const budgetFactor = Math.exp(-saved / BUDGET_SCALE)
  // The least lag for a given number of requests: the gap goes with the square root of the time between changes.
  const wantedMs =
    averageGapMs(intervalMs) * Math.sqrt(AVERAGE_CHANGES / likely) * backoffFactor * budgetFactor * spread
  const leastMs = expected ? Math.max(LEAST_EXPECTED_MS, intervalMs / 8) : intervalMs
  const mostMs = Math.max(
    intervalMs,
    absent ? MOST_ABSENT_MS : Math.min(MOST_PRESENT_MS * backoffFactor, MOST_ABSENT_MS),
  )
  const gapMs = Math.max(leastMs, Math.min(wantedMs, mostMs))
  const minutes = known.light === 'busy' ? MEETING_ENDS : MEETING_BEGINS
  const halfHourMs = untilMinuteMs(nowMs, minutes) + SECOND_MS + random * HALF_HOUR_SPREAD_MS
  const isNearHalfHour = !absent && !isCrowded(backoffFactor) && halfHourMs < leftOf(gapMs) + intervalMs / 2
  return isNearHalfHour
    ? { delayMs: halfHourMs, why: 'half-hour' }
    : { delayMs: leftOf(gapMs), why: expected ? 'expected' : 'interval' }
}

/** The average gap between two requests that the pace aims at, ms. */
export const averageGapMs = (intervalMs: number): number => 2 * intervalMs

/** How long a check is put off after a resume or a reconnect, ms: the computers of an office do both together. */
export const returnDelayMs = (random: number, backoffFactor: number): number =>
  random * (isCrowded(backoffFactor) ? 2 : 1) * SECOND_MS
