// nextCheck(): when to ask again, and why. Pure: what is known goes in, a delay comes out. The reasons and the
// figures behind the numbers: docs/pace.md.

import type { PresenceLight } from '../model/light.ts'
import type { Problem } from '../model/problem.ts'
import { askedToWaitMs, MOST_ASKED_MS, type ProblemKind } from '../model/problem-kinds.ts'
import { refusalKindOf } from './refusals.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HALF_HOUR_MS = 30 * MINUTE_MS

/** No retry comes sooner than this after a failure, than twice this after two, and so on … */
const LEAST_RETRY_MS = 5 * SECOND_MS
/** … up to this. */
const MOST_LEAST_RETRY_MS = MINUTE_MS
/** However often it failed, the light tries again within this time. */
const MOST_RETRY_MS = 10 * MINUTE_MS
/** No check is planned later than this: an hour that was asked for, and the spread on top. */
export const LONGEST_WAIT_MS = 1.05 * MOST_ASKED_MS
/** Where no delay can be reckoned from what is known. */
export const ANY_RETRY_MS = MINUTE_MS
/** What the system says of the network or of a sleep is a hint: within this time, or one interval, it is tried all the same. */
const HINT_MS = 2 * MINUTE_MS
/** A light may be this old before it is called stale, however short the interval. */
const LEAST_STALE_MS = 2 * MINUTE_MS
/** A check that is late by this much makes the light stale. */
const GRACE_MS = 15 * SECOND_MS
/** Ordinary checks are spread by ± this share, so that clients of one tenant do not march in step. */
const JITTER = 0.03

/** Teams calls a person away after this time without input ("User presence in Teams"). */
export const AWAY_AFTER_MS = 5 * MINUTE_MS

/** What the computer noticed that changes a presence within seconds. */
export type StirKind = 'lock-screen' | 'unlock-screen' | 'resume' | 'online' | 'input' | 'idle'

export interface Stir {
  kind: StirKind
  agoMs: number
  /** A changed presence has been heard since. */
  changed: boolean
}

export interface Known {
  /** The pace that the user chose, ms: the least gap between ordinary checks. */
  intervalMs: number
  /** The time of day, epoch ms: meetings begin and end near the half-hour. */
  nowMs: number
  /** Ms since the last check was answered. */
  sinceAnswerMs: number
  /** The light of the last answer; null before the first. */
  light: PresenceLight | null
  /** Ms since the light last changed. */
  sinceChangeMs: number
  /** Ms since the call began that is under way, presenting included; 0 without one. */
  sinceCallMs: number
  /** The screen is locked, or nobody has touched the computer for AWAY_AFTER_MS. */
  absent: boolean
  /** Somebody looks at the window. */
  looking: boolean
  stir: Stir | null
  /** How many requests fewer (or, below 0, more) than planned have been made. */
  saved: number
  /** The factor of the tenant backoff; 1 where there is room for the user's pace. */
  backoffFactor: number
  /** What the last check came back with; null when it was a presence. */
  problem: Problem | null
  /** How many checks in a row have failed. */
  failures: number
  /** A random number, at least 0 and under 1, the same until the next answer. */
  random: number
}

export interface NextCheck {
  delayMs: number
  why:
    | 'interval'
    | 'looking'
    | 'half-hour'
    | 'expected'
    | 'stir'
    | 'backing-off'
    | 'asked-to-wait'
    | 'waiting-for-a-person'
}

/** The next check after an answer or a failure. Its delay is a finite number, whatever is known. */
export function nextCheck(known: Known): NextCheck {
  const next = known.problem ? afterFailure(known, known.problem) : afterAnswer(known)
  return Number.isFinite(next.delayMs) ? next : { delayMs: ANY_RETRY_MS, why: next.why }
}

