// Sends the newest message to an output: at once after a change, again with backoff after a failure, never a queue.

import type { OutputStatus } from '../../model/external-outputs/output-state.ts'
import { type Answer, failed, ok, type Problem } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { DriverCalls } from './driver-calls.ts'
import type { OutputMessage } from './output-driver.ts'

/** The least time between the starts of two sends, ms: the changes within it are one. */
const COALESCE_MS = 300
/** The delay of the first retry, ms. It doubles with each one, up to the limit. */
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 5 * 60_000
/** The part of a delay that is random, so that several programs do not send at the same moment. */
const JITTER = 0.25
/** How long a light that is only tried is shown, ms. */
export const TRY_MS = 5000
/** How long `stop` may take, ms. */
export const STOP_LIMIT_MS = 2000
/** The same when the target is left for good: the program does not wait for it. */
const REMOVE_LIMIT_MS = 7000

export interface SenderParts {
  clock: Clock
  /** From 0 up to but not including 1, as Math.random. */
  random: () => number
  calls: DriverCalls
  /** Called after each change. */
  onStatus: (status: OutputStatus) => void
}

export interface Sender {
  /** The newest message. Null: the output stays as it is. */
  show(message: OutputMessage | null): void
  /**
   * Shows a message for some seconds, also after a failure that waits for the user, and then what would be shown without it:
   * the newest message that is not null, or `otherwise` if there was none. Never rejects.
   */
  tryNow(message: OutputMessage, otherwise: OutputMessage): Promise<Answer<{ sent: boolean }>>
  /** The target may have lost the message. */
  sendAgain(): void
  lost(problem: Problem): void
  /** An abandoned call has ended: sends the newest message again, after the running send if there is one. */
  callEnded(): void
  /**
   * Sends a last message, or ends a try if it is null, and stops the driver. Resolves within STOP_LIMIT_MS. `isRemoved`: the
   * target is left for good, which may take some seconds more.
   */
  stop(last: OutputMessage | null, isRemoved?: boolean): Promise<void>
}

interface Failure {
  problem: Problem
  /** The message that failed; null if the target was lost. */
  message: OutputMessage | null
  /** Epoch ms. */
  since: number
  /** On the monotonic clock. Null: waits for the user, or for the driver. */
  retryAtMs: number | null
  failedAtMs: number
  delayMs: number
}

type Outcome = (answer: Answer<{ sent: boolean }>) => void

