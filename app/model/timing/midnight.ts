// Local midnights, whatever the length of the days between them.
import { dateNumber, dateStart } from './local-time.ts'

/** The first moment of the local day so many days later, epoch ms. */
export const midnight = (nowMs: number, daysLater: number, timeZone: string): number =>
  dateStart(today(nowMs, timeZone) + daysLater, timeZone)

/** So many midnights in a row, the first one so many days before the local day, epoch ms. */
export function midnights(nowMs: number, daysBefore: number, count: number, timeZone: string): number[] {
  const first = today(nowMs, timeZone) - daysBefore
  return Array.from({ length: count }, (_, place) => dateStart(first + place, timeZone))
}

/** Where clocks are set back just after midnight, they show the date before once more: its day is over all the same. */
function today(nowMs: number, timeZone: string): number {
  const date = dateNumber(nowMs, timeZone)
  return dateStart(date + 1, timeZone) <= nowMs ? date + 1 : date
}
