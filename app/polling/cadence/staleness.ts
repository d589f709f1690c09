// When a presence is too old to vouch for. Pure.

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/** A light may be this old before it is stale, however short the interval. */
const LEAST_STALE_MS = 2 * MINUTE_MS
/** A check that is late by this much makes the light stale. */
const GRACE_MS = 15 * SECOND_MS

/** The longest gap between checks while somebody is there: no light becomes stale for lack of a check. */
export const MOST_PRESENT_MS = LEAST_STALE_MS - GRACE_MS
/** The same while the user is away: a change is rare then, and nobody sees it. */
export const MOST_ABSENT_MS = 5 * MINUTE_MS

/**
 * The age, ms, at which the last good answer is stale: three intervals or two minutes, whichever is longer; where the
 * pace is slower than that, once the planned check is overdue (`plannedMs` from answer to check), and after five
 * minutes whatever was planned.
 */
export const staleAfterMs = (intervalMs: number, plannedMs: number): number =>
  Math.max(LEAST_STALE_MS, 3 * intervalMs, Math.min(plannedMs, MOST_ABSENT_MS) + GRACE_MS)
