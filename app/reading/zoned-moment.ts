// Reads Graph's dateTimeTimeZone as a moment: a date and time in a zone that mostly has a Windows name.
import { findIana } from 'windows-iana'
import { clocksBefore, momentsOf } from '../model/timing/local-time.ts'

/** "2026-11-23T17:00:00.0000000": Graph writes seven digits; some services end with "Z" or an offset. */
const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i

/** Epoch ms, or what was written where that names no known zone or date. */
type ZonedMoment = { kind: 'moment'; at: number } | { kind: 'as-written'; dateTime: string; timeZone: string }

/**
 * The moment, epoch ms; the text as written where the zone or the date is unknown.
 * Source: "dateTimeTimeZone resource type", Microsoft Graph v1.0; the names: Unicode CLDR, windowsZones.
 */
export function readZonedMoment(dateTime: string, timeZone: string): ZonedMoment {
  const [, local, offset] = WRITTEN.exec(dateTime.trim()) ?? []
  // With an offset it is a moment, whatever the zone.
  const at = offset
    ? Date.parse(`${local}${offset}`)
    : inZone(Date.parse(`${local}Z`), ianaName(timeZone.trim()))
  return Number.isNaN(at) ? { kind: 'as-written', dateTime, timeZone } : { kind: 'moment', at }
}

const ianaName = (zone: string): string => findIana(zone)[0] ?? zone

/**
 * When the clocks of `zone` show `wallMs` (a date and time of day, counted as if it were UTC); NaN for an unknown zone.
 * An hour that comes twice is the later one, so that nothing ends too early; a skipped one is read by the clock before the
 * change.
 */
function inZone(wallMs: number, zone: string): number {
  const byClockBefore = clocksBefore(wallMs, zone)
  // Each use of an unknown zone is costly.
  if (Number.isNaN(byClockBefore)) return byClockBefore
  return momentsOf(wallMs, zone).at(-1) ?? byClockBefore
}
