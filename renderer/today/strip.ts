// The geometry of a day's strip: its pieces with the gaps between them, the hours it spans, and where a moment lies.
import type { LitName } from '../../app/model/light.ts'
import type { Span } from '../../app/model/timeline.ts'
import { dateNumber, firstMomentOf, momentsOf } from '../../app/model/timing/local-time.ts'

const HOUR_MS = 60 * 60_000

/** A span of the day, or a time when nothing was known (`light` is null). Epoch ms. */
export interface Piece {
  light: LitName | null
  from: number
  until: number
}

export const isLit = (piece: Piece): piece is Span => piece.light !== null

/** What the strip shows, in epoch ms, and the full hours of the clock to write below it, 0 to 24. */
export interface StripHours {
  from: number
  until: number
  hours: { hour: number; at: number }[]
}

/** Hours of an ordinary day, which is shown whole even when less of it is known. */
const USUAL_FROM = 8
const USUAL_UNTIL = 18
/** As many as can be written side by side at 360 px. */
const MOST_HOURS = 7
/** Shorter gaps would be written "10:42–10:42". */
const LEAST_GAP_MS = 60_000

/** The spans, with every gap between them, and the one up to `until` if that is told, as a piece of its own. Epoch ms. */
export function piecesOf(spans: readonly Span[], until: number | null): Piece[] {
  const pieces: Piece[] = []
  const close = (at: number) => {
    const last = pieces.at(-1)
    if (last && at - last.until >= LEAST_GAP_MS) pieces.push({ light: null, from: last.until, until: at })
  }
  for (const span of spans) {
    close(span.from)
    pieces.push(span)
  }
  if (until !== null) close(until)
  return pieces
}

/** The usual hours of the day that begins at `dayStart`, widened to hold every piece of it. Epoch ms. */
export function stripHours(dayStart: number, pieces: readonly Piece[], timeZone: string): StripHours {
  const date = dateNumber(dayStart, timeZone)
  const wallHour = (hour: number) => (date * 24 + hour) * HOUR_MS
  const hourOfDay = (hour: number) => firstMomentOf(wallHour(hour), timeZone)
  const first = pieces[0]?.from ?? Number.POSITIVE_INFINITY
  const last = pieces.at(-1)?.until ?? 0
  let begin = USUAL_FROM
  while (begin > 0 && hourOfDay(begin) > first) begin -= 1
  let end = USUAL_UNTIL
  while (end < 24 && hourOfDay(end) < last) end += 1
  const step = [1, 2, 3, 4].find((hours) => (end - begin) / hours < MOST_HOURS) ?? 4
  const hours = Array.from({ length: 25 }, (_, hour) => ({ hour, at: hourOfDay(hour) }))
    .filter(({ hour }) => hour >= begin && hour <= end && hour % step === 0)
    // Of an hour that comes twice, or not at all, nothing so short could say which one it is.
    .filter(({ hour }) => momentsOf(wallHour(hour), timeZone).length === 1)
  return { from: hourOfDay(begin), until: hourOfDay(end), hours }
}

/** Where a moment lies in the strip, in per cent from its beginning. Epoch ms. */
export const placeOf = (at: number, { from, until }: StripHours): number =>
  Math.min(100, Math.max(0, ((at - from) / (until - from)) * 100))
