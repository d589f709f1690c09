// Reads the name of a time zone from the system or from the window, and finds one by its offset.

/** The zone's name in this runtime ("Asia/Calcutta" and "Asia/Kolkata" are one); null for an unknown zone. */
export function zoneName(name: string | undefined): string | null {
  if (!name) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** "IST-5:30", "<+0530>-5:30": a name, and hours, minutes and seconds west of Greenwich, without daylight saving time. */
const OFFSET_RULE = /^(?:[a-z]{3,}|<[a-z\d+-]{3,}>)([+-]?)(\d{1,2})(?::(\d\d))?(?::00)?$/i

/** The zone of a TZ that is an offset (POSIX.1-2017, 8.3); null for any other text. */
export function zoneOfRule(rule: string): string | null {
  const [, sign, hours, minutes = '0'] = OFFSET_RULE.exec(rule) ?? []
  if (hours === undefined) return null
  const west = Number(hours) * 60 + Number(minutes)
  return zoneWithOffset(sign === '-' ? west : -west)
}

/** Minutes east of Greenwich. None of these zones has daylight saving time. */
const zonesBetweenHours: ReadonlyMap<number, string> = new Map([
  [-570, 'Pacific/Marquesas'],
  [210, 'Asia/Tehran'],
  [270, 'Asia/Kabul'],
  [330, 'Asia/Kolkata'],
  [345, 'Asia/Kathmandu'],
  [390, 'Asia/Yangon'],
  [525, 'Australia/Eucla'],
  [570, 'Australia/Darwin'],
])

/** A zone that is always `minutes` east of Greenwich; null if there is none. */
export function zoneWithOffset(minutes: number): string | null {
  // As in POSIX, the names of zones west of Greenwich are positive.
  const hours = -minutes / 60
  return zoneName(zonesBetweenHours.get(minutes) ?? `Etc/GMT${hours < 0 ? '' : '+'}${hours}`)
}
