// Text from outside within a line of the program, such as the tooltip: it must not turn, break or hide the rest.

/** Invisible characters, without the joiners: Persian and many emoji need these. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/gu

/** In characters; most lines have a far smaller limit of their own. */
const LONGEST_LINE = 10_000

/**
 * The text in one line, without control characters, without marks that hide text or change its direction ("Unicode
 * Bidirectional Algorithm", UAX #9), and without lone surrogates. Never throws.
 */
export const oneLine = (text: string): string =>
  text.slice(0, LONGEST_LINE).replace(/\s+/gu, ' ').replace(UNSEEN, '').trim()
