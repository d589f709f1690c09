// The day as a list of spans: which light was on from when until when. Where nothing was known there is no span.
import { z } from 'zod'
import { litNames } from './light.ts'

/** Days before today that are kept. */
export const DAYS_KEPT = 14

/** A light and the time it was confirmed for, epoch ms; `from` is before `until`. */
export const spanSchema = z.object({ light: z.enum(litNames), from: z.number(), until: z.number() })
export type Span = z.infer<typeof spanSchema>

/** In the order of time, never overlapping; gaps are times when nothing was known. */
export const timelineSchema = z.array(spanSchema)
export type Timeline = z.infer<typeof timelineSchema>
