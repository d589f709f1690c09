// Reads the Retry-After header in every form that servers send.
import { readHttpDate } from './http-date.ts'

/** Microsoft sends no longer times. A larger, invalid value must not stop the checks for a day. */
const LONGEST_MS = 60 * 60 * 1000

/** The longest form of the header, in characters. */
const LONGEST_HEADER = 64

const SECONDS = /^\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?)*$/

/**
 * How long the server asks to wait, ms, at most an hour; null if the header is missing or not valid. Reads seconds and dates
 * (RFC 9110, 10.2.3), and fractions as in Graph's example "2.128". Of a header that was sent twice, which comes as a list
 * (5.3), the longest counts. Never throws.
 */
export function readRetryAfter(header: string | null | undefined, nowMs: number): number | null {
  const value = header && header.length <= LONGEST_HEADER ? header.trim() : ''
  if (SECONDS.test(value)) return waitOf(Math.max(...value.split(',').map(Number)) * 1000)
  const atMs = readHttpDate(value)
  return atMs === null ? null : waitOf(atMs - nowMs)
}

const waitOf = (ms: number) => Math.min(LONGEST_MS, Math.max(0, ms))
