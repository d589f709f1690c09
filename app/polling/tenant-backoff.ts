// The tenant backoff: how far a follower stays below its pace, because all users of one app registration in one tenant
// share one limit ("Microsoft Graph service-specific throttling limits": 1,500 presence requests per 30 s). Pure. The
// arithmetic and the measurements: docs/pace.md.
import { firstBackoff, MOST_BACKOFF, type TenantBackoff } from '../model/settings.ts'

/** Each answer lowers the factor by this share: at first slowly, so that few clients reach the limit … */
const DECREASE = 0.002
/** … and faster after a day's worth of answers without throttling: then there are few colleagues. */
const LATER_DECREASE = 0.008
const LATER_ANSWERS = 400
/** Throttling multiplies the factor by this. */
const INCREASE = 3
const HOLD_MS = 24 * 60 * 60 * 1000
/** A smaller change of the hold is not saved: while Graph throttles, it changes with each refusal. */
const LEAST_SAVED_HOLD_MS = 60 * 60 * 1000

/** With the first factor, so many clients stay at about the limit, each at this pace. */
const MANY_PEOPLE = 10_000
const USUAL_INTERVAL_MS = 30_000
/** The start value where `people` are known to share the limit, each at a pace of `intervalMs`. */
export function backoffAmong(people: number, intervalMs: number): TenantBackoff {
  const factor = (firstBackoff.factor * people * USUAL_INTERVAL_MS) / (MANY_PEOPLE * intervalMs)
  return { ...firstBackoff, factor: Math.min(MOST_BACKOFF, Math.max(1, factor)) }
}

/** For a source without a shared limit. */
export const noBackoff: TenantBackoff = { factor: 1, heldUntilMs: 0, answers: 0 }

/** Lower after an answer, except during the hold. `nowMs`: epoch ms. */
export function backoffAfterAnswer(
  { factor, heldUntilMs, answers }: TenantBackoff,
  nowMs: number,
): TenantBackoff {
  // A hold that ends later than any hold can: the clock was wrong when it began.
  const held = nowMs < heldUntilMs && heldUntilMs <= nowMs + HOLD_MS
  const share = held ? 0 : answers < LATER_ANSWERS ? DECREASE : LATER_DECREASE
  return { factor: Math.max(1, factor * (1 - share)), heldUntilMs, answers: answers + 1 }
}

/** Higher after Graph throttled, and held there for a day. `nowMs`: epoch ms. */
export function backoffAfterRefusal({ factor }: TenantBackoff, nowMs: number): TenantBackoff {
  return { factor: Math.min(MOST_BACKOFF, factor * INCREASE), heldUntilMs: nowMs + HOLD_MS, answers: 0 }
}

/** Whether `next` differs enough from what was saved: not every answer is worth a write. */
export function worthKeeping(next: TenantBackoff, kept: TenantBackoff): boolean {
  const tenth = Math.abs(next.factor / kept.factor - 1) > 0.1
  const held = Math.abs(next.heldUntilMs - kept.heldUntilMs) > LEAST_SAVED_HOLD_MS
  return tenth || held || (next.factor === 1 && kept.factor !== 1)
}

/** From this factor on, many share the limit: no check comes at a moment that all clients would choose. */
const CROWDED = 1.5

/** Whether the factor says that many clients share the limit. */
export const isCrowded = (factor: number): boolean => factor > CROWDED
