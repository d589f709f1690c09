// The user's own status: sends it to Graph, and shows it as the light until Graph confirms it.

import type { Graph, TokenNeed } from '../microsoft/graph/graph.ts'
import { preferredPresences } from '../microsoft/graph/status-requests.ts'
import { baseLightOf, baseLightOfStatus } from '../model/lights/presence-words.ts'
import type { LengthInMinutes, StatusLength, StatusName } from '../model/names.ts'
import type { Presence } from '../model/presence.ts'
import { type Answer, type Problem, withoutRetry } from '../model/problems/problem.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import { noOwnStatus, type OwnStatusState, statusEnd } from '../model/status-choice.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import type { RequestReason } from '../model/timing/request-ceiling.ts'
import { beginWait, leftOfWait } from '../model/timing/wait.ts'
import type { Features } from './features.ts'
import { createLatestCallQueue } from './latest-call-queue.ts'

/** "Because the Teams client uses poll mode, it takes a few minutes to update" ("Manage presence state"). */
const GIVE_UP_MS = 5 * 60_000
/** An answer that came sooner does not deny the status. */
const LEAST_DENIAL_MS = 60_000
/** The timeout of a request. Longer than the timeout of the HTTP client. */
const SEND_TIMEOUT_MS = 30_000
/** The delay before the one retry. Setting the same status twice changes nothing. */
const RETRY_DELAY_MS = 1500
/** The HTTP statuses that are retried, besides those from 500 on. */
const RETRIED: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 423])

/** The delay before each check of whether Graph shows the new status, from the check before it. */
const CHECK_DELAYS_MS: readonly number[] = [0, 5000, 15_000, 40_000, 120_000]

/** Each resolves once Graph has answered; the result is in the state. Of the waiting calls, only the latest is sent. */
export interface OwnStatusCommands {
  setStatus(choice: { status: StatusName; length: StatusLength | LengthInMinutes }): Promise<void>
  clearStatus(): Promise<void>
  /** Resolves to whether Graph has accepted it. */
  setStatusMessage(message: { text: string; length: StatusLength }): Promise<boolean>
}

export interface OwnStatus {
  commands: OwnStatusCommands
  /** Cancels all timers. */
  stop(): void
}

export interface OwnStatusParts {
  store: AccountStore
  clock: Clock
  features: Pick<Features, 'graphFor' | 'holdUpIfDenied'>
  /** Checks the own presence now. The reason is 'click' for the first check after the user has set the status. */
  check: (reason: RequestReason) => void
}

type StatusRequest = (graph: Graph, need: TokenNeed) => Promise<Answer<void>>