/** How long to leave Graph alone after a failure: at least as long as it asked, and longer with each failure. */
export function afterFailure(
  { intervalMs, failures, random }: Pick<Known, 'intervalMs' | 'failures' | 'random'>,
  problem: Problem,
): NextCheck {
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
  const leastMs = leastRetryMs(failures)
  const askedMs = askedToWaitMs(problem) ?? (problem.kind === 'held-back' ? problem.retryAfterMs : 0)
  // Never sooner than asked, and not everybody at the same moment.
  if (askedMs > 0) {
    const spreadMs = random * Math.max(SECOND_MS, JITTER * askedMs)
    return { delayMs: Math.max(leastMs, askedMs) + spreadMs, why: 'asked-to-wait' }
  }
  // Exponential with jitter: colleagues who lost the same server do not come back together.
  const mostMs = Math.min(MOST_RETRY_MS, Math.max(2 * leastMs, intervalMs * growth(failures)))
  return { delayMs: leastMs + random * (mostMs - leastMs), why: 'backing-off' }
}

/** Whether the next request, seconds later, need not be answered so: nobody is overloaded. */
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

const growth = (failures: number): number => 2 ** Math.min(Math.max(failures, 1) - 1, 10)

/** What a retry waits at least, whatever the server says. */
const leastRetryMs = (failures: number): number =>
  Math.min(MOST_LEAST_RETRY_MS, LEAST_RETRY_MS * growth(failures))

function afterAnswer(known: Known): NextCheck {
  const stirMs = stirDelay(known)
  const ordinary = ordinaryCheck(known)
  return stirMs !== null && stirMs < ordinary.delayMs ? { delayMs: stirMs, why: 'stir' } : ordinary
}

/** Moments after a stir, ms, at which the change may be there: asked until it is. */
const STIR_CHECKS: Record<StirKind, readonly number[]> = {
  'lock-screen': [4000, 7500, 30_000],
  idle: [2500, 5500, 20_000],
  'unlock-screen': [2500, 4000, 5500, 20_000],
  input: [1500, 3000, 4500, 20_000],
  resume: [4000, 7000, 20_000],
  online: [10_000],
}

/** Two moments this near are one: clocks and their sums are not exact. */
const SAME_MOMENT_MS = 100

/** Ms to the next look for what a stir has changed, or null. */
function stirDelay({ stir, backoffFactor }: Known): number | null {
  if (!stir || stir.changed) return null
  const all = STIR_CHECKS[stir.kind]
  const checks = backoffFactor > CROWDED ? all.slice(-2) : all
  const next = checks.find((at) => at > stir.agoMs + SAME_MOMENT_MS)
  return next === undefined ? null : next - stir.agoMs
}

/** From this factor of the tenant backoff on, many share the limit: no moment is used that all of them would use. */
const CROWDED = 1.5

/** A minute of the half hour at which nothing begins or ends. */
const QUIET_MINUTE = 10

/**
 * How many changes an hour are likely now that nothing else tells of, from what is known: people join a meeting within
 * minutes of its begin, a meeting's call ends near the half-hour, any other call within a quarter of an hour, and
 * while all is quiet little happens.
 */
function changesPerHour({ light, sinceChangeMs, sinceCallMs, absent, nowMs, backoffFactor }: Known): number {
  const minute = backoffFactor > CROWDED ? QUIET_MINUTE : sinceMark(nowMs) / MINUTE_MS
  switch (light) {
    case 'busy': {
      const meetingBegan = sinceMark(nowMs - sinceChangeMs) < MINUTE_MS
      if (!meetingBegan) return 1.5
      return sinceChangeMs < 3 * MINUTE_MS ? 40 : sinceChangeMs < 5 * MINUTE_MS ? 2.5 : 1.5
    }
    case 'in-a-call': {
      const age = sinceCallMs / MINUTE_MS
      const began = sinceMark(nowMs - sinceCallMs) / MINUTE_MS
      if (began < 3.5 || began > 28) return minute < 3 || minute > 27 ? 3.5 : 1.2
      return age < 2 ? 1.5 : age < 16 ? 11 : age < 24 ? 6 : 2.4
    }
    case 'presenting':
      return sinceChangeMs < 2 * MINUTE_MS ? 1 : 4
    case 'do-not-disturb':
      return 2
    default:
      if (absent) return 1.2
      return minute > 29 ? 4 : 0.5
  }
}

/** A change that nobody is there to see is worth this much of one that somebody sees. */
const UNSEEN = 0.25
/** As many changes an hour make the average gap. */
const AVERAGE_CHANGES = 0.7
/** From here on a change is expected, and a check for it is no ordinary one. */
const EXPECTED_CHANGES = 3

