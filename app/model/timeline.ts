// The history of lights as spans of time, and the records from which it is read. A gap means that nothing was known.
import { z } from 'zod'
import { momentSchema } from '../reading/moment.ts'
import { cut } from './day.ts'
import { litNames } from './light.ts'

/** After a longer gap between two records of a light, the time between them is unknown, as the computer slept. */
export const LONGEST_GAP_MS = 10 * 60_000

/** A light and the time for which it was confirmed, epoch ms. `until` equals `from` only in the newest span. */
const spanSchema = z.object({ light: z.enum(litNames), from: z.number(), until: z.number() })
export type Span = z.infer<typeof spanSchema>

/** In order of time, without overlaps. */
export const timelineSchema = z.array(spanSchema)
export type Timeline = z.infer<typeof timelineSchema>

/** A line of the history file: the light at a moment (epoch ms), or null if nothing was known from then on. */
export const recordSchema = z.object({
  at: momentSchema,
  light: z.enum(litNames).nullable(),
  /** Replaces the records of the same light up to this moment. */
  until: momentSchema.optional(),
})
export type LightRecord = z.infer<typeof recordSchema>

/** The result of the records read so far: `over` are the spans that have ended, `open` is the one that may continue. */
export interface Recorded {
  over: Timeline
  open: Span | null
}

export const nothingRecorded: Recorded = { over: [], open: null }

/**
 * Adds a record. A record of another light ends the open span; a null may end it before the last record. After a gap the
 * span has ended at its last record. A record of an earlier time, after the clock was set back, begins a span that replaces
 * the earlier ones for its duration.
 */
export function withRecord({ over, open }: Recorded, record: LightRecord): Recorded {
  const { ended, open: next } = step(open, record)
  return { over: ended ? withSpan([...over], ended) : over, open: next }
}

/** Adds many records, in linear time if they are in order of time. */
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

/** Applies a record to the open span; returns the part that has ended, if any, and the new open span. */
function step(
  open: Span | null,
  { at, light, until }: LightRecord,
): { ended: Span | null; open: Span | null } {
  const lasts = Math.max(at, until ?? at)
  const next = light && { light, from: at, until: lasts }
  if (!open) return { ended: null, open: next }
  const continues = at >= open.until && at - open.until <= LONGEST_GAP_MS
  if (continues && light === open.light) return { ended: null, open: { ...open, until: lasts } }
  const endsEarlier = light === null && at >= open.from && at < open.until
  const ended = continues || endsEarlier ? { ...open, until: at } : open
  return { ended: ended.until > ended.from ? ended : null, open: next }
}

export const timelineOf = ({ over, open }: Recorded): Timeline => (open ? overlaid(over, open) : over)

/** Adds a span. In the usual case that it is the last one, this changes and returns `spans`. */
function withSpan(spans: Timeline, span: Span): Timeline {
  if (span.from < (spans.at(-1)?.until ?? span.from)) return overlaid(spans, span)
  append(spans, span)
  return spans
}

/** The timeline in which `span` replaces what was there. */
const overlaid = (timeline: Timeline, span: Span): Timeline => {
  const spans: Timeline = []
  for (const part of cut(timeline, Number.NEGATIVE_INFINITY, span.from)) append(spans, part)
  append(spans, span)
  for (const part of cut(timeline, span.until, Number.POSITIVE_INFINITY)) append(spans, part)
  return spans
}

/** Adds a span after all others; adjacent spans of the same light are joined. */
function append(spans: Timeline, span: Span): void {
  const before = spans.at(-1)
  if (before?.light !== span.light || before.until !== span.from) spans.push(span)
  else spans[spans.length - 1] = { ...before, until: span.until }
}

/** The smallest list of records that has the same result. */
export function recordsOf({ over, open }: Recorded): LightRecord[] {
  const records = over.flatMap(({ light, from, until }, place): LightRecord[] => {
    const span = { at: from, light, until }
    const next = over[place + 1] ?? open
    // An adjacent span of the same light needs a null before it, or it would be joined.
    const touches = next?.from === until && next.light !== light
    return touches ? [span] : [span, { at: until, light: null }]
  })
  return open ? [...records, { at: open.from, light: open.light, until: open.until }] : records
}
