// The half-hours of the local clock, near which meetings begin and end. Pure.

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HALF_HOUR_MS = 30 * MINUTE_MS

/** Ms since the last full or half hour at `nowMs`, epoch ms. Local, as some zones are a quarter of an hour off. */
export function sinceHalfHourMs(nowMs: number): number {
  const now = new Date(nowMs)
  return (now.getMinutes() * MINUTE_MS + now.getSeconds() * SECOND_MS + now.getMilliseconds()) % HALF_HOUR_MS
}

/** Ms from `nowMs`, epoch ms, to the next of these minutes of a half-hour; above zero. */
export function untilMinuteMs(nowMs: number, minutes: readonly number[]): number {
  const sinceMs = sinceHalfHourMs(nowMs)
  return Math.min(
    ...minutes.map((minute) => (minute * MINUTE_MS - sinceMs + HALF_HOUR_MS) % HALF_HOUR_MS || HALF_HOUR_MS),
  )
}
