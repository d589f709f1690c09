// Somebody else's words inside a line of ours, such as the tray's: they must not turn, break or hide the rest of it.

/** Of what is unseen, the joiners alone belong to words: Persian and many an emoji are written with them. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/gu

/** No line is longer, in characters; most have a far smaller limit of their own. */
const LONGEST_LINE = 10_000

/**
 * The text in one line, without control characters, without the marks that turn the direction of what follows them or
 * hide it ("Unicode Bidirectional Algorithm", UAX #9), and without halves of characters. Never throws.
 */
export const oneLine = (text: string): string =>
  text.slice(0, LONGEST_LINE).replace(/\s+/gu, ' ').replace(UNSEEN, '').trim()