export function createSender({ clock, random, calls, onStatus }: SenderParts): Sender {
  let newest: OutputMessage | null = null
  /** The newest message that is not null: where the output stays as it is, this is shown again after a try. */
  let lasting: OutputMessage | null = null
  let tried: { message: OutputMessage; otherwise: OutputMessage } | null = null
  /** The target may show a message that was only tried. */
  let isTryShown = false
  /** What the target shows; null if that is not known. */
  let confirmed: OutputMessage | null = null
  let failure: Failure | null = null
  let sending: Promise<void> | null = null
  /** The message is to be sent even if the target shows it. */
  let isForced = false
  let startedAtMs = Number.NEGATIVE_INFINITY
  let workingSince: number | null = null
  let lastSentAt: number | null = null
  let outcomes: Outcome[] = []
  let isStopped = false
  let cancelTimer = () => {}
  let cancelTry = () => {}

  function schedule() {
    cancelTimer()
    if (isStopped || sending || calls.isBlocked()) return
    const message = wanted()
    if (!message || (!isForced && isSame(message, confirmed))) return
    const dueAtMs = dueOf(message)
    if (dueAtMs === null) return
    const waitMs = dueAtMs - clock.monotonicMs()
    if (waitMs > 0) cancelTimer = clock.after(waitMs, schedule)
    else sending = send(message)
  }

  const untried = () => newest ?? (isTryShown ? lasting : null)
  const wanted = () => tried?.message ?? untried()

  function dueOf(message: OutputMessage): number | null {
    const coalescedMs = startedAtMs + COALESCE_MS
    if (!failure || isForced) return coalescedMs
    // A new light is tried once.
    if (!isSame(message, failure.message)) return Math.max(coalescedMs, failure.failedAtMs + FIRST_RETRY_MS)
    return failure.retryAtMs === null ? null : Math.max(coalescedMs, failure.retryAtMs)
  }

  async function send(message: OutputMessage) {
    isForced = false
    startedAtMs = clock.monotonicMs()
    const trial = tried?.message === message ? tried : null
    const waiting = outcomes
    outcomes = []
    const problem = await calls.send(message)
    sending = null
    if (trial) {
      isTryShown = true
      if (problem === null) lasting ??= trial.otherwise
    } else if (problem === null) isTryShown = false
    if (problem === null) succeed(message)
    else fail(problem, message)
    for (const outcome of waiting) outcome(problem ? failed(problem) : ok({ sent: true }))
    if (trial && tried === trial) endTry(problem === null ? TRY_MS : 0)
    schedule()
  }

  function succeed(message: OutputMessage) {
    confirmed = message
    if (failure) workingSince = null
    failure = null
    lastSentAt = clock.nowMs()
    workingSince ??= lastSentAt
    report()
  }

  function fail(problem: Problem, message: OutputMessage | null) {
    // The target may have received it.
    confirmed = null
    const failedAtMs = clock.monotonicMs()
    const delayMs = failure ? Math.min(failure.delayMs * 2, LONGEST_RETRY_MS) : FIRST_RETRY_MS
    const waits = message === null || problem.next === 'person'
    const retryAtMs = waits ? null : failedAtMs + delayMs * (1 - JITTER * random())
    failure = { problem, message, since: failure?.since ?? clock.nowMs(), retryAtMs, failedAtMs, delayMs }
    report()
  }

  function report() {
    if (isStopped) return
    if (failure) onStatus({ kind: 'failing', problem: failure.problem, since: failure.since, lastSentAt })
    else if (workingSince !== null && lastSentAt !== null)
      onStatus({ kind: 'working', since: workingSince, lastSentAt })
  }

  function endTry(afterMs: number) {
    cancelTry()
    if (isStopped) return
    cancelTry = clock.after(afterMs, () => {
      tried = null
      schedule()
    })
  }

  /** Sends the newest message even if the target showed it before. */
  function force() {
    confirmed = null
    isForced = wanted() !== null
    schedule()
  }

  async function sendLast(given: OutputMessage | null, isRemoved: boolean, mayStart: () => boolean) {
    await sending
    const last = given ?? (isTryShown ? untried() : null)
    if (last && mayStart() && !isSame(last, confirmed) && !calls.isBlocked()) await calls.send(last)
    await calls.stop(isRemoved)
  }

  return {
    show(message) {
      newest = message
      lasting = message ?? lasting
      schedule()
    },
    tryNow(message, otherwise) {
      if (isStopped || (calls.isBlocked() && failure))
        return Promise.resolve(failure ? failed(failure.problem) : ok({ sent: false }))
      cancelTry()
      tried = { message, otherwise }
      isForced = true
      return new Promise((resolve) => {
        outcomes.push(resolve)
        schedule()
      })
    },
    sendAgain() {
      // The running send tells whether it has reached the target.
      if (!sending) force()
    },
    lost(problem) {
      if (!sending) fail(problem, confirmed)
    },
    callEnded: force,
    async stop(last, isRemoved = false) {
      isStopped = true
      cancelTimer()
      cancelTry()
      calls.abort()
      for (const outcome of outcomes) outcome(ok({ sent: false }))
      let isOver = false
      const end = async () => ok(await sendLast(last, isRemoved, () => !isOver))
      const ended = await createDeadlines(clock).within(isRemoved ? REMOVE_LIMIT_MS : STOP_LIMIT_MS, end)
      if (ended.ok) return
      isOver = true
      calls.abort()
    },
  }
}

const isSame = (one: OutputMessage, other: OutputMessage | null) =>
  other !== null && JSON.stringify(one) === JSON.stringify(other)
