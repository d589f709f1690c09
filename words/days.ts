// Formats days, and times within a day.

import type { Language } from '../app/model/names.ts'
import { dateNumber, type LocalTime } from '../app/model/timing/local-time.ts'
import {
  capitalized,
  dateTimeFormat,
  formatUnit,
  joinDayAndTime,
  joinUnits,
  relativeTimeFormat,
} from './locale.ts'
import { timeOfDay } from './moments.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** "Today", "Yesterday", or the day of the week. Epoch ms. */
export function dayTitle(atMs: number, nowMs: number, language: Language, { timeZone }: LocalTime): string {
  const daysAgo = dateNumber(nowMs, timeZone) - dateNumber(atMs, timeZone)
  return capitalized(
    daysAgo < 2
      ? relativeTimeFormat(language, { numeric: 'auto' }).format(-daysAgo, 'day')
      : dateTimeFormat(language, { weekday: 'long', timeZone }).format(atMs),
    language,
  )
}

/** "20 November", or "Monday 23 November" if the title does not name the day of the week. Epoch ms. */
export function dayDate(atMs: number, nowMs: number, language: Language, { timeZone }: LocalTime): string {
  const withWeekday = dateNumber(nowMs, timeZone) - dateNumber(atMs, timeZone) < 2
  return capitalized(
    dateTimeFormat(language, {
      ...(withWeekday ? { weekday: 'long' } : {}),
      day: 'numeric',
      month: 'long',
      timeZone,
    }).format(atMs),
    language,
  )
}

/** A time in the future: "18:00" today, "tomorrow, 09:00", and with the date after that. Epoch ms. */
export function timeAhead(atMs: number, nowMs: number, language: Language, local: LocalTime): string {
  const { timeZone } = local
  if (dateNumber(atMs, timeZone) - dateNumber(nowMs, timeZone) !== 1)
    return timeOfDay(atMs, nowMs, language, local)
  const tomorrow = relativeTimeFormat(language, { numeric: 'auto' }).format(1, 'day')
  return joinDayAndTime(tomorrow, timeOfDay(atMs, atMs, language, local), language)
}

/**
 * "10:00–10:42"; "10:00" if both are in the same minute. A span up to the end of its day ends at 24:00, even if the next
 * day starts at 1:00 because the clocks change. Epoch ms.
 */
export function timeRange(fromMs: number, untilMs: number, language: Language, local: LocalTime): string {
  const { timeZone } = local
  const untilMidnight = dateNumber(untilMs, timeZone) > dateNumber(fromMs, timeZone)
  const from = timeOfDay(fromMs, fromMs, language, local)
  const until = untilMidnight ? endOfDay(language, local) : timeOfDay(untilMs, untilMs, language, local)
  return from === until && !untilMidnight ? from : `${from}–${until}`
}

/** "8 am" or "08:00": an hour of the clock, 0 to 24, in few characters ("a. m." is "am"). 24 reads like 0. */
export const fullHour = (hour: number, language: Language, { hourCycle }: LocalTime): string =>
  dateTimeFormat(language, {
    ...(hourCycle === 'h12' ? { hour: 'numeric' } : { hour: '2-digit', minute: '2-digit' }),
    hourCycle,
    timeZone: 'UTC',
  })
    .formatToParts(hour * HOUR_MS)
    .map(({ type, value }) => (type === 'dayPeriod' ? value.replace(/[\s.]/g, '') : value))
    .join('')

/** "24:00", or "12:00 am". */
const endOfDay = (language: Language, { hourCycle }: LocalTime): string =>
  hourCycle === 'h23' ? '24:00' : timeOfDay(0, 0, language, { hourCycle, timeZone: 'UTC' })

/** "2h 10m": the two largest units in their short form. In ms, rounded down to whole minutes. */
export function briefLength(ms: number, language: Language): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    formatUnit(value, name, 'brief', language)
  if (ms < MINUTE_MS) return unit(Math.floor(ms / 1000), 'second')
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 60) return unit(minutes, 'minute')
  const hours = unit(Math.floor(minutes / 60), 'hour')
  return minutes % 60 === 0 ? hours : joinUnits([hours, unit(minutes % 60, 'minute')], language)
}

/** "14 days". */
export const days = (count: number, language: Language): string => formatUnit(count, 'day', 'long', language)

/** The days of the week from Monday: "Monday", "Tuesday", … */
export function weekdayNames(language: Language): string[] {
  const format = dateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  // 5 January 2026 was a Monday.
  return Array.from({ length: 7 }, (_, day) =>
    capitalized(format.format(Date.UTC(2026, 0, 5 + day)), language),
  )
}
