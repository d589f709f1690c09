// The lights as a list of spans: which was on from when until when. Where nothing was known there is no span.
import { z } from 'zod'
import { momentSchema } from '../reading/moment.ts'
import { cut } from './day.ts'
import { litNames } from './light.ts'

/** Longer between two records of a light, and what was in between is not known: the computer slept. */
export const LONGEST_GAP_MS = 10 * 60_000

/** A light and the time it was confirmed for, epoch ms. Only the one just told of is empty, `until` being `from`. */
export const spanSchema = z.object({ light: z.enum(litNames), from: z.number(), until: z.number() })
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
export function recorded({ over, open }: Recorded, { at, light, until }: LightRecord): Recorded {
  const lasts = Math.max(at, until ?? at)
  if (!open) return { over, open: light && { light, from: at, until: lasts } }
  const goesOn = at >= open.until && at - open.until <= LONGEST_GAP_MS
  if (goesOn && light === open.light) return { over, open: { ...open, until: lasts } }
  const endsEarlier = light === null && at >= open.from && at < open.until
  const ended = goesOn || endsEarlier ? { ...open, until: at } : open
  return {
    over: ended.until > ended.from ? laidOver(over, ended) : over,
    open: light && { light, from: at, until: lasts },
  }
}

export const timelineOf = ({ over, open }: Recorded): Timeline => (open ? laidOver(over, open) : over)

const laidOver = (timeline: Timeline, span: Span): Timeline =>
  joined([
    ...cut(timeline, Number.NEGATIVE_INFINITY, span.from),
    span,
    ...cut(timeline, span.until, Number.POSITIVE_INFINITY),
  ])

/** Neighbours that touch and say the same are one. */
function joined(timeline: Timeline): Timeline {
  const spans: Span[] = []
  for (const span of timeline) {
    const before = spans.at(-1)
    if (before?.light !== span.light || before.until !== span.from) spans.push(span)
    else spans[spans.length - 1] = { ...before, until: span.until }
  }
  return spans
}

/** The fewest records that say the same. */
export function recordsOf({ over, open }: Recorded): LightRecord[] {
  const records = over.flatMap(({ light, from, until }, place): LightRecord[] => {
    const span = { at: from, light, until }
    const touches = (over[place + 1] ?? open)?.from === until
    return touches ? [span] : [span, { at: until, light: null }]
  })
  return open ? [...records, { at: open.from, light: open.light, until: open.until }] : records
}
