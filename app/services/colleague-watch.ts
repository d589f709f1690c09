// The presences of the colleagues: makes one request for all with each own check, and marks old answers as stale.
import type { People } from '../microsoft/graph/people.ts'
import type { Presences, SightingOfMany } from '../microsoft/graph/presences.ts'
import type { ColleagueSighting, Colleagues } from '../model/colleague.ts'
import { type Following, presenceSince } from '../model/following.ts'
import type { Presence } from '../model/presence.ts'
import type { Answer, Problem } from '../model/problems/problem.ts'
import { isLimitOfGraph, isPresenceMissing, retryAfterOf } from '../model/problems/problem-kinds.ts'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import { beginWait, leftOfWait, type Wait } from '../model/timing/wait.ts'
import { afterFailure, isOddAnswer } from '../polling/cadence/retry-delay.ts'
import { staleAfterMs } from '../polling/cadence/staleness.ts'
import { createRefusalRecord } from '../polling/refusals.ts'

/** The timeout of a request. Longer than the timeout of the HTTP client. */
const PRESENCES_TIMEOUT_MS = 30_000

/** Graph or the demo. */
export type ColleagueSource = Pick<Presences, 'presencesOf'> & People

export interface ColleagueWatchParts {
  store: AccountStore
  clock: Clock
  /** Null while no requests may be made. */
  source: () => ColleagueSource | null
  /** Returns whether the problem is a missing permission. The feature shows it then, not the list. */
  holdUpIfDenied: (problem: Problem) => boolean
  /** Graph throttled a request; its limit is shared by the tenant. */
  onLimitMet: () => void
  /** The problem of the list if the requests have none. */
  otherProblem: () => Problem | null
  /** From 0 up to but not including 1, as Math.random. */
  random: () => number
  /** For the log: a request threw or timed out, or its answer could not be used. */
  onFault: (what: string, error: unknown) => void
}

