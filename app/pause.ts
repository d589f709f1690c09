// The pause: until when the user wants no checks. Kept in the settings, so that a restart does not end it.
import type { PauseLength } from './contract.ts'
import type { Clock } from './presence/clock.ts'
import { midnight } from './presence/midnight.ts'

const MINUTE_MS = 60_000

/** When a pause that begins now ends, epoch ms. Tomorrow begins at the next midnight of the local clock. */
export function pauseEnd(length: PauseLength, nowMs: number): number {
  switch (length) {
    case '30-min':
      return nowMs + 30 * MINUTE_MS
    case '1-h':
      return nowMs + 60 * MINUTE_MS
    case 'until-tomorrow':
      return midnight(nowMs, 1)
    default:
      return length satisfies never
  }
}

export interface PauseTimer {
  /** Calls `onEnd` at `untilMs`; null stops it. */
  set(untilMs: number | null): void
}

/** Looks at the wall clock once a minute rather than once at the end: timers stand still while a computer sleeps. */
export function createPauseTimer(clock: Clock, onEnd: () => void): PauseTimer {
  let cancel = () => {}
  function look(untilMs: number) {
    const leftMs = untilMs - clock.nowMs()
    if (leftMs <= 0) onEnd()
    else cancel = clock.after(Math.min(leftMs, MINUTE_MS), () => look(untilMs))
  }
  return {
    set(untilMs) {
      cancel()
      if (untilMs !== null) look(untilMs)
    },
  }
}
