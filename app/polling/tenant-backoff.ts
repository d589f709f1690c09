// How far below its pace a follower stays, because everybody on one app registration in one tenant shares one limit
// ("Microsoft Graph service-specific throttling limits": 1,500 presence requests per 30 s). Pure. The arithmetic and
// what it was measured with: docs/pace.md.
import { z } from 'zod'

/** At most this many times slower than the user's pace. */
const MOST = 10

export const restraintSchema = z.object({
  /** The factor on every ordinary gap; 1 is the pace of the user's choice. */
  factor: z.number().min(1).max(MOST),
  /** Until when, epoch ms, it is not loosened: the limit was met not long ago. */
  heldUntilMs: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
  /** Answers since the limit was last met, or since the first start. */
  answers: z.number().int().min(0),
})
export type Restraint = z.infer<typeof restraintSchema>

/** Each answer loosens it by this share: at first so slowly that those who meet the limit are few … */
const LOOSENING = 0.002
/** … and faster once a day's worth of answers came without a refusal: then colleagues are few. */
const SURE_LOOSENING = 0.008
const SURE_ANSWERS = 400
const TIGHTENING = 3
const HOLD_MS = 24 * 60 * 60 * 1000
/** A hold that moved by less is not worth a write: in a throttled hour it moves with each refusal. */
const HOLD_NOTED_MS = 60 * 60 * 1000

/** How many stay about at the limit with the first restraint, each at this pace. */
const MANY_PEOPLE = 10_000
const USUAL_INTERVAL_MS = 30_000
/** At first nobody knows how many colleagues there are. */
export const firstRestraint: Restraint = { factor: 4.5, heldUntilMs: 0, answers: 0 }
/** What it begins with where it is known that so many `people` share the limit, each at a pace of `intervalMs`. */
export function restraintAmong(people: number, intervalMs: number): Restraint {
  const factor = (firstRestraint.factor * people * USUAL_INTERVAL_MS) / (MANY_PEOPLE * intervalMs)
  return { ...firstRestraint, factor: Math.min(MOST, Math.max(1, factor)) }
}

/** For a source that nobody shares. */
export const noRestraint: Restraint = { factor: 1, heldUntilMs: 0, answers: 0 }

export function afterAnswer({ factor, heldUntilMs, answers }: Restraint, nowMs: number): Restraint {
  // Held for longer than any hold: the clock was wrong when it began.
  const held = nowMs < heldUntilMs && heldUntilMs <= nowMs + HOLD_MS
  const share = held ? 0 : answers < SURE_ANSWERS ? LOOSENING : SURE_LOOSENING
  return { factor: Math.max(1, factor * (1 - share)), heldUntilMs, answers: answers + 1 }
}

export function afterRefusal({ factor }: Restraint, nowMs: number): Restraint {
  return { factor: Math.min(MOST, factor * TIGHTENING), heldUntilMs: nowMs + HOLD_MS, answers: 0 }
}

/** Whether it has changed enough to be written down: not with each answer of the day. */
export function worthKeeping(next: Restraint, kept: Restraint): boolean {
  const tenth = Math.abs(next.factor / kept.factor - 1) > 0.1
  const held = Math.abs(next.heldUntilMs - kept.heldUntilMs) > HOLD_NOTED_MS
  return tenth || held || (next.factor === 1 && kept.factor !== 1)
}
