// A time to wait, such as a server asks for.
import type { Clock } from './clock.ts'

type Clocks = Pick<Clock, 'nowMs' | 'monotonicMs'>

/** The end of the wait on each clock, ms. */
export interface Wait {
  readonly endMs: number
  readonly monotonicEndMs: number
}

export const beginWait = (clock: Clocks, ms: number): Wait => ({
  // The wall clock cuts off fractions of a millisecond.
  endMs: clock.nowMs() + ms + 1,
  monotonicEndMs: clock.monotonicMs() + ms,
})

/**
 * Ms until the wait ends; zero or less after it. It ends when either clock has reached its end: the monotonic clock may
 * stop while the computer sleeps, and the wall clock may be set back.
 */
export const leftOfWait = (clock: Clocks, { endMs, monotonicEndMs }: Wait): number =>
  Math.min(endMs - clock.nowMs(), monotonicEndMs - clock.monotonicMs())
