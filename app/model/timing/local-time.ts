// Local time: what the clocks of a time zone show at a moment, the moments at which they show it, and local midnights. The
// window uses it too.

import { tzOffset } from '@date-fns/tz'

/** A 12-hour or a 24-hour clock ("Intl.Locale: hourCycle"). */
export const hourCycles = ['h12', 'h23'] as const
export type HourCycle = (typeof hourCycles)[number]

/** The time settings of the user's computer. `timeZone` is a name that Intl knows, such as "Europe/Berlin". */
export interface LocalTime {
  timeZone: string
  hourCycle: HourCycle
}

/** The week of the user's region. Days are numbers from Monday, 0, to Sunday, 6. */
export interface Week {
  firstDay: number
  daysOff: number[]
}

export const usualWeek: Week = { firstDay: 0, daysOff: [5, 6] }

/** The days of a week in their order. */
export const daysFrom = (firstDay: number): number[] =>
  Array.from({ length: 7 }, (_, place) => (firstDay + place) % 7)

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** The date and time of day that the clocks show at a moment, as the epoch ms at which clocks of UTC show the same. */
export const wallTime = (atMs: number, timeZone: string): number =>
  atMs + tzOffset(timeZone, new Date(atMs)) * MINUTE_MS

/**
 * The moments at which the clocks show `wallMs` (as `wallTime` returns it), in order: two in an hour that is repeated, none
 * in an hour that is skipped, and none for an unknown zone.
 */
export function momentsOf(wallMs: number, timeZone: string): number[] {
  const before = clocksBefore(wallMs, timeZone)
  const after = wallMs - offsetMs(wallMs + DAY_MS, timeZone)
  // No zone changes its clocks forth and back within two days, and each look-up is costly.
  if (before === after) return [before]
  return [before, after].filter((atMs) => wallTime(atMs, timeZone) === wallMs)
}

/** The moment at which clocks with the offset of the day before show `wallMs`; NaN for an unknown zone. */
export const clocksBefore = (wallMs: number, timeZone: string): number =>
  wallMs - offsetMs(wallMs - DAY_MS, timeZone)

/** The first moment at which the clocks show `wallMs`, or the moment at which they skip it. */
export const firstMomentOf = (wallMs: number, timeZone: string): number =>
  momentsOf(wallMs, timeZone)[0] ?? clocksBefore(wallMs, timeZone)

/** Whether the moment is in an hour that the clocks repeat. */
export const isRepeatedHour = (atMs: number, timeZone: string): boolean =>
  momentsOf(wallTime(atMs, timeZone), timeZone).length > 1

/** The local date of a moment as a number of days; the next date has the next number. */
export const dateNumber = (atMs: number, timeZone: string): number =>
  Math.floor(wallTime(atMs, timeZone) / DAY_MS)

/** The first moment of the local day `daysLater` days after that of `nowMs`, epoch ms; not 0:00 if the clocks skip it. */
export const midnight = (nowMs: number, daysLater: number, timeZone: string): number =>
  dateStart(today(nowMs, timeZone) + daysLater, timeZone)

/** `count` midnights in a row, the first one `daysBefore` days before the local day, epoch ms. */
export function midnights(nowMs: number, daysBefore: number, count: number, timeZone: string): number[] {
  const first = today(nowMs, timeZone) - daysBefore
  return Array.from({ length: count }, (_, place) => dateStart(first + place, timeZone))
}

/** The date number of the local day. Clocks set back just after midnight show the date before again: that day has ended. */
function today(nowMs: number, timeZone: string): number {
  const date = dateNumber(nowMs, timeZone)
  return dateStart(date + 1, timeZone) <= nowMs ? date + 1 : date
}

const dateStart = (date: number, timeZone: string) => firstMomentOf(date * DAY_MS, timeZone)

const offsetMs = (atMs: number, timeZone: string) => wallTime(atMs, timeZone) - atMs
