// The gap between two ordinary checks. Pure. The reasons: docs/pace.md.

import { isCrowded } from '../tenant-backoff.ts'
import { averageGapMs } from './average-gap.ts'
import { MOST_ABSENT_MS, MOST_PRESENT_MS } from './staleness.ts'

const SECOND_MS = 1000
/** From so many changes an hour on, a change is expected, and its check may come sooner than an interval. */
const EXPECTED_CHANGES = 3
/** The least gap between such checks. */
const LEAST_EXPECTED_MS = 3 * SECOND_MS

export interface GapCircumstances {
  /** The user's pace, ms. */
  intervalMs: number
  /** The likely changes an hour, and the number of them with which the gap is the average gap. */
  likely: number
  average: number
  /** The screen is locked, or nobody has touched the computer for AWAY_AFTER_MS. */
  absent: boolean
  /** The factor of the tenant backoff; 1 where there is room for the user's pace. */
  backoffFactor: number
  /** What the request budget and the jitter make of the gap. */
  factor: number
}

/** Whether a change is so likely that its check may come sooner than an interval. */
export const isExpected = ({ likely, backoffFactor }: Pick<GapCircumstances, 'likely' | 'backoffFactor'>) =>
  likely >= EXPECTED_CHANGES && !isCrowded(backoffFactor)

/** Ms. The least lag for a given number of requests: the gap goes with the square root of the time between changes. */
export function ordinaryGapMs(known: GapCircumstances): number {
  const { intervalMs, likely, average, backoffFactor, factor } = known
  const wantedMs = averageGapMs(intervalMs) * Math.sqrt(average / likely) * backoffFactor * factor
  const leastMs = isExpected(known) ? Math.max(LEAST_EXPECTED_MS, intervalMs / 8) : intervalMs
  return Math.max(leastMs, Math.min(wantedMs, longestGapMs(known)))
}

/** Where many share the limit, no longest gap keeps them above it; the light becomes stale after five minutes all the same. */
const longestGapMs = ({ intervalMs, absent, backoffFactor }: GapCircumstances) =>
  isCrowded(backoffFactor)
    ? Number.POSITIVE_INFINITY
    : Math.max(intervalMs, absent ? MOST_ABSENT_MS : MOST_PRESENT_MS * backoffFactor)
