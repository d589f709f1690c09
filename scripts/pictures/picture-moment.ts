// The moment at which the pictures begin, in the clock of wherever they are taken.

/** Epoch ms. */
export const PICTURES_BEGIN_MS = Date.parse('2026-11-23T15:30:00')
