// Reads Graph's dateTimeTimeZone: a date and time in a time zone, usually with a Windows name.
import { WINDOWS_TO_IANA_MAP } from 'windows-iana'
import { clocksBefore, momentsOf } from '../model/timing/local-time.ts'

/** "2026-11-23T17:00:00.0000000": Graph writes seven digits; some services end with "Z" or an offset. */
const WRITTEN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i

/** Epoch ms, or the original text if its zone or date is unknown. */
type ZonedMoment = { kind: 'moment'; at: number } | { kind: 'as-written'; dateTime: string; timeZone: string }

/**
 * The moment of a dateTimeTimeZone.
 * Source: "dateTimeTimeZone resource type", Microsoft Graph v1.0; the names: Unicode CLDR, windowsZones.
 */
export function readZonedMoment(dateTime: string, timeZone: string): ZonedMoment {
  const [, local, offset] = WRITTEN.exec(dateTime.trim()) ?? []
  // An offset overrides the zone.
  const at = offset
    ? Date.parse(`${local}${offset}`)
    : inZone(Date.parse(`${local}Z`), ianaName(timeZone.trim()))
  return Number.isNaN(at) ? { kind: 'as-written', dateTime, timeZone } : { kind: 'moment', at }
}

/** The first zone of a Windows name is that of the whole world. Windows does not distinguish letter case in it. */
function ianaName(zone: string) {
  const name = zone.toLowerCase()
  return WINDOWS_TO_IANA_MAP.find(({ windowsName }) => windowsName.toLowerCase() === name)?.iana[0] ?? zone
}

/**
 * The moment at which the clocks of `zone` show `wallMs` (as `wallTime` returns it); NaN for an unknown zone. In a repeated
 * hour it is the later moment, so that nothing ends too early; a skipped hour is read with the offset before the change.
 */
function inZone(wallMs: number, zone: string): number {
  const byClockBefore = clocksBefore(wallMs, zone)
  // Each look-up of an unknown zone is costly.
  if (Number.isNaN(byClockBefore)) return byClockBefore
  return momentsOf(wallMs, zone).at(-1) ?? byClockBefore
}
