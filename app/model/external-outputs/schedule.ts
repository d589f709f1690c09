// The hours of an external output, as a pure function of the local time. No library here: the window may import this file.

import { dateNumber, wallTime } from '../timing/local-time.ts'
import type { Schedule } from './external-output.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
/** Day 0 of `dateNumber`, 1970-01-01, was a Thursday. */
const THURSDAY = 3

/** Whether the output is shown at a moment, epoch ms. In an hour that the clocks repeat, what they show counts. */
export function isWithinHours(schedule: Schedule, atMs: number, timeZone: string): boolean {
  if (schedule.kind === 'always') return true
  const date = dateNumber(atMs, timeZone)
  const hours = schedule.days[modulo(date + THURSDAY, 7)]
  if (!hours) return false
  const minute = Math.floor(wallTime(atMs, timeZone) / MINUTE_MS) - date * DAY_MINUTES
  return minute >= hours.from && minute < hours.until
}

/** How long until the clocks may reach the start or the end of hours, ms: these are whole minutes. */
export const untilNextMinute = (nowMs: number): number => MINUTE_MS - modulo(nowMs, MINUTE_MS)

const modulo = (value: number, by: number) => ((value % by) + by) % by
