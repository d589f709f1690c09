// Reads the Retry-After header in every form that servers send it.
import { readHttpDate } from './http-date.ts'

/** Nothing Microsoft sends is above this; a larger or broken value must not switch the light off for a day. */
const LONGEST_MS = 60 * 60 * 1000

/** No form of it is longer, in characters. */
const LONGEST_HEADER = 64

/**
 * How long the server asks to wait, in ms, a whole hour at most; null when it does not say or cannot be understood.
 * Whole seconds and dates as RFC 9110 (10.2.3) has them, and fractions as in Graph's own example "2.128". Never throws.
 */
export function readRetryAfter(header: string | null | undefined, nowMs: number): number | null {
  const value = header && header.length <= LONGEST_HEADER ? header.trim() : ''
  if (/^\d+(?:\.\d+)?$/.test(value)) return waitOf(Number(value) * 1000)
  const atMs = readHttpDate(value)
  return atMs === null ? null : waitOf(atMs - nowMs)
}

const waitOf = (ms: number): number => Math.min(LONGEST_MS, Math.max(0, ms))
