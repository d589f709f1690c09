// How likely a change of presence is while no trigger announces one. Pure. The figures: docs/pace.md.
import type { PresenceLight } from '../../model/light.ts'
import { isCrowded } from '../tenant-backoff.ts'
import { sinceHalfHourMs } from './half-hours.ts'

const MINUTE_MS = 60_000

export interface ChangeCircumstances {
  /** The time of day, epoch ms: meetings begin and end near the half-hour. */
  nowMs: number
  /** The light of the last answer; null before the first. */
  light: PresenceLight | null
  /** Ms since the light last changed. */
  sinceChangeMs: number
  /** Ms since the current call began, presenting included; 0 without one. */
  sinceCallMs: number
  /** The screen is locked, or nobody has touched the computer for AWAY_AFTER_MS. */
  absent: boolean
  /** The factor of the tenant backoff; 1 where there is room for the user's pace. */
  backoffFactor: number
}

/** A minute of the half-hour at which nothing begins or ends. */
const QUIET_MINUTE = 10
/** A change while the user is away counts as this much of one. */
const UNSEEN = 0.25

/**
 * The likely changes an hour that somebody sees. People join a meeting within minutes of its begin, its call ends near
 * the half-hour, any other call within a quarter of an hour, and without either there are few changes.
 */
export const likelyChangesPerHour = (known: ChangeCircumstances): number =>
  changesPerHour(known) * (known.absent ? UNSEEN : 1)

function changesPerHour(known: ChangeCircumstances): number {
  const { light, sinceChangeMs, sinceCallMs, absent, nowMs, backoffFactor } = known
  const minute = isCrowded(backoffFactor) ? QUIET_MINUTE : sinceHalfHourMs(nowMs) / MINUTE_MS
  switch (light) {
    case 'busy': {
      const meetingBegan = sinceHalfHourMs(nowMs - sinceChangeMs) < MINUTE_MS
      if (!meetingBegan) return 1.5
      return sinceChangeMs < 3 * MINUTE_MS ? 40 : sinceChangeMs < 5 * MINUTE_MS ? 2.5 : 1.5
    }
    case 'in-a-call': {
      const age = sinceCallMs / MINUTE_MS
      const began = sinceHalfHourMs(nowMs - sinceCallMs) / MINUTE_MS
      if (began < 3.5 || began > 28) return minute < 3 || minute > 27 ? 3.5 : 1.2
      return age < 2 ? 1.5 : age < 16 ? 11 : age < 24 ? 6 : 2.4
    }
    case 'presenting':
      return sinceChangeMs < 2 * MINUTE_MS ? 1 : 4
    case 'do-not-disturb':
      return 2
    default:
      if (absent) return 1.2
      return minute > 29 ? 4 : 0.5
  }
}
