// The layout of a day's strip: pieces and gaps, the hours of its axis, and the position of a moment.
import type { LitName } from '../../app/model/light.ts'
import type { Span } from '../../app/model/timeline.ts'
import { dateNumber, firstMomentOf, momentsOf } from '../../app/model/timing/local-time.ts'

const HOUR_MS = 60 * 60_000

/** A span of the day, or a gap in which nothing was known (`light` is null). Epoch ms. */
export interface Piece {
  light: LitName | null
  from: number
  until: number
}

export const isLit = (piece: Piece): piece is Span => piece.light !== null

/** The range of the strip in epoch ms, and the labelled hours of the clock (0 to 24). */
interface StripHours {
  from: number
  until: number
  hours: { hour: number; at: number }[]
}

/** Hours of the clock that the strip always shows. */
const USUAL_FROM = 8
const USUAL_UNTIL = 18
/** The width of the strip at 360 px, in the font size of its labels. */
const WIDTH_EM = 32
/** Between two labels, in their font size. */
const LABEL_GAP_EM = 0.4
/** A shorter gap would read "10:42–10:42". */
const LEAST_GAP_MS = 60_000

/** The spans and the gaps between them, and the gap up to `until` unless that is null. Epoch ms. */
export function piecesOf(spans: readonly Span[], until: number | null): Piece[] {
  const pieces: Piece[] = []
  const addGap = (at: number) => {
    const last = pieces.at(-1)
    if (last && at - last.until >= LEAST_GAP_MS) pieces.push({ light: null, from: last.until, until: at })
  }
  for (const span of spans) {
    addGap(span.from)
    pieces.push(span)
  }
  if (until !== null) addGap(until)
  return pieces
}

/**
 * The usual hours of the day that starts at `dayStart` (epoch ms), extended to include every piece. `label`: one of the longest
 * labels; as many hours have a label as fit.
 */
export function stripHours(
  dayStart: number,
  pieces: readonly Piece[],
  timeZone: string,
  label: string,
): StripHours {
  const date = dateNumber(dayStart, timeZone)
  const wallHour = (hour: number) => (date * 24 + hour) * HOUR_MS
  const hourOfDay = (hour: number) => firstMomentOf(wallHour(hour), timeZone)
  const first = pieces[0]?.from ?? Number.POSITIVE_INFINITY
  const last = pieces.at(-1)?.until ?? 0
  let begin = USUAL_FROM
  while (begin > 0 && hourOfDay(begin) > first) begin -= 1
  let end = USUAL_UNTIL
  while (end < 24 && hourOfDay(end) < last) end += 1
  // The first label starts where the strip starts, and the second is centred on its hour.
  const spaces = WIDTH_EM / (1.5 * widthOf(label) + LABEL_GAP_EM)
  const step = [1, 2, 3, 4, 6].find((hours) => (end - begin) / hours <= spaces) ?? 6
  const hours = Array.from({ length: 25 }, (_, hour) => ({ hour, at: hourOfDay(hour) }))
    .filter(({ hour }) => hour >= begin && hour <= end && hour % step === 0)
    // An hour that occurs twice or not at all (change of the clock) gets no label.
    .filter(({ hour }) => momentsOf(wallHour(hour), timeZone).length === 1)
  return { from: hourOfDay(begin), until: hourOfDay(end), hours }
}

/** The width of a text in its font size, estimated: digits and letters are half as wide as ideographs. */
function widthOf(text: string): number {
  const ideographs = text.match(/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/gu)?.length ?? 0
  return ideographs + (text.length - ideographs) * 0.6
}

/** The position of a moment (epoch ms) in the strip, in per cent from its start. */
export const placeOf = (at: number, { from, until }: StripHours): number =>
  Math.min(100, Math.max(0, ((at - from) / (until - from)) * 100))
