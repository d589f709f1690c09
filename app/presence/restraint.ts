// How far below its pace a follower stays, because everybody on one app registration in one tenant shares one limit
// ("Microsoft Graph service-specific throttling limits": 1,500 presence requests per 30 s). Pure.

export interface Restraint {
  /** The factor on every ordinary gap; 1 is the pace of the user's choice. */
  factor: number
  /** Until when, epoch ms, it is not loosened: the limit was met not long ago. */
  heldUntilMs: number
}

const MOST = 10
/** Each answer loosens it by this share: so slowly that those who meet the limit are few. */
const LOOSENING = 0.003
const TIGHTENING = 3
const HOLD_MS = 24 * 60 * 60 * 1000

/** At first nobody knows how many colleagues there are: at this, 10,000 stay under the limit. */
export const firstRestraint: Restraint = { factor: 4, heldUntilMs: 0 }

export function afterAnswer({ factor, heldUntilMs }: Restraint, nowMs: number): Restraint {
  return { factor: nowMs < heldUntilMs ? factor : Math.max(1, factor * (1 - LOOSENING)), heldUntilMs }
}

export function afterRefusal({ factor }: Restraint, nowMs: number): Restraint {
  return { factor: Math.min(MOST, factor * TIGHTENING), heldUntilMs: nowMs + HOLD_MS }
}
