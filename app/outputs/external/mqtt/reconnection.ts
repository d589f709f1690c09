// Reconnects to a broker that was lost, with backoff and jitter, until it is back.
import type { Guard } from '../../../model/guard.ts'
import type { Problem } from '../../../model/problems/problem.ts'
import type { Clock } from '../../../model/timing/clock.ts'
import { OutputError } from '../output-driver.ts'

/** The first delay; each further one is twice as long … */
const FIRST_DELAY_MS = 1000
/** … up to this. */
const LONGEST_DELAY_MS = 60_000
/** A connection that lasted so long has worked: earlier attempts do not count any more. */
const STEADY_MS = 60_000
/** While a broker starts, it may not know its users yet: Home Assistant's asks Home Assistant. */
const STARTING_MS = 10 * 60_000

/** The delay before the next one after `attempts`, ms. `random`: from 0 to below 1; shortens it by up to a half. */
export const reconnectDelay = (attempts: number, random: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** attempts, LONGEST_DELAY_MS) * (1 - random / 2)

export interface ReconnectionParts {
  clock: Clock
  guard: Guard
  /** Rejects with an OutputError. */
  connect(): Promise<unknown>
  onLost(problem: Problem): void
  sendAgain(): void
}

export interface Reconnection {
  /** The connection was lost. */
  lost(): void
  /** Reports the loss and reconnects. */
  begin(problem: Problem): void
  /** There is a connection, also if it was opened for another reason. */
  connected(): void
  /** The broker has confirmed a message. */
  confirmed(): void
  /** An attempt's error. For some time after a loss, refused access is one that is tried again. */
  softened(error: OutputError): OutputError
  stop(): void
}

export function createReconnection({
  clock,
  guard,
  connect,
  onLost,
  sendAgain,
}: ReconnectionParts): Reconnection {
  let cancel = () => {}
  /** Since the last connection that has worked. */
  let attempts = 0
  let connectedAtMs = Number.NEGATIVE_INFINITY
  /** The broker has accepted an attempt, and soon closed the connection. */
  let isFlapping = false
  /** When the connection was lost, monotonic ms; null while it is not. */
  let lostAtMs: number | null = null
  let reported: Problem['kind'] | null = null
  let isStopped = false

  /** Reports each kind of problem once in a row, until a message is confirmed: a broker may be down for hours. */
  function report(problem: Problem) {
    if (problem.kind === reported) return
    reported = problem.kind
    onLost(problem)
  }

  function schedule(act: () => void) {
    cancel()
    if (!isStopped) cancel = clock.after(reconnectDelay(attempts, Math.random()), act)
  }

  const attempt = guard('A reconnection to an MQTT broker', async () => {
    attempts += 1
    try {
      await connect()
    } catch (error) {
      if (isStopped || lostAtMs === null) return
      if (error instanceof OutputError) report(error.problem)
      // What only a person can change is not tried again.
      if (!(error instanceof OutputError) || error.problem.next !== 'person') schedule(attempt)
      return
    }
    if (isFlapping) schedule(sendUnlessConfirmed)
    else if (!isStopped) sendAgain()
  })

  /** A connection that is closed as soon as the others is not said to work each time. */
  function sendUnlessConfirmed() {
    if (reported !== null) sendAgain()
  }

  return {
    lost() {
      lostAtMs = clock.monotonicMs()
      const isSteady = lostAtMs - connectedAtMs >= STEADY_MS
      isFlapping = !isSteady && attempts > 0
      if (isSteady) attempts = 0
    },
    begin(problem) {
      report(problem)
      schedule(attempt)
    },
    connected() {
      cancel()
      connectedAtMs = clock.monotonicMs()
      lostAtMs = null
    },
    confirmed() {
      reported = null
    },
    softened(error) {
      const { problem } = error
      if (problem.kind !== 'output-access-refused' || lostAtMs === null) return error
      if (clock.monotonicMs() - lostAtMs > STARTING_MS) return error
      const detail = 'access refused'
      return new OutputError({ kind: 'output-refused', next: 'retries', host: problem.host, detail })
    },
    stop() {
      isStopped = true
      cancel()
    },
  }
}
