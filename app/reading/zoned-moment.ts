// Graph's dateTimeTimeZone read as a moment: a date and time of day in a zone that mostly has a Windows name.
import { findIana } from 'windows-iana'
import type { Expiry } from '../model/presence.ts'
import { clocksBefore, momentsOf } from '../model/timing/local-time.ts'

/** "2026-11-23T17:00:00.0000000": Graph writes seven digits; some services end with "Z" or an offset. */
const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i

/**
 * The moment, in epoch ms; as it was written where the zone or the date says nothing to us.
 * Source: "dateTimeTimeZone resource type", Microsoft Graph v1.0; the names: Unicode CLDR, windowsZones.
 */
export function readZonedMoment(dateTime: string, timeZone: string): Expiry {
  const [, local, offset] = WRITTEN.exec(dateTime.trim()) ?? []
  // One that names its offset is a moment whatever zone stands beside it.
  const at = offset
    ? Date.parse(`${local}${offset}`)
    : inZone(Date.parse(`${local}Z`), ianaName(timeZone.trim()))
  return Number.isNaN(at) ? { kind: 'as-written', dateTime, timeZone } : { kind: 'moment', at }
}

const ianaName = (zone: string): string => findIana(zone)[0] ?? zone

/**
 * When the clocks of `zone` show `wallMs` (a date and time of day, counted as if it were UTC); NaN for a zone nobody
 * knows. An hour that comes twice is the later one, so that nothing ends too early; one that is skipped is read by the
 * clock that was not yet moved.
 */
function inZone(wallMs: number, zone: string): number {
  const byClockBefore = clocksBefore(wallMs, zone)
  // To ask for a zone that nobody knows is costly each time.
  if (Number.isNaN(byClockBefore)) return byClockBefore
  return momentsOf(wallMs, zone).at(-1) ?? byClockBefore
}
