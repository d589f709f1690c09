// Calls a driver: one send at a time, each with a time limit, and a new driver in place of one that hangs.

import { endOf, type Guard } from '../../model/guard.ts'
import { type Problem, unexpected } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { type OutputDriver, OutputError, type OutputMessage } from './output-driver.ts'

/** The time limit of a send, ms, for most kinds. */
export const SEND_LIMIT_MS = 10_000
/** How long a driver may take to end after its signal is aborted, ms. After that the call is abandoned. */
export const ABORT_LIMIT_MS = 1000
/**
 * An abandoned call may still run, so its driver is stopped and a new one is created. While more calls than this still run,
 * nothing is sent: so at most two calls run at once, whatever the drivers do.
 */
const MOST_ABANDONED = 1

export interface DriverCallsParts {
  clock: Pick<Clock, 'after'>
  /** The time limit of a send, ms. After it the driver's signal is aborted. */
  limitMs?: number
  createDriver: () => OutputDriver
  /** The problem of a send that took too long. */
  timedOut: Problem
  guard: Guard
  /** An abandoned call has ended. The target may show its message, and `isBlocked` may be false now. */
  onLateEnd: () => void
}

export interface DriverCalls {
  /** Too many abandoned calls still run. */
  isBlocked(): boolean
  /** Null if the target has confirmed the message. Not to be called before the last call has ended. Never rejects. */
  send(message: OutputMessage): Promise<Problem | null>
  /** Aborts the running send, which ends soon. */
  abort(): void
  /** Stops the driver; `isRemoved`: what it has left at the target is removed too. Never rejects. */
  stop(isRemoved?: boolean): Promise<void>
}

export function createDriverCalls(parts: DriverCallsParts): DriverCalls {
  const { clock, limitMs = SEND_LIMIT_MS, timedOut, guard } = parts
  let driver: OutputDriver | null = null
  let abandoned = 0
  let abort = () => {}

  function stopDriver(isRemoved = false) {
    const stopped = driver
    driver = null
    return endOf(guard, 'Stopping a driver', () =>
      isRemoved && stopped?.remove ? stopped.remove() : stopped?.stop(),
    )
  }

  function endAbandoned() {
    abandoned -= 1
    parts.onLateEnd()
  }

  return {
    isBlocked: () => abandoned > MOST_ABANDONED,
    send: (message) =>
      new Promise((resolve) => {
        const controller = new AbortController()
        let isAbandoned = false
        let cancelTimer = clock.after(limitMs, () => abort())
        abort = () => {
          abort = () => {}
          cancelTimer()
          cancelTimer = clock.after(ABORT_LIMIT_MS, () => {
            isAbandoned = true
            abandoned += 1
            guard('Stopping a driver that hangs', () => stopDriver())()
            resolve(timedOut)
          })
          controller.abort()
        }
        function end(problem: Problem | null) {
          if (isAbandoned) return endAbandoned()
          cancelTimer()
          abort = () => {}
          resolve(problem && controller.signal.aborted ? timedOut : problem)
        }
        const call = async () => {
          driver ??= parts.createDriver()
          await driver.send(message, controller.signal)
        }
        call().then(
          () => end(null),
          (error: unknown) => end(error instanceof OutputError ? error.problem : unexpected(error)),
        )
      }),
    abort: () => abort(),
    stop: stopDriver,
  }
}
