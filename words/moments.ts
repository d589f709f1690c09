// Formats times of day and durations.

import type { Language } from '../app/model/names.ts'
import { dateNumber, isRepeatedHour, type LocalTime } from '../app/model/timing/local-time.ts'
import { dateTimeFormat, formatUnit, joinUnits, relativeTimeFormat } from './locale.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A date further away could be taken for the one of another year. */
const HALF_YEAR_MS = 182 * 24 * HOUR_MS

/** The parts of a time. */
const forms = {
  'time of day': { minute: '2-digit' },
  'with the date': { day: 'numeric', month: 'short', minute: '2-digit' },
  'with the year': { year: 'numeric', day: 'numeric', month: 'short', minute: '2-digit' },
  'with seconds': { minute: '2-digit', second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/**
 * The only place that formats a time of day. The time zone is explicit: a formatter's default is V8's zone, which Chromium
 * updates in the renderer (TimeZoneMonitor) but nothing updates in the main process. In an hour that occurs twice the time
 * has its offset: "02:30 GMT+1".
 */
function formatTime(
  atMs: number,
  form: keyof typeof forms,
  language: Language,
  { timeZone, hourCycle }: LocalTime,
): string {
  const twice = isRepeatedHour(atMs, timeZone)
  return dateTimeFormat(language, {
    ...forms[form],
    hour: hourCycle === 'h12' ? 'numeric' : '2-digit',
    hourCycle,
    timeZone,
    ...(twice ? { timeZoneName: 'shortOffset' } : {}),
  }).format(atMs)
}

/**
 * "10:42" or "10:42 am"; with the date if it is not the day of `nowMs`: "21 Nov, 10:42", or "21 Nov 2027, 10:42" if that is
 * more than half a year away. Epoch ms.
 */
export function timeOfDay(atMs: number, nowMs: number, language: Language, local: LocalTime): string {
  const isToday = dateNumber(atMs, local.timeZone) === dateNumber(nowMs, local.timeZone)
  const dated = Math.abs(atMs - nowMs) > HALF_YEAR_MS ? 'with the year' : 'with the date'
  return formatTime(atMs, isToday ? 'time of day' : dated, language, local)
}

/** "10:43:10", for times less than a day away. Epoch ms. */
export const clockTime = (atMs: number, language: Language, local: LocalTime): string =>
  formatTime(atMs, 'with seconds', language, local)

/** "12 seconds ago", in the largest unit. In ms; negative values, after the clock was set back, count as 0. */
export function timeAgo(agoMs: number, language: Language): string {
  const ms = Math.max(0, agoMs)
  const format = relativeTimeFormat(language, { numeric: 'always' })
  if (ms < MINUTE_MS) return format.format(-Math.floor(ms / 1000), 'second')
  if (ms < HOUR_MS) return format.format(-Math.floor(ms / MINUTE_MS), 'minute')
  return format.format(-Math.floor(ms / HOUR_MS), 'hour')
}

/** "12 seconds", "2 hours 10 minutes", and "3 days" from two days on. In ms. */
export function lengthOfTime(ms: number, language: Language): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour' | 'day') =>
    formatUnit(value, name, 'long', language)
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return unit(seconds, 'second')
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 60) return unit(minutes, 'minute')
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS)
  if (hours >= 48) return unit(Math.round(hours / 24), 'day')
  return joinUnits(
    [unit(hours, 'hour'), ...(minutes % 60 === 0 ? [] : [unit(minutes % 60, 'minute')])],
    language,
  )
}
