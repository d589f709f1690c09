// How likely a change of presence is while no trigger announces one. Pure. The figures: docs/pace.md.
import type { PresenceLight } from '../../model/light.ts'
import { averageChanges, type Circumstance, changeRates, type Rates } from './change-rates.ts'
import { sinceHalfHourMs } from './half-hours.ts'

const MINUTE_MS = 60_000

/** Whether a program records from a microphone; unknown until the first microphone signal. */
type Recording = 'yes' | 'no' | 'unknown'

export interface ChangeCircumstances {
  /** The time of day, epoch ms: meetings begin and end near the half-hour. */
  nowMs: number
  /** The light of the last answer; null before the first. */
  light: PresenceLight | null
  /** Ms since the light last changed. */
  sinceChangeMs: number
  /** Ms since the current call began, presenting included; 0 without one. */
  sinceCallMs: number
  recording: Recording
  /** The screen is locked, or nobody has touched the computer for AWAY_AFTER_MS. */
  absent: boolean
}

/** A change while the user is away, which only colleagues see, counts as this much of one. */
const UNSEEN = 0.3

/** The changes an hour that no signal announces and that the user would see. */
export const seenChanges = (rates: Rates, circumstance: Circumstance): number =>
  rates[circumstance] * (circumstance === 'away' ? UNSEEN : 1)

export const likelyChangesPerHour = (known: ChangeCircumstances): number =>
  seenChanges(changeRates, circumstanceOf(known))

/** The number of changes an hour with which the gap is the average gap. */
export const averageChangesPerHour = ({ recording }: Pick<ChangeCircumstances, 'recording'>): number =>
  averageChanges[recording === 'unknown' ? 'unsignalled' : 'signalled']

/**
 * The circumstance that says most about the next change. People join a meeting within minutes of its begin, its call ends
 * near the half-hour, any other call within a quarter of an hour, and without either there are few changes. The end of
 * a call that is recorded, and the begin of one at the desk, come with a signal.
 */
export function circumstanceOf(known: ChangeCircumstances): Circumstance {
  const { light, sinceChangeMs, recording, absent, nowMs } = known
  const minute = sinceHalfHourMs(nowMs) / MINUTE_MS
  const age = sinceChangeMs / MINUTE_MS
  switch (light) {
    case 'in-a-call':
      return callCircumstance(known)
    case 'presenting':
      return age < 2 ? 'presenting-begins' : 'presenting'
    case 'busy': {
      const joining = sinceHalfHourMs(nowMs - sinceChangeMs) < MINUTE_MS && age < 3
      if (absent) return 'away'
      if (recording === 'unknown') return joining ? 'meeting-begins-unsignalled' : 'meeting-unsignalled'
      return joining ? 'meeting-begins' : 'meeting'
    }
    case 'do-not-disturb':
      return absent ? 'away' : 'do-not-disturb'
    default: {
      if (absent) return 'away'
      if (recording === 'unknown') return minute > 29 ? 'before-half-hour-unsignalled' : 'quiet-unsignalled'
      return minute > 28.5 ? 'before-half-hour' : 'quiet'
    }
  }
}

function callCircumstance({ nowMs, sinceCallMs, recording }: ChangeCircumstances): Circumstance {
  if (recording === 'yes') return 'recorded-call'
  const minute = sinceHalfHourMs(nowMs) / MINUTE_MS
  const age = sinceCallMs / MINUTE_MS
  const began = sinceHalfHourMs(nowMs - sinceCallMs) / MINUTE_MS
  const ofMeeting = began < 3.5 || began > 28
  if (ofMeeting) return minute < 3 || minute > 27 ? 'meeting-call-at-half-hour' : 'meeting-call'
  if (age < 2) return 'call-begins'
  if (age < 16) return 'call'
  return age < 24 ? 'long-call' : 'very-long-call'
}
