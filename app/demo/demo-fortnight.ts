// The demo's history: a made-up fortnight of workdays, the same for every run on the same day.
import { cut, keptDays } from '../model/day.ts'
import type { LitName } from '../model/light.ts'
import type { Timeline } from '../model/timeline.ts'
import { dateNumber, firstMomentOf } from '../model/timing/local-time.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** An ordinary workday: the lights in order, each with its approximate minutes. */
const ordinary: readonly (readonly [light: LitName, minutes: number])[] = [
  ['available', 35],
  ['in-a-call', 25],
  ['available', 50],
  ['busy', 55],
  ['be-right-back', 10],
  ['do-not-disturb', 60],
  ['available', 30],
  ['away', 45],
  ['available', 40],
  ['in-a-call', 50],
  ['presenting', 30],
  ['available', 45],
  ['busy', 30],
  ['away', 15],
  ['available', 40],
  ['offline', 20],
]
const onLeave = [['out-of-office', 480]] as const
/** On leave, but at work for a call. */
const halfOnLeave = [
  ['out-of-office', 190],
  ['available-oof', 15],
  ['in-a-call-oof', 45],
  ['out-of-office', 230],
] as const

/** Workdays from half past eight up to now (epoch ms), local time; weekends and nights are gaps. */
export function demoFortnight(nowMs: number, timeZone: string): Timeline {
  const days = keptDays(nowMs, timeZone).toReversed()
  return cut(
    days.flatMap(({ start }) => workday(dateNumber(start, timeZone), timeZone)),
    Number.NEGATIVE_INFINITY,
    nowMs,
  )
}

/** On some Thursdays half a day of leave, on some Fridays a day. */
function scenesOf(weekday: number, day: number) {
  if (weekday === 5 && day % 2 === 0) return onLeave
  return weekday === 4 && day % 2 === 1 ? halfOnLeave : ordinary
}

function workday(date: number, timeZone: string): Timeline {
  const midnight = new Date(date * DAY_MS)
  const weekday = midnight.getUTCDay()
  if (weekday === 0 || weekday === 6) return []
  const day = midnight.getUTCDate()
  let from = firstMomentOf(midnight.setUTCHours(8, 15 + ((day * 7) % 30)), timeZone)
  return scenesOf(weekday, day).map(([light, minutes], place) => {
    // Between two thirds and four thirds of its length, different each day.
    const share = 2 / 3 + (((day + 3) * (place + 5) * 7) % 21) / 30
    const span = { light, from, until: from + Math.round(minutes * share) * MINUTE_MS }
    from = span.until
    return span
  })
}
