// Notices that a computer which is said to sleep, or to be locked, is in use all the same: a signal of its end may be
// missed, and some systems tell of a sleep that never was (Windows).

import type { Computer } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'

const LOOK_MS = 10_000
/** Input after less of a rest, ms, may belong to what brought the signal about: a lid, a key. */
const LEAST_REST_MS = 5000
/** A timer that comes later than this slept with the computer, ms. */
const LATE_MS = 10_000

export interface UseWatch {
  /**
   * From now on, in place of what it looked for before. `awakeAfterMs`: after so long with timers in time the computer does
   * not sleep; null where only input tells.
   */
  start(awakeAfterMs: number | null): void
  stop(): void
}

/** Calls `onUse` once for each start, and then looks no more. */
export function createUseWatch(clock: Clock, idleMs: Computer['idleMs'], onUse: () => void): UseWatch {
  let cancel = () => {}

  const look = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.nowMs(), idleMs: idleMs() })
  type Look = ReturnType<typeof look>
  /** By whichever clock went on: one of them stands still while the computer sleeps. */
  const between = (one: Look, other: Look) =>
    Math.max(other.monotonicMs - one.monotonicMs, other.wallMs - one.wallMs)

  function start(awakeAfterMs: number | null) {
    cancel()
    /** Since when no timer was late. */
    let awakeSince = look()
    function lookAgain(before: Look) {
      cancel = clock.after(LOOK_MS, () => {
        const now = look()
        if (between(before, now) > LOOK_MS + LATE_MS) awakeSince = now
        const hadInput = before.idleMs >= LEAST_REST_MS && now.idleMs < before.idleMs
        const isAwake = awakeAfterMs !== null && between(awakeSince, now) >= awakeAfterMs
        if (hadInput || isAwake) onUse()
        else lookAgain(now)
      })
    }
    lookAgain(awakeSince)
  }

  return { start, stop: () => cancel() }
}
