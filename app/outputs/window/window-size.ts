// How large the window is wanted: as it begins, or as a person has made it last. What the system does to it is no wish.
import type { Size } from './window-position.ts'

/** As the window begins, in device-independent pixels. */
const FIRST_SIZE: Size = { width: 360, height: 480 }
/** Scaled screens round a size up or down; more than this somebody has done. */
const ROUNDING = 2
/**
 * Linux tells of a person's resize as of any other (BaseWindow, "resized"). What comes so soon after an act of the
 * program or a change of the displays is the system's answer to that.
 */
const ANSWER_MS = 1000

export interface WindowSize {
  /** Outlives the window. */
  wanted(): Size
  /** The program places it with this size, or something else may change it that is no person's act. */
  placed(size: Size): void
  /** A person has made it so. A side that they left alone may be smaller than wanted, where the screen is. */
  madeByPerson(now: Size): void
  /** It has become so by whomever. */
  becameSomehow(now: Size): void
}

export function createWindowSize(monotonicMs: () => number): WindowSize {
  let wanted = FIRST_SIZE
  /** What was wanted, and what came of it, before a person pulled at the window. */
  let asked = FIRST_SIZE
  let answered = FIRST_SIZE
  let placedAtMs = Number.NEGATIVE_INFINITY

  const side = (name: keyof Size, now: Size) =>
    Math.abs(now[name] - answered[name]) > ROUNDING ? now[name] : asked[name]

  function madeByPerson(now: Size) {
    wanted = { width: side('width', now), height: side('height', now) }
  }

  return {
    wanted: () => wanted,
    placed({ width, height }) {
      asked = wanted
      answered = { width, height }
      placedAtMs = monotonicMs()
    },
    madeByPerson,
    becameSomehow(now) {
      if (monotonicMs() - placedAtMs < ANSWER_MS) answered = now
      else madeByPerson(now)
    },
  }
}
