// Reads a moment as HTTP headers write it.

/** The preferred form and that of RFC 850. */
const WITH_ZONE =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4}|[MTWFS][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/
/** The form of C's asctime, in GMT. */
const ASCTIME = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** The moment, epoch ms, in the three forms of RFC 9110 (5.6.7); null for any other text. Never throws. */
export function readHttpDate(text = ''): number | null {
  // The patterns also match days and months that do not exist.
  const written = WITH_ZONE.test(text) ? text : ASCTIME.test(text) ? `${text} GMT` : ''
  const atMs = Date.parse(written)
  return Number.isNaN(atMs) ? null : atMs
}
