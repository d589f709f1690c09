// Notices when somebody leaves the keyboard long enough to be called away, and when they come back. Reads the idle time
// as rarely as that allows: at most every five minutes while somebody is there.

import { AWAY_AFTER_MS, type Computer } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'

/** While the user is away, a return is noticed within this time. */
const RETURN_LOOK_MS = 2000
/** The idle time is read this much later than due, as it may be rounded down to whole seconds. */
const MARGIN_MS = 500

export interface IdleWatch {
  start(): void
  stop(): void
  /** Nobody has touched the computer for AWAY_AFTER_MS. */
  isIdle(): boolean
}

export interface IdleListener {
  /** Five minutes without input ended `agoMs` ago. */
  onLeave: (agoMs: number) => void
  /** The first input after that. */
  onReturn: () => void
}

/** `idleMs`: finite and at least 0; never throws. */
export function createIdleWatch(
  clock: Clock,
  idleMs: Computer['idleMs'],
  { onLeave, onReturn }: IdleListener,
): IdleWatch {
  let idle = false
  let cancel = () => {}

  function look() {
    const nowIdleMs = idleMs()
    const wasIdle = idle
    idle = nowIdleMs >= AWAY_AFTER_MS
    cancel = clock.after(idle ? RETURN_LOOK_MS : AWAY_AFTER_MS - nowIdleMs + MARGIN_MS, look)
    if (idle && !wasIdle) onLeave(nowIdleMs - AWAY_AFTER_MS)
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
  }
}
