// Reads the Retry-After header in every form that servers send it.

/** Nothing Microsoft sends is above this; a larger or broken value must not switch the light off for a day. */
const LONGEST_MS = 60 * 60 * 1000

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * How long the server asks to wait, in ms, at most an hour; null when it does not say or cannot be understood.
 * Whole seconds and dates as RFC 9110 (10.2.3) has them, and fractions as in Graph's own example "2.128".
 */
export function readRetryAfter(header: string | null | undefined, nowMs: number): number | null {
  const value = header?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.min(LONGEST_MS, Number(value) * 1000)
  if (HTTP_DATE.test(value)) return Math.min(LONGEST_MS, Math.max(0, Date.parse(value) - nowMs))
  return null
}
