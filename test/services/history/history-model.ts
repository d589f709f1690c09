// A slow and simple model of the history: it paints each time between two answers without a gap onto the earlier ones.
import type { LitName } from '../../../app/model/light.ts'
import type { Timeline } from '../../../app/model/timeline.ts'

/** How much of the current light a crash may lose. */
const MAX_LOST_MS = 5 * 60_000

/** The light at `atMs`, epoch ms. The span that was painted last counts. */
export const lightAt = (painted: Timeline, atMs: number): LitName | null =>
  painted.findLast(({ from, until }) => from <= atMs && atMs < until)?.light ?? null

/** The times between `fromMs` and `untilMs` at which two timelines begin to differ, epoch ms. */
export function differences(one: Timeline, other: Timeline, fromMs: number, untilMs: number): number[] {
  const moments = [fromMs, ...[...one, ...other].flatMap(({ from, until }) => [from, until])]
  return moments.filter((at) => at >= fromMs && at < untilMs && lightAt(one, at) !== lightAt(other, at))
}

export function createHistoryModel() {
  let painted: Timeline = []
  /** The last answer; null after a gap. */
  let last: { light: LitName; at: number } | null = null
  /** The index in `painted` at which the current light began. */
  let begun = 0

  return {
    painted: (): Timeline => painted,
    /** A successful answer, or the time from which an earlier one is recorded. */
    answer(light: LitName, at: number) {
      // Not if the clock was set back by too little to be detected.
      if (last && at > last.at) painted = [...painted, { light: last.light, from: last.at, until: at }]
      if (last?.light !== light) begun = painted.length
      last = { light, at }
    },
    /** Such as a pause or sleep: the light is unknown until the next answer. */
    gap() {
      last = null
    },
    erase() {
      painted = []
      last = null
    },
    /** After a crash the current light may end some minutes earlier, at one of the ends in `kept`. */
    crash(kept: Timeline, isSame: (painted: Timeline) => boolean): boolean {
      const on = last ? painted.slice(begun) : []
      const [first] = on
      const end = on.at(-1)?.until ?? 0
      last = null
      const ends = [end, first?.from ?? end, ...kept.map(({ until }) => until)]
      const possible = ends
        .filter((at) => at <= end && at >= end - MAX_LOST_MS && at >= (first?.from ?? 0))
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
