// How long to wait after a failed request. Pure. The reasons: docs/pace.md.

import type { Problem } from '../../model/problems/problem.ts'
import { type ProblemKind, retryAfterOf } from '../../model/problems/problem-kinds.ts'
import { refusalKindOf } from '../refusals.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/** The shortest delay after one failure; twice this after two, and so on … */
const LEAST_RETRY_MS = 5 * SECOND_MS
/** … up to this. */
const MOST_LEAST_RETRY_MS = MINUTE_MS
/** The longest delay, however many checks failed. */
const MOST_RETRY_MS = 10 * MINUTE_MS
/** After so many failures in a row the next request still comes as soon as the server asked for. */
const FAILURES_AT_ONCE = 2
/** The delay where the known values give none. */
export const ANY_RETRY_MS = MINUTE_MS
/** What the system says of the network or a sleep is a hint: after this, or an interval, a request is tried anyway. */
const HINT_MS = 2 * MINUTE_MS
/** The share by which delays differ, so that the clients of one tenant do not ask at the same moment. */
export const JITTER = 0.03

export interface RetryCircumstances {
  /** The user's pace, ms. */
  intervalMs: number
  /** How many checks in a row have failed. */
  failures: number
  /** A random number, at least 0 and under 1, the same until the next answer. */
  random: number
}

export interface Retry {
  delayMs: number
  why: 'backing-off' | 'asked-to-wait' | 'waiting-for-a-person'
}

/** How long to leave Graph alone after a failure: at least as long as it asked, and longer with each failure. */
export function afterFailure({ intervalMs, failures, random }: RetryCircumstances, problem: Problem): Retry {
  if (problem.kind === 'offline')
    return { delayMs: hintMs(intervalMs) * (1 - JITTER * random), why: 'backing-off' }
  if (isOddAnswer(problem)) {
    const mostMs = MOST_RETRY_MS / 2
    return {
      delayMs: Math.min(mostMs, LEAST_RETRY_MS * growth(failures)) * (1 + random),
      why: problem.next === 'person' ? 'waiting-for-a-person' : 'backing-off',
    }
  }
  if (problem.next === 'person')
    return { delayMs: MOST_RETRY_MS * (1 - JITTER * random), why: 'waiting-for-a-person' }
  const leastMs = Math.min(MOST_LEAST_RETRY_MS, LEAST_RETRY_MS * growth(failures))
  const askedMs = retryAfterOf(problem) ?? (problem.kind === 'held-back' ? problem.retryAfterMs : 0)
  // Never sooner than asked, and not all clients at the same moment.
  if (askedMs > 0) {
    // A server that refuses again and again has more clients waiting than it can answer at that moment.
    const againMs =
      failures > FAILURES_AT_ONCE
        ? Math.min(intervalMs * growth(failures), MOST_RETRY_MS - Math.max(leastMs, askedMs))
        : 0
    const spreadMs = random * Math.max(SECOND_MS, JITTER * askedMs, againMs)
    return { delayMs: Math.max(leastMs, askedMs) + spreadMs, why: 'asked-to-wait' }
  }
  // Exponential with jitter: clients that lost the same server do not come back together.
  const mostMs = Math.min(MOST_RETRY_MS, Math.max(2 * leastMs, intervalMs * growth(failures)))
  return { delayMs: leastMs + random * (mostMs - leastMs), why: 'backing-off' }
}

/** Whether the next request, seconds later, may be answered otherwise: no server is overloaded. */
export const isOddAnswer = (problem: Problem): boolean =>
  oddAnswers.has(problem.kind) || refusalKindOf(problem) !== null

const oddAnswers: ReadonlySet<ProblemKind> = new Set([
  'passing-refusal',
  'not-an-answer',
  'not-json',
  'too-large',
  'cut-short',
  'other-account-answered',
])

const growth = (failures: number) => 2 ** Math.min(Math.max(failures, 1) - 1, 10)

/** The longest time, ms, for which a hint of the system prevents a request. */
export const hintMs = (intervalMs: number): number => Math.max(HINT_MS, intervalMs)
