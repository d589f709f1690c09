// Makes text from outside safe within a line, such as the tooltip: it cannot break, reverse or hide the rest.

/** Invisible characters, except joiners, which Persian and many emoji need. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/gu

/** In characters. Most lines have a much lower limit. */
const LONGEST_LINE = 10_000

/**
 * The text in one line, without control characters, without marks that hide text or change its direction ("Unicode
 * Bidirectional Algorithm", UAX #9), and without lone surrogates. Never throws.
 */
export const oneLine = (text: string): string =>
  text.slice(0, LONGEST_LINE).replace(/\s+/gu, ' ').replace(UNSEEN, '').trim()
