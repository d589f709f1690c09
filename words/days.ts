// Days, and the spans of one, as a language writes them.
import type { Language } from '../app/settings.ts'
import { localeOf, timeOfDay } from './moments.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** "Today", "Yesterday", or the day of the week. Epoch ms. */
export function dayTitle(atMs: number, nowMs: number, language: Language): string {
  const daysAgo = Math.round((noonOf(nowMs) - noonOf(atMs)) / (24 * HOUR_MS))
  return capital(
    daysAgo < 2
      ? new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(-daysAgo, 'day')
      : new Intl.DateTimeFormat(localeOf(language), { weekday: 'long' }).format(atMs),
    language,
  )
}

/** "20 November", or "Monday 23 November" where the title does not say the day of the week. Epoch ms. */
export function dayDate(atMs: number, nowMs: number, language: Language): string {
  const named = noonOf(nowMs) - noonOf(atMs) < 36 * HOUR_MS
  return capital(
    new Intl.DateTimeFormat(localeOf(language), {
      ...(named ? { weekday: 'long' } : {}),
      day: 'numeric',
      month: 'long',
    }).format(atMs),
    language,
  )
}

/** When something ends: "18:00" today, "tomorrow, 09:00", and from then on with the date. Epoch ms. */
export function timeAhead(atMs: number, nowMs: number, language: Language): string {
  if (Math.round((noonOf(atMs) - noonOf(nowMs)) / (24 * HOUR_MS)) !== 1)
    return timeOfDay(atMs, nowMs, language)
  const tomorrow = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(1, 'day')
  return `${tomorrow}, ${timeOfDay(atMs, atMs, language)}`
}

/**
 * "10:00–10:42"; "10:00" for what began and ended in one minute; a span that lasts to the end of its day ends at 24:00.
 * Epoch ms.
 */
export function timeRange(fromMs: number, untilMs: number, language: Language): string {
  const format = (atMs: number, hourCycle: 'h23' | 'h24') =>
    new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit', hourCycle }).format(
      atMs,
    )
  const untilMidnight = noonOf(untilMs) !== noonOf(fromMs)
  const [from, until] = [format(fromMs, 'h23'), format(untilMs, untilMidnight ? 'h24' : 'h23')]
  return from === until ? from : `${from}–${until}`
}

/** "2h 10m": the two largest units at their shortest, in ms. Begun minutes do not count, as on a clock. */
export function briefLength(ms: number, language: Language): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(localeOf(language), { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(
      value,
    )
  if (ms < MINUTE_MS) return unit(Math.floor(ms / 1000), 'second')
  const minutes = Math.floor(ms / MINUTE_MS)
  if (minutes < 60) return unit(minutes, 'minute')
  const hours = unit(Math.floor(minutes / 60), 'hour')
  return minutes % 60 === 0 ? hours : `${hours} ${unit(minutes % 60, 'minute')}`
}

/** "14 days". */
export const days = (count: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count)

/** Noon is on its own day whatever the clocks do; epoch ms. */
const noonOf = (atMs: number): number => new Date(atMs).setHours(12, 0, 0, 0)

const capital = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
