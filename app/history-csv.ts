// The kept days as CSV, for spreadsheets.
import { TZDate } from '@date-fns/tz'
import type { LitName } from './presence/light.ts'
import type { Timeline } from './presence/timeline.ts'

/** Without it Excel reads UTF-8 as the system's old code page. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A row for each span, as RFC 4180 writes them. Times are local, in `timeZone`; `wordsOf` names a light. */
export function csvOf(timeline: Timeline, timeZone: string, wordsOf: (light: LitName) => string): string {
  const rows = timeline.map(({ light, from, until }) => [
    localTime(from, timeZone),
    localTime(until, timeZone),
    String(Math.round((until - from) / 1000)),
    light,
    wordsOf(light),
  ])
  const table = [['from', 'until', 'seconds', 'light', 'words'], ...rows]
  return BYTE_ORDER_MARK + table.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

/** "Tally Light 2026-11-23.csv": the local day of `nowMs`. */
export const csvName = (nowMs: number, timeZone: string): string =>
  `Tally Light ${localTime(nowMs, timeZone).slice(0, 10)}.csv`

/** ISO 8601 with the offset, to the second: "2026-11-23T10:42:00+01:00". */
const localTime = (atMs: number, timeZone: string): string =>
  new TZDate(atMs, timeZone).toISOString().replace(/\.\d{3}/, '')

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
