// How the user's interval sets the number of requests. Pure.

/** The average gap between two requests that the pace aims at, ms. */
export const averageGapMs = (intervalMs: number): number => 2 * intervalMs