export function createColleagueWatch(parts: ColleagueWatchParts) {
  const { store, clock } = parts
  /** The own answer and the own problem at the last call of `follow`. */
  let known: Pick<Following, 'last' | 'problem'> = { last: null, problem: null }
  const deadlines = createDeadlines(clock)
  let asking = false
  let askAgain = false
  let failures = 0
  /** Not reset with the feature, so that a lasting refusal is still known. */
  const refusals = createRefusalRecord(clock)
  let hold: Wait | null = null
  /** The times of the last answers by object id, on the monotonic clock. */
  const answeredAtMs = new Map<string, number>()
  /** From an own answer to the next planned check: the poll interval of the colleagues too. */
  let plannedMs = 0
  let cancelStale = () => {}
  let cancelRetry = () => {}

  const colleagues = () => store.getState().colleagues
  const put = (change: Partial<Colleagues>) =>
    store.setState((before) => ({ colleagues: { ...before.colleagues, ...change } }))
  const isHeld = () => hold !== null && leftOfWait(clock, hold) > 0
  const intervalMs = () => store.getState().settings.intervalSeconds * 1000

  /** Whether Graph has answered an own check, with a presence or with a problem of this user only. */
  const isNewAnswer = ({ last, problem }: Following) =>
    (last !== null && last !== known.last) ||
    (problem !== null && problem !== known.problem && isPresenceMissing(problem))

  /** Call it at each change of the state. Makes a request after each own check that Graph has answered. */
  function follow() {
    const { following } = store.getState()
    const { last, problem, nextCheckAt } = following
    const isNew = isNewAnswer(following)
    known = following
    if (problem) plannedMs = 0
    else if (last && nextCheckAt !== null) plannedMs = nextCheckAt - last.at
    if (isNew) ask()
    checkAge()
  }

  /** Not while the own checks are stopped. */
  function retry() {
    const { nextCheckAt, checking } = store.getState().following
    if (checking || nextCheckAt !== null) ask()
  }

  /** Makes one request for all colleagues, never two at a time. */
  function ask() {
    const graph = parts.source()
    const ids = colleagues().people.map(({ id }) => id)
    if (!graph || ids.length === 0 || isHeld()) return
    askAgain = asking
    if (asking) return
    asking = true
    const token = refusals.token()
    void deadlines.within(PRESENCES_TIMEOUT_MS, () => graph.presencesOf(ids, token)).then(answered)
  }

  function answered(answer: Answer<ReadonlyMap<string, SightingOfMany>>) {
    asking = false
    try {
      if (answer.ok) update(answer.value)
      else handleProblem(answer.problem)
      if (askAgain) ask()
    } catch (error) {
      parts.onFault('The answer about colleagues could not be used', error)
    }
  }

  function handleProblem(met: Problem) {
    const problem = refusals.failed(met, false)
    if (problem.kind === 'unfinished' || problem.kind === 'unexpected')
      parts.onFault('A request for colleagues failed', problem)
    if (parts.holdUpIfDenied(problem)) return
    if (isLimitOfGraph(problem) && colleagues().problem?.kind !== 'throttled') parts.onLimitMet()
    failures += 1
    const { delayMs } = afterFailure({ intervalMs: intervalMs(), failures, random: parts.random() }, problem)
    cancelRetry()
    // After any other problem, the next own check makes the next request.
    if (problem.kind === 'throttled' || retryAfterOf(problem) !== null) hold = beginWait(clock, delayMs)
    else if (isOddAnswer(problem)) cancelRetry = clock.after(delayMs, retry)
    put({ problem })
    checkAge()
  }

  function update(answers: ReadonlyMap<string, SightingOfMany>) {
    const { people, seen: before } = colleagues()
    const seen: Colleagues['seen'] = {}
    let problem = parts.otherProblem()
    for (const { id } of people) {
      const answer = answers.get(id)
      const last = before[id]
      if (answer?.kind === 'failed') problem = answer.problem
      if (answer?.kind === 'seen') seen[id] = sighting(id, answer.presence)
      // Graph may leave somebody out in passing: what was seen stays until it is stale.
      else if (answer?.kind === 'not-visible' && (last?.kind !== 'seen' || last.stale)) seen[id] = answer
      // A colleague who was added since the request has no answer yet.
      else if (last) seen[id] = last
    }
    failures = 0
    refusals.answered()
    hold = null
    cancelRetry()
    put({ seen, problem })
    checkAge()
  }

  function sighting(id: string, presence: Presence): ColleagueSighting {
    const last = colleagues().seen[id]
    const before = last?.kind === 'seen' ? last : null
    const unbroken = before !== null && leftMs(id, before.at) >= 0
    const at = clock.nowMs()
    answeredAtMs.set(id, clock.monotonicMs())
    return { kind: 'seen', presence, at, ...presenceSince(before, presence, at, unbroken), stale: false }
  }

  /** Ms until an answer is stale, by both clocks: timers stop during sleep, and the wall clock may be set back. */
  function leftMs(id: string, at: number): number {
    const answeredMs = answeredAtMs.get(id) ?? Number.NEGATIVE_INFINITY
    const ageMs = Math.max(clock.monotonicMs() - answeredMs, clock.nowMs() - at)
    return staleAfterMs(intervalMs(), colleagues().problem ? 0 : plannedMs) - ageMs
  }

  /** Marks the stale answers. */
  function checkAge() {
    cancelStale()
    const { seen } = colleagues()
    const fresh = Object.entries(seen).flatMap(([id, last]) =>
      last.kind === 'seen' && !last.stale ? [{ id, last, left: leftMs(id, last.at) }] : [],
    )
    const old = fresh.filter(({ left }) => left < 1)
    if (old.length > 0) {
      const marked = old.map(({ id, last }) => [id, { ...last, stale: true }] as const)
      put({ seen: { ...seen, ...Object.fromEntries(marked) } })
    } else if (fresh.length > 0) {
      cancelStale = clock.after(Math.min(...fresh.map(({ left }) => left)), checkAge)
    }
  }

  return {
    follow,
    /** Resets everything: cancels all timers and ignores pending answers. */
    stop() {
      deadlines.stop()
      asking = false
      askAgain = false
      failures = 0
      hold = null
      answeredAtMs.clear()
      cancelRetry()
      cancelStale()
    },
  }
}
