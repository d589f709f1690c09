// Notices that a computer which is said to sleep, or to be locked, is in use all the same: a signal of its end may be
// missed, and some systems tell of a sleep that never was (Windows).
import type { Clock } from './clock.ts'
import type { Computer } from './computer.ts'

const LOOK_MS = 10_000
/** Input this soon after the signal belongs to what brought it about, ms; the idle time comes in whole seconds. */
const SAME_INPUT_MS = 5000
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

  const moment = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.nowMs() })
  /** By whichever clock went on: one of them stands still while the computer sleeps. */
  function sinceMs(before: ReturnType<typeof moment>): number {
    const now = moment()
    return Math.max(now.monotonicMs - before.monotonicMs, now.wallMs - before.wallMs)
  }

  function start(awakeAfterMs: number | null) {
    cancel()
    /** Since when no timer was late. */
    let awakeSince = moment()
    function look(before: ReturnType<typeof moment>) {
      cancel = clock.after(LOOK_MS, () => {
        const now = moment()
        if (sinceMs(before) > LOOK_MS + LATE_MS) awakeSince = now
        const awakeMs = sinceMs(awakeSince)
        const hadInput = awakeMs - idleMs() > SAME_INPUT_MS
        if (hadInput || (awakeAfterMs !== null && awakeMs >= awakeAfterMs)) onUse()
        else look(now)
      })
    }
    look(awakeSince)
  }

  return { start, stop: () => cancel() }
}
