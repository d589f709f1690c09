// The lights as a list of spans: which was on from when until when. Where nothing was known there is no span.
import { z } from 'zod'
import { momentSchema } from '../reading/moment.ts'
import { cut } from './day.ts'
import { litNames } from './light.ts'

/** Longer between two records of a light, and what was in between is not known: the computer slept. */
export const LONGEST_GAP_MS = 10 * 60_000

/** A light and the time it was confirmed for, epoch ms. Only the one just told of is empty, `until` being `from`. */
const spanSchema = z.object({ light: z.enum(litNames), from: z.number(), until: z.number() })
export type Span = z.infer<typeof spanSchema>

/** In the order of time, never overlapping; gaps are times when nothing was known. */
export const timelineSchema = z.array(spanSchema)
export type Timeline = z.infer<typeof timelineSchema>

/** A line of the history: the light at a moment (epoch ms), or null where from then on nothing was known. */
export const recordSchema = z.object({
  at: momentSchema,
  light: z.enum(litNames).nullable(),
  /** In place of the records until then that said the same. */
  until: momentSchema.optional(),
})
export type LightRecord = z.infer<typeof recordSchema>

/** What the records say so far: the spans that are over, and the one that may go on. */
export interface Recorded {
  over: Timeline
  open: Span | null
}

export const nothingRecorded: Recorded = { over: [], open: null }

/**
 * With one record more. It ends the open span where it says something else; a null may end it earlier than an older
 * record said. After a gap the span ended at its last record. A record of a time that is already told of, as after a
 * clock was set back, begins a span that replaces what was there for as long as it lasts.
 */
export function withRecord({ over, open }: Recorded, record: LightRecord): Recorded {
  const { ended, open: next } = step(open, record)
  return { over: ended ? withSpan([...over], ended) : over, open: next }
}

/** With many more, in time that grows with their number alone while each comes after the one before. */
export function withRecords(before: Recorded, records: readonly LightRecord[]): Recorded {
  let over = [...before.over]
  let { open } = before
  for (const record of records) {
    const { ended, open: next } = step(open, record)
    open = next
    if (ended) over = withSpan(over, ended)
  }
  return { over, open }
}

/** What one record does to the open span: the part of it that is over, if any, and what is open then. */
function step(
  open: Span | null,
  { at, light, until }: LightRecord,
): { ended: Span | null; open: Span | null } {
  const lasts = Math.max(at, until ?? at)
  const next = light && { light, from: at, until: lasts }
  if (!open) return { ended: null, open: next }
  const goesOn = at >= open.until && at - open.until <= LONGEST_GAP_MS
  if (goesOn && light === open.light) return { ended: null, open: { ...open, until: lasts } }
  const endsEarlier = light === null && at >= open.from && at < open.until
  const ended = goesOn || endsEarlier ? { ...open, until: at } : open
  return { ended: ended.until > ended.from ? ended : null, open: next }
}

export const timelineOf = ({ over, open }: Recorded): Timeline => (open ? laidOver(over, open) : over)

/** `spans` itself with one more where that comes after them, which is all but always. */
function withSpan(spans: Timeline, span: Span): Timeline {
  if (span.from < (spans.at(-1)?.until ?? span.from)) return laidOver(spans, span)
  append(spans, span)
  return spans
}

const laidOver = (timeline: Timeline, span: Span): Timeline => {
  const spans: Timeline = []
  for (const part of cut(timeline, Number.NEGATIVE_INFINITY, span.from)) append(spans, part)
  append(spans, span)
  for (const part of cut(timeline, span.until, Number.POSITIVE_INFINITY)) append(spans, part)
  return spans
}

/** Adds a span that comes after all others. Neighbours that touch and say the same are one. */
function append(spans: Timeline, span: Span): void {
  const before = spans.at(-1)
  if (before?.light !== span.light || before.until !== span.from) spans.push(span)
  else spans[spans.length - 1] = { ...before, until: span.until }
}

/** The fewest records that say the same. */
export function recordsOf({ over, open }: Recorded): LightRecord[] {
  const records = over.flatMap(({ light, from, until }, place): LightRecord[] => {
    const span = { at: from, light, until }
    const next = over[place + 1] ?? open
    // One of the same light that only touches is a span of its own, which a null alone keeps apart.
    const touches = next?.from === until && next.light !== light
    return touches ? [span] : [span, { at: until, light: null }]
  })
  return open ? [...records, { at: open.from, light: open.light, until: open.until }] : records
}
