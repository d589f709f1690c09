// The kept days as CSV, for spreadsheets.
import type { LitName } from '../model/light.ts'
import type { Timeline } from '../model/timeline.ts'
import { wallTime } from '../model/timing/local-time.ts'

/** Without it Excel reads UTF-8 as the system's legacy code page. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A row for each span, in local time (RFC 4180). `wordsOf` returns the name of a light. */
export function csvOf(timeline: Timeline, timeZone: string, wordsOf: (light: LitName) => string): string {
  const rows = timeline.map(({ light, from, until }) => [
    localTime(from, timeZone),
    localTime(until, timeZone),
    String(secondOf(until) - secondOf(from)),
    light,
    wordsOf(light),
  ])
  const table = [['from', 'until', 'seconds', 'light', 'words'], ...rows]
  return BYTE_ORDER_MARK + table.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

/** The file name, with the local day of `nowMs`: "Tally Light 2026-11-23.csv". */
export const csvName = (nowMs: number, timeZone: string): string =>
  `Tally Light ${localTime(nowMs, timeZone).slice(0, 10)}.csv`

/** Whole seconds, as in the columns `from` and `until`, so that their difference is the duration. */
const secondOf = (atMs: number) => Math.floor(atMs / 1000)

/** ISO 8601 with seconds and offset: "2026-11-23T10:42:00+01:00". */
function localTime(atMs: number, timeZone: string): string {
  const wallMs = wallTime(atMs, timeZone)
  const minutes = (wallMs - atMs) / 60_000
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0')
  const ahead = Math.abs(minutes)
  const wall = new Date(wallMs).toISOString().slice(0, 19)
  return `${wall}${minutes < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
