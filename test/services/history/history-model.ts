// The history as slow and obvious as can be: each stretch between two answers that nothing broke is painted on.
import type { LitName } from '../../../app/model/light.ts'
import type { Timeline } from '../../../app/model/timeline.ts'

/** What a crash may lose of the light that is on. */
const MOST_LOST_MS = 5 * 60_000

/** The light at a moment, epoch ms: what was painted last is on top. */
export const lightAt = (painted: Timeline, atMs: number): LitName | null =>
  painted.findLast(({ from, until }) => from <= atMs && atMs < until)?.light ?? null

/** The moments between `fromMs` and `untilMs` at which two timelines say something else, epoch ms. */
export function differences(one: Timeline, other: Timeline, fromMs: number, untilMs: number): number[] {
  const moments = [fromMs, ...[...one, ...other].flatMap(({ from, until }) => [from, until])]
  return moments.filter((at) => at >= fromMs && at < untilMs && lightAt(one, at) !== lightAt(other, at))
}

export function createHistoryModel() {
  let painted: Timeline = []
  /** The answer that the next one goes on from, if nothing comes between. */
  let last: { light: LitName; at: number } | null = null
  /** Where in `painted` the light that is on began. */
  let begun = 0

  return {
    painted: (): Timeline => painted,
    /** A good answer, or the moment from which one that is known may be written down. */
    answer(light: LitName, at: number) {
      // Not where a clock was set back by so little that nothing else tells.
      if (last && at > last.at) painted = [...painted, { light: last.light, from: last.at, until: at }]
      if (last?.light !== light) begun = painted.length
      last = { light, at }
    },
    /** A pause, a sleep, whatever: nobody knows what was on until the next answer. */
    gap() {
      last = null
    },
    erase() {
      painted = []
      last = null
    },
    /** After a crash the light that was on may end some minutes earlier: as early as `kept` says, epoch ms. */
    crash(kept: Timeline, isSame: (painted: Timeline) => boolean): boolean {
      const on = last ? painted.slice(begun) : []
      const [first] = on
      const end = on.at(-1)?.until ?? 0
      last = null
      const ends = [end, first?.from ?? end, ...kept.map(({ until }) => until)]
      const possible = ends
        .filter((at) => at <= end && at >= end - MOST_LOST_MS && at >= (first?.from ?? 0))
        .map((at) => [
          ...painted.slice(0, painted.length - on.length),
          ...on
            .map((span) => ({ ...span, until: Math.min(span.until, at) }))
            .filter(({ from, until }) => until > from),
        ])
      const one = possible.find(isSame)
      if (one) painted = one
      return one !== undefined
    },
  }
}
