// The size that the window should have: the initial one, or the one of the person's last resize. The system's resizes do not count.
import type { Size } from 'electron'

/** In device-independent pixels. */
const INITIAL_SIZE: Size = { width: 360, height: 480 }
/** Scaled displays round a size; a greater difference is a resize. */
const ROUNDING = 2
/**
 * On Linux "resize" does not tell who resized (BaseWindow, "resized"). If it is emitted this soon after an action of the
 * program or a change of the displays, the system did it.
 */
const SYSTEM_RESIZE_MS = 1000

export type WindowSize = ReturnType<typeof createWindowSize>

export function createWindowSize(monotonicMs: () => number) {
  let wanted = INITIAL_SIZE
  /** What the program asked for, and what the system made of it. */
  let requested = INITIAL_SIZE
  let actual = INITIAL_SIZE
  let placedAtMs = Number.NEGATIVE_INFINITY

  const side = (name: keyof Size, now: Size) =>
    Math.abs(now[name] - actual[name]) > ROUNDING ? now[name] : requested[name]

  /** A person has resized it. The side that they did not change may be smaller than wanted, if the screen is. */
  function onUserResize(now: Size) {
    wanted = { width: side('width', now), height: side('height', now) }
  }

  return {
    /** Also of the next window. */
    wanted: () => wanted,
    /** The program sets this size, or the displays have changed. */
    onPlaced({ width, height }: Size) {
      requested = wanted
      actual = { width, height }
      placedAtMs = monotonicMs()
    },
    onUserResize,
    /** A resize by a person or the system. */
    onAnyResize(now: Size) {
      if (monotonicMs() - placedAtMs < SYSTEM_RESIZE_MS) actual = now
      else onUserResize(now)
    },
  }
}