function ordinaryCheck(known: Known): NextCheck {
  const { intervalMs, nowMs, sinceAnswerMs, looking, absent, backoffFactor, random, saved } = known
  const left = (gapMs: number) => Math.max(0, gapMs - sinceAnswerMs)
  if (looking) return { delayMs: left(intervalMs), why: 'looking' }
  const likely = changesPerHour(known) * (absent ? UNSEEN : 1)
  const expected = likely >= EXPECTED_CHANGES && backoffFactor <= CROWDED
  const spread = 1 + JITTER * (2 * random - 1)
  const thrift = Math.exp(-saved / THRIFT)
  // For the least lag at a given number of requests the gap goes with the square root of the time between changes.
  const wantedMs =
    averageGapMs(intervalMs) * Math.sqrt(AVERAGE_CHANGES / likely) * backoffFactor * thrift * spread
  const leastMs = expected ? Math.max(LEAST_EXPECTED_MS, intervalMs / 8) : intervalMs
  const mostMs = Math.max(
    intervalMs,
    absent ? MOST_ABSENT_MS : Math.min(MOST_PRESENT_MS * backoffFactor, MOST_ABSENT_MS),
  )
  const gapMs = Math.max(leastMs, Math.min(wantedMs, mostMs))
  const markMs =
    untilMark(nowMs, known.light === 'busy' ? MEETING_ENDS : HALF_HOURS) + 1000 + random * MARK_SPREAD_MS
  const useMark = !absent && backoffFactor <= CROWDED && markMs < left(gapMs) + intervalMs / 2
  return useMark
    ? { delayMs: markMs, why: 'half-hour' }
    : { delayMs: left(gapMs), why: expected ? 'expected' : 'interval' }
}

/** With nobody at the computer a change is rare, and no one sees it. */
const MOST_ABSENT_MS = 5 * MINUTE_MS
/** In front of somebody no light goes unchecked long enough to be called stale. */
const MOST_PRESENT_MS = LEAST_STALE_MS - GRACE_MS
/** How strongly the pace makes up for requests over or under plan. */
const THRIFT = 100
/** Not even an expected change is looked for more often. */
const LEAST_EXPECTED_MS = 3 * SECOND_MS
/** Checks at the half-hour are spread over this time: every colleague has the same half-hours. */
const MARK_SPREAD_MS = 4 * SECOND_MS

/** Minutes of the half hour at which calendar entries begin, and at which they end: after 20, 25 or 30 minutes. */
const HALF_HOURS = [0]
const MEETING_ENDS = [0, 20, 25]

/** Ms since the last full or half hour of the local clock; zones may be a quarter of an hour off. */
function sinceMark(nowMs: number): number {
  const now = new Date(nowMs)
  return (now.getMinutes() * MINUTE_MS + now.getSeconds() * SECOND_MS + now.getMilliseconds()) % HALF_HOUR_MS
}

/** Ms to the next of these minutes of a half hour. */
function untilMark(nowMs: number, minutes: readonly number[]): number {
  const since = sinceMark(nowMs)
  return Math.min(
    ...minutes.map((minute) => (minute * MINUTE_MS - since + HALF_HOUR_MS) % HALF_HOUR_MS || HALF_HOUR_MS),
  )
}

/** The longest time, ms, for which a hint of the system's keeps anybody from asking. */
export const hintMs = (intervalMs: number): number => Math.max(HINT_MS, intervalMs)

/** The average gap between two requests that the pace aims at, ms. */
export const averageGapMs = (intervalMs: number): number => 2 * intervalMs

/** How long a check is put off after a resume or a reconnect, ms: offices wake and reconnect together. */
export const returnDelayMs = (random: number, backoffFactor: number): number =>
  random * (backoffFactor > CROWDED ? 2 : 1) * SECOND_MS

/**
 * The age, ms, at which the last good answer can no longer be vouched for: three intervals or two minutes, whichever
 * is longer; where the pace is slower than that, once the planned check is overdue (`plannedMs` from answer to
 * check), and after five minutes whatever was planned.
 */
export const staleAfterMs = (intervalMs: number, plannedMs: number): number =>
  Math.max(LEAST_STALE_MS, 3 * intervalMs, Math.min(plannedMs, MOST_ABSENT_MS) + GRACE_MS)
