// Notices when somebody leaves the keyboard long enough to be called away, and when they come back. Samples the idle
// time as seldom as that can be known: at most every five minutes while somebody is there.

import type { Computer } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'
import { AWAY_AFTER_MS } from './cadence.ts'

/** While nobody is there, a return is noticed within this time. */
const RETURN_LOOK_MS = 2000
/** A sample comes this much after the moment it is for, so that rounding (whole seconds) does not make it miss. */
const MARGIN_MS = 500

export interface IdleWatch {
  start(): void
  stop(): void
  /** Nobody has touched the computer for AWAY_AFTER_MS. */
  isIdle(): boolean
  /** Ms without input, finite and at least 0. */
  idleMs(): number
}

export interface IdleListener {
  /** Five minutes without input are over, since `agoMs`. */
  onLeave: (agoMs: number) => void
  /** The first input after that. */
  onReturn: () => void
  /** The computer did not say; it is taken for one that is used. */
  onFault: (what: string, error: unknown) => void
}

export function createIdleWatch(
  clock: Clock,
  computer: Computer,
  { onLeave, onReturn, onFault }: IdleListener,
): IdleWatch {
  let idle = false
  let cancel = () => {}

  function idleMsNow(): number {
    try {
      const idleMs = computer.idleMs()
      if (Number.isFinite(idleMs)) return Math.max(0, idleMs)
      onFault('The time without input is no number', idleMs)
    } catch (error) {
      onFault('The time without input could not be read', error)
    }
    return 0
  }

  function look() {
    const idleMs = idleMsNow()
    const wasIdle = idle
    idle = idleMs >= AWAY_AFTER_MS
    cancel = clock.after(idle ? RETURN_LOOK_MS : AWAY_AFTER_MS - idleMs + MARGIN_MS, look)
    if (idle && !wasIdle) onLeave(idleMs - AWAY_AFTER_MS)
    if (wasIdle && !idle) onReturn()
  }

  return {
    start() {
      cancel()
      look()
    },
    stop() {
      cancel()
      idle = false
    },
    isIdle: () => idle,
    idleMs: idleMsNow,
  }
}
