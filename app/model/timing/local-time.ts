// Local time: what the clocks of a zone show at a moment, and at which moments they show it. The window uses this too.

import { tzOffset } from '@date-fns/tz'

/** How the hours of a day are counted: 12 twice, or 0 to 23 ("Intl.Locale: hourCycle"). */
export const hourCycles = ['h12', 'h23'] as const
export type HourCycle = (typeof hourCycles)[number]

/** How a person's computer tells the time. `timeZone` is one that Intl knows, such as "Europe/Berlin". */
export interface LocalTime {
  timeZone: string
  hourCycle: HourCycle
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** What the clocks show at a moment: date and time of day, counted in epoch ms as if they were of UTC. */
export const wallTime = (atMs: number, timeZone: string): number =>
  atMs + tzOffset(timeZone, new Date(atMs)) * MINUTE_MS

/**
 * The moments at which the clocks show `wallMs` (as `wallTime` counts), the first one first: two of an hour that comes
 * twice, none of one that is skipped, and none in a zone that nobody knows.
 */
export function momentsOf(wallMs: number, timeZone: string): number[] {
  const before = clocksBefore(wallMs, timeZone)
  const after = wallMs - offsetMs(wallMs + DAY_MS, timeZone)
  // No zone moves its clocks and moves them back within two days, and to ask is costly.
  if (before === after) return [before]
  return [before, after].filter((atMs) => wallTime(atMs, timeZone) === wallMs)
}

/** When clocks show it that have not been moved since the day before; NaN in a zone that nobody knows. */
export const clocksBefore = (wallMs: number, timeZone: string): number =>
  wallMs - offsetMs(wallMs - DAY_MS, timeZone)

/** The first moment at which the clocks show it, or that at which they skip it. */
export const firstMomentOf = (wallMs: number, timeZone: string): number =>
  momentsOf(wallMs, timeZone)[0] ?? clocksBefore(wallMs, timeZone)

/** Whether the clocks show the same once more, an hour before or after. */
export const comesTwice = (atMs: number, timeZone: string): boolean =>
  momentsOf(wallTime(atMs, timeZone), timeZone).length > 1

/** The number of a moment's date: that of the next date is one more. */
export const dateNumber = (atMs: number, timeZone: string): number =>
  Math.floor(wallTime(atMs, timeZone) / DAY_MS)

/** The first moment of the date with this number, epoch ms: where the clocks change at midnight, it begins at 1:00. */
export const dateStart = (date: number, timeZone: string): number => firstMomentOf(date * DAY_MS, timeZone)

const offsetMs = (atMs: number, timeZone: string): number => wallTime(atMs, timeZone) - atMs
