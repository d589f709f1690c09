// The tenant backoff: how far a follower stays below its pace, because all users of one app registration in one tenant
// share one limit ("Microsoft Graph service-specific throttling limits": 1,500 presence requests per 30 s). It learns
// from refusals alone, as TCP CUBIC does (RFC 9438): a refusal lowers the request rate; then the rate returns quickly to
// just below where it was refused, stays there, and probes slowly above it. Time is counted in answers, so that nights do
// not count. Pure. The measurements: docs/pace.md.

import { firstBackoff, MOST_BACKOFF, type TenantBackoff } from '../model/settings.ts'
import { averageGapMs } from './cadence/average-gap.ts'

interface Reaction {
  /** The share of the request rate that a refusal leaves. */
  left: number
  /** The plateau, as a share of the rate at the refusal. */
  plateau: number
  /** The plateau is reached after so many answers. */
  answers: number
}

/** The first refusal may be a stray one in a small tenant: it costs minutes. */
const FIRST: Reaction = { left: 0.3, plateau: 1, answers: 8 }
const SECOND: Reaction = { left: 0.15, plateau: 0.5, answers: 150 }
/** From the third one on it is certain that many share the limit. */
const LATER = { left: 0.6, plateau: 0.75 }
/** The more people share it, the fewer answers each has a day: so many at the full rate … */
const LATER_ANSWERS = 700
/** … but never more than this. */
const MOST_LATER_ANSWERS = 400

function reactionTo(refusals: number, limit: number): Reaction {
  if (refusals === 1) return FIRST
  if (refusals === 2) return SECOND
  return { ...LATER, answers: Math.min(MOST_LATER_ANSWERS, LATER_ANSWERS / Math.sqrt(limit)) }
}

/** At the full rate, so many answers in a row show that few people share the limit. */
const FORGET_ANSWERS = 200

/** The request rate of a whole tenant that is safely within the limit, requests a second. */
const SAFE_RATE = 45

/** The start value where `people` are known to share the limit, each at a pace of `intervalMs`. */
export function backoffAmong(people: number, intervalMs: number): TenantBackoff {
  const factor = limited((people * 1000) / (averageGapMs(intervalMs) * SAFE_RATE))
  if (factor === 1) return firstBackoff
  // As if the limit had been met several times, long enough ago to be on the plateau.
  const refusals = 3
  // No limit is below the full rate.
  const limit = limited(factor * LATER.plateau)
  return {
    factor: limit / LATER.plateau,
    limit,
    refusals,
    answers: Math.round(reactionTo(refusals, limit).answers),
  }
}

/** For a source without a shared limit. */
export const noBackoff: TenantBackoff = firstBackoff

/** After an answer. */
export function backoffAfterAnswer(backoff: TenantBackoff): TenantBackoff {
  const { factor, limit, refusals } = backoff
  if (refusals === 0) return backoff
  const answers = backoff.answers + 1
  if (factor === 1 && answers >= FORGET_ANSWERS) return firstBackoff
  const { left, plateau, answers: toPlateau } = reactionTo(refusals, limit)
  // The curve of CUBIC: steep, flat at the plateau, and steeper again.
  const rate = plateau + (plateau - left) * (answers / toPlateau - 1) ** 3
  return { factor: limited(limit / rate), limit, refusals, answers }
}

/** After Graph throttled. */
export function backoffAfterRefusal({ factor, refusals: before }: TenantBackoff): TenantBackoff {
  const refusals = before + 1
  const { left } = reactionTo(refusals, factor)
  return { factor: limited(factor / left), limit: factor, refusals, answers: 0 }
}

const limited = (factor: number) => Math.min(MOST_BACKOFF, Math.max(1, factor))

/** So many answers are lost at most when the program ends. */
const SAVED_ANSWERS = 50

/** Whether `next` differs enough from what was saved: not every answer is worth a write. */
export function worthKeeping(next: TenantBackoff, kept: TenantBackoff): boolean {
  const differs = Math.abs(next.factor / kept.factor - 1) > 0.25 || next.refusals !== kept.refusals
  const isLater = Math.abs(next.answers - kept.answers) >= SAVED_ANSWERS
  return differs || isLater || (next.factor === 1 && kept.factor !== 1)
}

/** From this factor on, many share the limit: no check comes at a moment that all clients would choose. */
const CROWDED = 1.5

/** Whether the factor says that many clients share the limit. */
export const isCrowded = (factor: number): boolean => factor > CROWDED
