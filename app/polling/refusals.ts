// Whether a refusal of Graph or Entra has lasted: until then the next request, seconds later, may be answered. Why,
// and with what numbers: docs/pace.md.

import type { Problem } from '../model/problem.ts'
import { type RefusalKind, refusalKinds } from '../model/problem-kinds.ts'
import type { Clock } from '../model/timing/clock.ts'

/** How often the same refusal has to come … */
export const LEAST_TIMES = 3
/** … and over which time, ms, before a person is asked to mend it. */
export const LEAST_SPREAD_MS = 60_000
/** So many refusals in, only a token that Entra has just issued can tell more. */
const TIMES_WITH_KEPT_TOKEN = 2

export interface Refusal {
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
  /** Entra was asked for a token for this very request; a 401 has had one in any case (microsoft/graph/graph.ts). */
  freshToken: boolean
  /** Nothing has ever been answered for this account: what it is refused first is no passing fault. */
  firstAnswer: boolean
}

/** With one refusal more. Any other problem says nothing of refusals. */
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

/** Whether the next request needs a token that Entra has just issued, for what its answer is to count for. */
export const wantsFreshToken = (refusals: Refusals): boolean =>
  Object.values(refusals).some(({ times, lasts }) => lasts || times >= TIMES_WITH_KEPT_TOKEN)

/** A refusal that has not lasted, as what it is so far: a passing fault. */
export function asPassing(problem: Problem, refusals: Refusals): Problem {
  const refused = refusalKindOf(problem)
  if (!refused || refusals[refused]?.lasts) return problem
  const { clockOffMs } = problem
  const ofClock = clockOffMs === undefined ? {} : { clockOffMs }
  return { kind: 'passing-refusal', next: 'retries', refused, ...ofClock }
}

/** The refusals that one asker has met, of one question at a time. */
export interface RefusalRecord {
  /** What the next request has to ask with. */
  token(): 'any' | 'fresh'
  /** The problem that the last request met, as it is to be told. */
  met(problem: Problem, firstAnswer: boolean): Problem
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
    met(problem, firstAnswer) {
      refusals = withRefusal(refusals, problem, { nowMs: clock.monotonicMs(), freshToken, firstAnswer })
      return asPassing(problem, refusals)
    },
    answered() {
      refusals = noRefusals
    },
  }
}

/** The refusal, where it is one that may pass: Entra's own numbers mean what they say. */
export const refusalKindOf = (problem: Problem): RefusalKind | null =>
  problem.kind === 'permission-missing' && problem.by === 'entra'
    ? null
    : (refusalKinds.find((refusal) => refusal === problem.kind) ?? null)
