// Times of day and lengths of time as a language writes them.

import type { Language } from '../app/model/names.ts'
import { comesTwice, dateNumber, type LocalTime } from '../app/model/timing/local-time.ts'
import { localeOf } from './locale.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What a time is written with. */
const forms = {
  'time of day': { minute: '2-digit' },
  'with the date': { day: 'numeric', month: 'short', minute: '2-digit' },
  'with seconds': { minute: '2-digit', second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** Kept, as one takes seventy times as long to make as to use. */
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The one place where a time of day is written. Without a zone of its own a formatter goes by that of its V8, which
 * Chromium keeps up to date in the window (TimeZoneMonitor) and nobody in the main process. A time of an hour that comes
 * twice has its offset: "02:30 GMT+1".
 */
function written(
  atMs: number,
  form: keyof typeof forms,
  language: Language,
  { timeZone, hourCycle }: LocalTime,
): string {
  const twice = comesTwice(atMs, timeZone)
  const name = [language, timeZone, hourCycle, form, twice].join()
  const format =
    formats.get(name) ??
    new Intl.DateTimeFormat(localeOf(language), {
      ...forms[form],
      hour: hourCycle === 'h12' ? 'numeric' : '2-digit',
      ...{ hourCycle, timeZone },
      ...(twice ? { timeZoneName: 'shortOffset' } : {}),
    })
  formats.set(name, format)
  return format.format(atMs)
}

/** "10:42" or "10:42 am"; of another day than that of `nowMs` with the date in front: "21 Nov, 10:42". Epoch ms. */
export function timeOfDay(atMs: number, nowMs: number, language: Language, local: LocalTime): string {
  const isToday = dateNumber(atMs, local.timeZone) === dateNumber(nowMs, local.timeZone)
  return written(atMs, isToday ? 'time of day' : 'with the date', language, local)
}

/** "10:43:10": for moments less than a day away. Epoch ms. */
export const clockTime = (atMs: number, language: Language, local: LocalTime): string =>
  written(atMs, 'with seconds', language, local)

/** "12 seconds ago", in the largest unit that fits; ms, of which less than none are none: the clock was set back. */
export function timeAgo(agoMs: number, language: Language): string {
  const ms = Math.max(0, agoMs)
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'always' })
  if (ms < MINUTE_MS) return format.format(-Math.floor(ms / 1000), 'second')
  if (ms < HOUR_MS) return format.format(-Math.floor(ms / MINUTE_MS), 'minute')
  return format.format(-Math.floor(ms / HOUR_MS), 'hour')
}

/** "12 seconds", "2 hours 10 minutes", from two days on "3 days": the two largest units, in ms. */
export function lengthOfTime(ms: number, language: Language): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(localeOf(language), { style: 'unit', unit: name, unitDisplay: 'long' }).format(
      value,
    )
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return unit(seconds, 'second')
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 60) return unit(minutes, 'minute')
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS)
  if (hours >= 48) return unit(Math.round(hours / 24), 'day')
  return minutes % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`
}
