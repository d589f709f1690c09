// The microphone signals of a generated workday.
import { isWithin, type Span, type Workday } from '../workday.ts'
import { createRandomDraws } from './random-draws.ts'
import type { WorkdayHabits } from './workday-habits.ts'

interface RecordedDay {
  length: number
  /** The calls on this computer or on a telephone. */
  calls: readonly Span[]
  idle: readonly Span[]
}

/**
 * The signals of a call at the desk come within seconds of its start and end. A call on a telephone has none, nor has one
 * that begins away from the desk; other programs record without a call. The random numbers have a seed of their own, so
 * that the rest of the day is the same with and without these signals. In s, not in order.
 */
export function recordingsOf(
  { length, calls, idle }: RecordedDay,
  habits: WorkdayHabits,
  seed: number,
): Workday['signals'] {
  const draws = createRandomDraws(seed)
  const open: Span[] = []
  for (const [from, to] of calls) {
    const isByPhone = draws.unit() < habits.callsByPhone
    const begin = from + 0.2 + 2.3 * draws.unit()
    const end = to + 1.5 * draws.unit()
    if (isWithin(idle, from) || isByPhone || to <= begin) continue
    open.push([Math.max(0, begin), Math.min(length, end)])
  }
  const record = (leastSeconds: number, moreSeconds: number) => () => {
    const from = draws.unit() * length
    open.push([from, Math.min(length, from + leastSeconds + moreSeconds * draws.unit())])
  }
  draws.times(habits.otherRecordingsPerDay, record(60, 600))
  draws.times(habits.shortRecordingsPerDay, record(2, 10))
  return united(open).flatMap(([from, to]) => [
    { t: from, kind: 'microphone-on' },
    { t: to, kind: 'microphone-off' },
  ])
}

/** Two programs that record at the same time are one recording. */
function united(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
