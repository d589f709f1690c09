// Whether a refusal by Graph or Entra has lasted: until then the next request, seconds later, may be answered. The
// reasons and the numbers: docs/pace.md.

import type { Problem } from '../model/problems/problem.ts'
import { type RefusalKind, refusalKinds } from '../model/problems/problem-kinds.ts'
import type { Clock } from '../model/timing/clock.ts'

/** How many times the same refusal has to come … */
export const LEAST_TIMES = 3
/** … and over what time, ms, before a person is asked to act. */
export const LEAST_SPREAD_MS = 60_000
/** After so many refusals, only a request with a newly issued token says more. */
const TIMES_WITH_KEPT_TOKEN = 2

interface Refusal {
  times: number
  /** On the monotonic clock, ms. */
  firstAtMs: number
  lasts: boolean
}

/** The refusals since the last answer, by kind. */
export type Refusals = Readonly<Partial<Record<RefusalKind, Refusal>>>

export const noRefusals: Refusals = {}

export interface RefusedCheck {
  /** On the monotonic clock, ms. */
  nowMs: number
  /** Entra issued a token for this request; after a 401 it always has (microsoft/graph/graph.ts). */
  freshToken: boolean
  /** Nothing has ever been answered for this account: a refusal of its first check lasts. */
  firstAnswer: boolean
}

/** Adds a refusal. Any other problem changes nothing. */
export function withRefusal(refusals: Refusals, problem: Problem, check: RefusedCheck): Refusals {
  const kind = refusalKindOf(problem)
  if (!kind) return refusals
  const before = refusals[kind] ?? { times: 0, firstAtMs: check.nowMs, lasts: false }
  const times = before.times + 1
  const isLong = times >= LEAST_TIMES && check.nowMs - before.firstAtMs >= LEAST_SPREAD_MS
  const isFresh = check.freshToken || kind === 'token-refused'
  const lasts = before.lasts || check.firstAnswer || (isLong && isFresh)
  return { ...refusals, [kind]: { times, firstAtMs: before.firstAtMs, lasts } }
}

/** Whether the next request needs a newly issued token, so that a refusal of it counts. */
export const wantsFreshToken = (refusals: Refusals): boolean =>
  Object.values(refusals).some(({ times, lasts }) => lasts || times >= TIMES_WITH_KEPT_TOKEN)

/** A refusal that has not lasted becomes a passing one; any other problem stays. */
export function asPassing(problem: Problem, refusals: Refusals): Problem {
  const refused = refusalKindOf(problem)
  if (!refused || refusals[refused]?.lasts) return problem
  const { clockOffMs } = problem
  const ofClock = clockOffMs === undefined ? {} : { clockOffMs }
  return { kind: 'passing-refusal', next: 'retries', refused, ...ofClock }
}

/** The refusals of one series of requests, of which one is made at a time. */
export interface RefusalRecord {
  /** The token that the next request needs. */
  token(): 'any' | 'fresh'
  /** Adds the problem of the last request; returns the problem to show. */
  failed(problem: Problem, firstAnswer: boolean): Problem
  answered(): void
}

export function createRefusalRecord(clock: Pick<Clock, 'monotonicMs'>): RefusalRecord {
  let refusals = noRefusals
  let freshToken = false
  return {
    token() {
      freshToken = wantsFreshToken(refusals)
      return freshToken ? 'fresh' : 'any'
    },
    failed(problem, firstAnswer) {
      refusals = withRefusal(refusals, problem, { nowMs: clock.monotonicMs(), freshToken, firstAnswer })
      return asPassing(problem, refusals)
    },
    answered() {
      refusals = noRefusals
    },
  }
}

/** The kind of a refusal that may pass; null for other problems, and where Entra gives a number as the reason. */
export const refusalKindOf = (problem: Problem): RefusalKind | null =>
  problem.kind === 'permission-missing' && problem.by === 'entra'
    ? null
    : (refusalKinds.find((refusal) => refusal === problem.kind) ?? null)
