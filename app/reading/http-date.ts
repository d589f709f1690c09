// Reads a moment as HTTP headers write it.

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** The moment, epoch ms, in the preferred form of RFC 9110 (5.6.7); null for any other text. Never throws. */
export function readHttpDate(text: string | undefined): number | null {
  // The pattern also matches days and months that do not exist.
  const atMs = text !== undefined && HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? null : atMs
}
