// The own status: sends to Graph what the person sets, and shows it as the light until Graph confirms.

import type { Graph, TokenNeed } from '../microsoft/graph/graph.ts'
import { preferredPresences } from '../microsoft/graph/status-requests.ts'
import { baseLightOf, baseLightOfStatus } from '../model/light.ts'
import type { StatusLength, StatusName } from '../model/names.ts'
import { type Answer, type Problem, withoutRetry } from '../model/problems/problem.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import { noOwnStatus, type OwnStatusState, statusEnd } from '../model/status-choice.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import type { RequestReason } from '../model/timing/request-ceiling.ts'
import type { Features } from './features.ts'
import { createTurns } from './turns.ts'

/** "Because the Teams client uses poll mode, it takes a few minutes to update" ("Manage presence state"). */
const GIVE_UP_MS = 5 * 60_000
/** An older request is given up; a call of Graph has ended by itself before. */
const LONGEST_SEND_MS = 30_000
/** A request that was refused in passing is repeated once after this: setting the same twice changes nothing. */
const REPEAT_MS = 1500
/** The HTTP statuses of refusals that may pass, besides those from 500 on. */
const PASSING: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 423])

/** When to check whether Graph shows the new status, each after the one before: a handful of requests, not a pace. */
const LOOKS_MS: readonly number[] = [0, 5000, 15_000, 40_000, 120_000]

/** Each resolves once Graph has answered; the outcome is in the state. Of calls that wait only the last one is sent. */
export interface OwnStatusWishes {
  setStatus(wish: { status: StatusName; length: StatusLength }): Promise<void>
  clearStatus(): Promise<void>
  setStatusMessage(wish: { text: string; length: StatusLength }): Promise<void>
}

export interface OwnStatus {
  wishes: OwnStatusWishes
  /** Leaves no timer. */
  stop(): void
}

export interface OwnStatusParts {
  store: AccountStore
  clock: Clock
  features: Pick<Features, 'graphFor' | 'heldUp'>
  /** Checks the own presence now; 'click' where the person has just set it. */
  check: (reason: RequestReason) => void
}

type Ask = (graph: Graph, need: TokenNeed) => Promise<Answer<void>>

export function createOwnStatus({ store, clock, features, check }: OwnStatusParts): OwnStatus {
  const inTurnStatus = createTurns()
  const inTurnMessage = createTurns()
  const deadlines = createDeadlines(clock)
  /** Each cancels the pause before a repetition. */
  const pauses = new Set<() => void>()
  let underWay = 0
  let cancelLook = () => {}
  let cancelGiveUp = () => {}

  const now = () => store.getState().ownStatus
  const put = (part: Partial<OwnStatusState>) =>
    store.setState(({ ownStatus }) => ({ ownStatus: { ...ownStatus, ...part } }))

  /** Whether Graph accepted it, from an account that is still followed. */
  async function send(ask: Ask): Promise<boolean> {
    const graph = features.graphFor('own-status')
    if (!graph) return false
    const answer = await repeated(graph, ask)
    if (features.graphFor('own-status') !== graph) {
      put({ sending: underWay > 0 })
      return false
    }
    const problem =
      answer.ok || features.heldUp('own-status', answer.problem) ? null : withoutRetry(answer.problem)
    put({ sending: underWay > 0, problem })
    return answer.ok
  }

  /** Repeated once after a refusal that may pass, with a fresh token. */
  async function repeated(graph: Graph, ask: Ask): Promise<Answer<void>> {
    underWay += 1
    try {
      put({ sending: true, problem: null })
      const answer = await deadlines.within(LONGEST_SEND_MS, () => ask(graph, { kind: 'any' }))
      if (answer.ok || !mayPass(answer.problem)) return answer
      await repeatPause()
      if (features.graphFor('own-status') !== graph) return answer
      return await deadlines.within(LONGEST_SEND_MS, () => ask(graph, { kind: 'fresh' }))
    } finally {
      underWay -= 1
    }
  }

  const repeatPause = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(REPEAT_MS, () => {
        pauses.delete(cancel)
        resolve()
      })
      pauses.add(cancel)
    })

  function look(turn = 0) {
    cancelLook()
    const delayMs = LOOKS_MS[turn]
    if (delayMs === undefined) return
    cancelLook = clock.after(delayMs, () => {
      look(turn + 1)
      // The first check is the person's own; the others are not made while the follower is stopped.
      if (turn === 0) check('click')
      else if (store.getState().following.nextCheckAt !== null) check('background')
    })
  }

  function expect(status: StatusName, until: number | null) {
    const at = clock.nowMs()
    put({ askedFor: { status, at, until } })
    cancelGiveUp()
    cancelGiveUp = clock.after(Math.min(GIVE_UP_MS, (until ?? Number.POSITIVE_INFINITY) - at), giveUp)
    look()
  }

  function giveUp() {
    const { askedFor } = now()
    if (!askedFor) return
    const { status, at, until } = askedFor
    const answeredAt = store.getState().following.last?.at ?? 0
    const denied = answeredAt > at && (until === null || clock.nowMs() < until)
    const problem: Problem = { kind: 'teams-session-missing', next: 'person', status }
    put({ askedFor: null, ...(denied ? { problem } : {}) })
  }

  function forget() {
    cancelLook()
    cancelGiveUp()
    put(noOwnStatus)
  }

  /** Takes an answer of Graph as the confirmation of what was set, also after it was given up. */
  function confirm({ following: { last }, ownStatus: { askedFor, problem } }: AccountView) {
    if (!last) return
    const late = problem?.kind === 'teams-session-missing' ? problem.status : null
    const status = askedFor?.status ?? late
    if (!status || baseLightOf(last.presence) !== baseLightOfStatus(status)) return
    cancelLook()
    cancelGiveUp()
    put({ askedFor: null, problem: late ? null : problem })
  }

  store.subscribe((state, before) => {
    const isOn = state.features['own-status'].kind === 'on'
    const wasOn = before.features['own-status'].kind === 'on'
    if (state.session !== before.session || (wasOn && !isOn)) forget()
    else if (state.following.last !== before.following.last) confirm(state)
  })

  return {
    wishes: {
      setStatus: ({ status, length }) =>
        inTurnStatus(async () => {
          const nowMs = clock.nowMs()
          const until = statusEnd(length, nowMs, store.getState().timeZone)
          const expirationMs = until === null ? null : until - nowMs
          const wanted = { ...preferredPresences[status], expirationMs }
          if (await send((graph, need) => graph.setPreferredPresence(wanted, need))) expect(status, until)
        }),

      clearStatus: () =>
        inTurnStatus(async () => {
          if (!(await send((graph, need) => graph.clearPreferredPresence(need)))) return
          cancelGiveUp()
          put({ askedFor: null })
          look()
        }),

      setStatusMessage: ({ text, length }) =>
        inTurnMessage(async () => {
          const until = text === '' ? null : statusEnd(length, clock.nowMs(), store.getState().timeZone)
          if (await send((graph, need) => graph.setStatusMessage(text, until, need))) look()
        }),
    },
    stop() {
      deadlines.stop()
      for (const cancel of pauses) cancel()
      pauses.clear()
      cancelLook()
      cancelGiveUp()
    },
  }
}

/** Whether Graph may accept the same a moment later, and asks for no longer wait. */
function mayPass(problem: Problem): boolean {
  if (problem.kind === 'not-an-answer') return true
  if (problem.kind !== 'status-refused') return false
  const { status, retryAfterMs } = problem
  return (status >= 500 || PASSING.has(status)) && (retryAfterMs ?? 0) <= REPEAT_MS
}
