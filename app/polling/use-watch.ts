// Notices that a computer which signalled a sleep or a lock is in use: the signal of its end may be missed, and some
// systems signal a sleep that never was (Windows).

import type { Computer } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'

const SAMPLE_MS = 10_000
/** Input after a shorter pause, ms, may be what caused the signal: a lid, a key. */
const LEAST_REST_MS = 5000
/** A timer that is later than this, ms, slept with the computer. */
const LATE_MS = 10_000

export interface UseWatch {
  /** `awakeAfterMs`: after so long with timers in time the computer is awake; null where only input says so. */
  start(awakeAfterMs: number | null): void
  stop(): void
}

/** Calls `onUse` once after each start, and then stops. `idleMs`: ms since the last input. */
export function createUseWatch(clock: Clock, idleMs: Computer['idleMs'], onUse: () => void): UseWatch {
  let cancel = () => {}

  const sample = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.nowMs(), idleMs: idleMs() })
  type Sample = ReturnType<typeof sample>
  /** By the clock that went on: one of them may stand still while the computer sleeps. */
  const between = (one: Sample, other: Sample) =>
    Math.max(other.monotonicMs - one.monotonicMs, other.wallMs - one.wallMs)

  function start(awakeAfterMs: number | null) {
    cancel()
    /** Since when no timer was late. */
    let awakeSince = sample()
    function sampleAgain(before: Sample) {
      cancel = clock.after(SAMPLE_MS, () => {
        const now = sample()
        if (between(before, now) > SAMPLE_MS + LATE_MS) awakeSince = now
        const hadInput = before.idleMs >= LEAST_REST_MS && now.idleMs < before.idleMs
        const isAwake = awakeAfterMs !== null && between(awakeSince, now) >= awakeAfterMs
        if (hadInput || isAwake) onUse()
        else sampleAgain(now)
      })
    }
    sampleAgain(awakeSince)
  }

  return { start, stop: () => cancel() }
}
