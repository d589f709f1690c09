// Times of day and lengths of time as a language writes them.
import type { Language } from '../app/settings.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Kept, as one takes seventy times as long to make as to use. */
const timeFormats = new Map<string, Intl.DateTimeFormat>()

function timeFormat(language: Language, day: 'today' | 'another day'): Intl.DateTimeFormat {
  const name = `${language}, ${day}`
  const format =
    timeFormats.get(name) ??
    new Intl.DateTimeFormat(localeOf(language), {
      ...(day === 'today' ? {} : { day: 'numeric', month: 'short' }),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: 'UTC',
    })
  timeFormats.set(name, format)
  return format
}

/** "10:42", in 24 hours; with the date in front when it is not of the day of `nowMs`: "21 Nov, 10:42". Epoch ms. */
export function timeOfDay(atMs: number, nowMs: number, language: Language): string {
  const at = new Date(atMs)
  const isToday = at.toDateString() === new Date(nowMs).toDateString()
  // A formatter keeps its time zone while the computer may move to another, so it is given what the clock shows.
  const shown = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate(), at.getHours(), at.getMinutes())
  return timeFormat(language, isToday ? 'today' : 'another day').format(shown)
}

/** "10:43:10": for moments less than a day away. Epoch ms. */
export function clockTime(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'medium', hourCycle: 'h23' }).format(atMs)
}

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

/** British English for its 24-hour clock and day-first dates. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language)