export function createOwnStatus({ store, clock, features, check }: OwnStatusParts): OwnStatus {
  const queueStatus = createLatestCallQueue<void>()
  const queueMessage = createLatestCallQueue<boolean>()
  const deadlines = createDeadlines(clock)
  /** Each cancels the delay before a retry. */
  const retries = new Set<() => void>()
  let running = 0
  let cancelCheck = () => {}
  let cancelGiveUp = () => {}
  /** For the confirmation of `askedFor`. */
  let wait = beginWait(clock, 0)

  const put = (part: Partial<OwnStatusState>) =>
    store.setState(({ ownStatus }) => ({ ownStatus: { ...ownStatus, ...part } }))

  /** Returns whether Graph accepted the request and the account is still the same. */
  async function send(request: StatusRequest): Promise<boolean> {
    const graph = features.graphFor('own-status')
    if (!graph) return false
    const answer = await sendWithRetry(graph, request)
    if (features.graphFor('own-status') !== graph) {
      put({ sending: running > 0 })
      return false
    }
    // A success leaves the problem of another request, which ended meanwhile.
    const isFailure = !answer.ok && !features.holdUpIfDenied('own-status', answer.problem)
    put({ sending: running > 0, ...(isFailure ? { problem: withoutRetry(answer.problem) } : {}) })
    return answer.ok
  }

  /** Retries once with a fresh token after a transient refusal. */
  async function sendWithRetry(graph: Graph, request: StatusRequest): Promise<Answer<void>> {
    running += 1
    try {
      put({ sending: true, problem: null })
      const answer = await deadlines.within(SEND_TIMEOUT_MS, () => request(graph, { kind: 'any' }))
      if (answer.ok || !isTransient(answer.problem)) return answer
      await retryDelay()
      if (features.graphFor('own-status') !== graph) return answer
      return await deadlines.within(SEND_TIMEOUT_MS, () => request(graph, { kind: 'fresh' }))
    } finally {
      running -= 1
    }
  }

  const retryDelay = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(RETRY_DELAY_MS, () => {
        retries.delete(cancel)
        resolve()
      })
      retries.add(cancel)
    })

  function scheduleCheck(index = 0) {
    cancelCheck()
    if (store.getState().following.person) return
    const delayMs = CHECK_DELAYS_MS[index]
    if (delayMs === undefined) return
    cancelCheck = clock.after(delayMs, () => {
      scheduleCheck(index + 1)
      // The first check counts as the user's own. The others are skipped while the follower is stopped.
      if (index === 0) check('click')
      else if (store.getState().following.nextCheckAt !== null) check('background')
    })
  }

  function awaitConfirmation(status: StatusName, until: number | null) {
    // The checks are of somebody else, and confirm nothing.
    if (store.getState().following.person) return
    const at = clock.nowMs()
    const waitMs = Math.min(GIVE_UP_MS, (until ?? Number.POSITIVE_INFINITY) - at)
    wait = beginWait(clock, waitMs)
    put({ askedFor: { status, at, until } })
    cancelGiveUp()
    cancelGiveUp = clock.after(waitMs, giveUp)
    scheduleCheck()
  }

  function giveUp() {
    const { askedFor } = store.getState().ownStatus
    if (!askedFor) return
    cancelGiveUp()
    const { status, at, until } = askedFor
    const answeredAt = store.getState().following.last?.at ?? 0
    // After a sleep, Graph may have shown the status meanwhile.
    const slept = leftOfWait(clock, wait) < -GIVE_UP_MS
    const denied = !slept && answeredAt >= at + LEAST_DENIAL_MS && (until === null || clock.nowMs() < until)
    const problem: Problem = { kind: 'teams-session-missing', next: 'person', status }
    put({ askedFor: null, ...(denied ? { problem } : {}) })
  }

  function reset() {
    cancelCheck()
    cancelGiveUp()
    put(noOwnStatus)
  }

  /** Takes Graph's answer as the confirmation of the status that was set, also after the timeout. */
  function confirm({ following: { last, person }, ownStatus: { askedFor, problem } }: AccountView) {
    if (!last || person) return
    const late = problem?.kind === 'teams-session-missing' ? problem.status : null
    const status = askedFor?.status ?? late
    if (!status || !shows(last.presence, status)) return
    cancelCheck()
    cancelGiveUp()
    put({ askedFor: null, problem: late ? null : problem })
  }

  store.subscribe((state, before) => {
    const isOn = state.features['own-status'].kind === 'on'
    const wasOn = before.features['own-status'].kind === 'on'
    const isSomebodyElse = state.following.person?.id !== before.following.person?.id
    if (state.session !== before.session || isSomebodyElse || (wasOn && !isOn)) reset()
    else if (state.following.last !== before.following.last) confirm(state)
    // The timer stops while the computer sleeps.
    if (leftOfWait(clock, wait) <= 0) giveUp()
  })

  return {
    commands: {
      setStatus: ({ status, length }) =>
        queueStatus(async () => {
          const nowMs = clock.nowMs()
          const until = statusEnd(length, nowMs, store.getState().timeZone)
          const expirationMs = until === null ? null : until - nowMs
          const wanted = { ...preferredPresences[status], expirationMs }
          if (await send((graph, need) => graph.setPreferredPresence(wanted, need)))
            awaitConfirmation(status, until)
        }),

      clearStatus: () =>
        queueStatus(async () => {
          if (!(await send((graph, need) => graph.clearPreferredPresence(need)))) return
          cancelGiveUp()
          put({ askedFor: null })
          scheduleCheck()
        }),

      async setStatusMessage({ text, length }) {
        const isAccepted = await queueMessage(async () => {
          const until = text === '' ? null : statusEnd(length, clock.nowMs(), store.getState().timeZone)
          const isSent = await send((graph, need) => graph.setStatusMessage(text, until, need))
          if (isSent) scheduleCheck()
          return isSent
        })
        return isAccepted ?? false
      },
    },
    stop() {
      deadlines.stop()
      for (const cancel of retries) cancel()
      retries.clear()
      cancelCheck()
      cancelGiveUp()
    },
  }
}

/** Whether others see the status. The activity may say more, as it does in a call, but the availability is the same. */
const shows = (presence: Presence, status: StatusName): boolean =>
  [presence, { ...presence, activity: '' }].some((one) => baseLightOf(one) === baseLightOfStatus(status))

/** Whether Graph may accept the same request after the retry delay. */
function isTransient(problem: Problem): boolean {
  if (problem.kind === 'not-an-answer') return true
  if (problem.kind !== 'status-refused') return false
  const { status, retryAfterMs } = problem
  return (status >= 500 || RETRIED.has(status)) && (retryAfterMs ?? 0) <= RETRY_DELAY_MS
}
