// What a follower could know of a workday: in which circumstances its time passes, which changes come there without a
// signal of the computer, and how many checks the signals cause.
import { baseLightOf } from '../../app/model/lights/presence-words.ts'
import { INTERVAL_SECONDS } from '../../app/model/settings.ts'
import { AWAY_AFTER_MS } from '../../app/model/signal.ts'
import { type ChangeCircumstances, circumstanceOf } from '../../app/polling/cadence/change-likelihood.ts'
import type { Circumstance } from '../../app/polling/cadence/change-rates.ts'
import { sinceHalfHourMs } from '../../app/polling/cadence/half-hours.ts'
import { type TriggerKind, triggeredCheckMs } from '../../app/polling/cadence/triggers.ts'
import {
  changeAt,
  isOfMicrophone,
  isWithin,
  reachableFrom,
  spansBetween,
  unreachableSpans,
  type Workday,
  wallStart,
} from '../workday.ts'
import { idleSeconds, presenceAt } from '../workday-run.ts'

export interface Observed {
  hours: number
  /** Those that no signal announces. */
  changes: number
}

const FULL_PACE = { intervalMs: INTERVAL_SECONDS.usual * 1000, backoffFactor: 1 }
/** The circumstances are read this often, s. */
const STEP_SECONDS = 5
const AWAY_SECONDS = AWAY_AFTER_MS / 1000
/** A trigger announces the changes of so many s after it; one of the microphone those of so many s before. */
const ANNOUNCED = { after: 8, before: 3 }
/** Minutes at which the calendar changes a presence, to the second: a check follows each. */
const CALENDAR_MINUTES = [0, 20, 25, 30, 50, 55]

export const hasMicrophone = (day: Workday): boolean => day.signals.some(({ kind }) => isOfMicrophone(kind))

export function observe(day: Workday): Map<Circumstance, Observed> {
  const observed = new Map<Circumstance, Observed>()
  const unreachable = unreachableSpans(day)
  const triggers = triggersOf(day)
  const knownAt = knower(day)
  const add = (t: number, more: Observed) => {
    if (reachableFrom(unreachable, t) !== t) return
    const circumstance = circumstanceOf(knownAt(t))
    const before = observed.get(circumstance) ?? { hours: 0, changes: 0 }
    observed.set(circumstance, {
      hours: before.hours + more.hours,
      changes: before.changes + more.changes,
    })
  }
  for (let t = 0; t < day.length; t += STEP_SECONDS) add(t, { hours: STEP_SECONDS / 3600, changes: 0 })
  for (const { t } of day.changes.slice(1)) {
    // What was known just before it.
    if (!isAnnounced(t, triggers) && !isOfCalendar(day, t)) add(t - 0.1, { hours: 0, changes: 1 })
  }
  return observed
}

/** The checks of a trigger put off the next ordinary one, by half a gap on average. */
const PUT_OFF = 0.5

/** How many more checks the triggers of a day cause at the full pace. */
export function triggeredChecks(day: Workday): number {
  return triggersOf(day).reduce((sum, { t, kind }) => {
    const changed = day.changes.find((change) => change.t >= t - ANNOUNCED.before)?.t ?? day.length
    let checks = 0
    for (let agoMs: number | null = 0; agoMs !== null && t + agoMs / 1000 < changed; ) {
      const delayMs: number | null = triggeredCheckMs([{ kind, agoMs, changed: false, weight: 1 }], FULL_PACE)
      if (delayMs !== null) checks += 1
      agoMs = delayMs === null ? null : agoMs + delayMs
    }
    return sum + Math.max(1, checks) - PUT_OFF
  }, 0)
}

function knower(day: Workday): (t: number) => ChangeCircumstances {
  const wallMs = wallStart(day)
  const locked = spansBetween(day, 'lock-screen', 'unlock-screen')
  const recording = spansBetween(day, 'microphone-on', 'microphone-off')
  const isHeard = hasMicrophone(day)
  const lights = day.changes.map(({ t }) => baseLightOf(presenceAt(day, t)))
  const inCall = lights.map((light) => light === 'in-a-call' || light === 'presenting')
  const heardAt = (t: number) => (isWithin(recording, t) ? 'yes' : 'no')
  return (t) => {
    const last = changeAt(day, t)
    let callBegan = last
    while (callBegan > 0 && inCall[callBegan - 1]) callBegan -= 1
    return {
      nowMs: wallMs + t * 1000,
      light: lights[last] ?? null,
      sinceChangeMs: (t - (day.changes[last]?.t ?? 0)) * 1000,
      sinceCallMs: inCall[last] ? (t - (day.changes[callBegan]?.t ?? 0)) * 1000 : 0,
      recording: isHeard ? heardAt(t) : 'unknown',
      absent: isWithin(locked, t) || idleSeconds(day, t) >= AWAY_SECONDS,
    }
  }
}

interface DayTrigger {
  t: number
  kind: TriggerKind
}

function triggersOf(day: Workday): DayTrigger[] {
  const locked = spansBetween(day, 'lock-screen', 'unlock-screen')
  const ofSignals = day.signals.flatMap(({ t, kind }): DayTrigger[] =>
    kind === 'suspend' || kind === 'offline' ? [] : [{ t, kind }],
  )
  const ofIdle = day.idle.flatMap(([from, to]): DayTrigger[] =>
    to - from < AWAY_SECONDS || isWithin(locked, from + 1)
      ? []
      : [
          { t: from + AWAY_SECONDS, kind: 'idle' },
          { t: to, kind: 'input' },
        ],
  )
  return [...ofSignals, ...ofIdle]
}

const isAnnounced = (t: number, triggers: readonly DayTrigger[]) =>
  triggers.some(({ t: at, kind }) =>
    isOfMicrophone(kind)
      ? t - ANNOUNCED.after <= at && at <= t + ANNOUNCED.before
      : t - ANNOUNCED.after <= at && at <= t,
  )

function isOfCalendar(day: Workday, t: number): boolean {
  const minute = sinceHalfHourMs(wallStart(day) + t * 1000) / 60_000
  return CALENDAR_MINUTES.some((at) => Math.abs(minute - (at % 30)) < 1 / 60)
}
