// nextCheck(): when to ask again, and why. Pure: what is known goes in, a delay comes out.
import type { Problem } from '../microsoft/problem.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/** No retry comes sooner than this after a failure. */
const LEAST_RETRY_MS = 5 * SECOND_MS
/** However often it failed, the light tries again within this time. */
const MOST_RETRY_MS = 10 * MINUTE_MS
/** A light may be this old before it is called stale, however short the interval. */
const LEAST_STALE_MS = 2 * MINUTE_MS
/** Ordinary checks are spread by ± this share of the interval, so that clients of one tenant do not march in step. */
const JITTER = 0.1

export interface Known {
  /** The pace that the user chose, ms. */
  intervalMs: number
  /** What the last check came back with; null when it was a presence. */
  problem: Problem | null
  /** How many checks in a row have failed. */
  failures: number
  /** A random number, at least 0 and under 1. */
  random: number
}

export interface NextCheck {
  delayMs: number
  why: 'interval' | 'backing-off' | 'asked-to-wait' | 'waiting-for-a-person'
}

/** The next check after an answer or a failure. */
export function nextCheck({ intervalMs, problem, failures, random }: Known): NextCheck {
  if (!problem) return { delayMs: intervalMs * (1 + JITTER * (2 * random - 1)), why: 'interval' }
  const askedMs = 'retryAfterMs' in problem ? problem.retryAfterMs : null
  // Never sooner than the server asked, and not everybody at the same moment.
  if (askedMs !== null)
    return { delayMs: askedMs + random * Math.max(SECOND_MS, JITTER * askedMs), why: 'asked-to-wait' }
  if (problem.needs === 'person')
    return { delayMs: MOST_RETRY_MS * (1 + JITTER * random), why: 'waiting-for-a-person' }
  // Exponential with full jitter: colleagues who lost the same server do not come back together.
  const most = Math.min(MOST_RETRY_MS, intervalMs * 2 ** Math.min(failures - 1, 10))
  return { delayMs: Math.max(LEAST_RETRY_MS, random * most), why: 'backing-off' }
}

/** How long a check is put off after a resume or a reconnect, ms: offices wake and reconnect together. */
export const returnDelayMs = (random: number): number => random * SECOND_MS

/** The age, ms, at which the last good answer can no longer be vouched for. */
export const staleAfterMs = (intervalMs: number): number => Math.max(LEAST_STALE_MS, 3 * intervalMs)
