// The local time at which the pictures start.

/** Epoch ms. */
export const PICTURES_BEGIN_MS = Date.parse('2026-11-23T15:30:00')
