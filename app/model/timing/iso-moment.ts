// A moment as text, for other programs and for the log.

/** The length of 2026-11-23T09:00:00.000Z. Years before 0 and after 9999 are longer, and many programs cannot read them. */
const LENGTH = 24

/** In ISO 8601 with UTC; null for epoch ms outside the years 0 to 9999, as of a clock set to the end of time. */
export function isoMoment(atMs: number): string | null {
  const moment = new Date(atMs)
  if (Number.isNaN(moment.getTime())) return null
  const text = moment.toISOString()
  return text.length === LENGTH ? text : null
}
