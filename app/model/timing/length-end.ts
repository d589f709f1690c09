// When a pause or a status of a chosen length ends.
import type { LengthInMinutes, PauseLength, StatusLength } from '../names.ts'
import { midnight } from './local-time.ts'

const MINUTE_MS = 60_000

/** Each length that has an end. */
type EndingLength = PauseLength | Exclude<StatusLength, 'until-changed'> | LengthInMinutes

/**
 * The end of what begins at `nowMs`, epoch ms. The day ends, and tomorrow begins, at the next local midnight: 23 or 25 hours
 * after the last one when the clocks change.
 */
export function lengthEnd(length: EndingLength, nowMs: number, timeZone: string): number {
  if (typeof length === 'object') return nowMs + length.minutes * MINUTE_MS
  switch (length) {
    case '30-min':
      return nowMs + 30 * MINUTE_MS
    case '1-h':
      return nowMs + 60 * MINUTE_MS
    case '2-h':
      return nowMs + 120 * MINUTE_MS
    case 'until-tomorrow':
    case 'end-of-day':
      return midnight(nowMs, 1, timeZone)
    default:
      return length satisfies never
  }
}
