// The regional format of the system: a 12- or 24-hour clock, the first day of the week and the days off.
import type { App } from 'electron'
import { z } from 'zod'
import { type HourCycle, usualWeek, type Week } from '../model/timing/local-time.ts'

export type Surroundings = Pick<NodeJS.Process, 'platform' | 'env'>
export type RegionalFormat = Pick<App, 'getSystemLocale'>

/**
 * As at the start of the program (electron_browser_main_parts.cc keeps the locale of the regional format). On Linux LC_ALL or
 * LC_TIME has the locale of times (locale(7)). On macOS the user's overrides are read. Electron has no API for the overrides
 * of Windows (short time, first day of the week) and GNOME (clock-format).
 */
export async function regionalFormat(
  { platform, env }: Surroundings,
  app: RegionalFormat,
): Promise<{ hourCycle: HourCycle; week: Week }> {
  const locale = localeOfTimes(
    () => (platform === 'linux' && (env.LC_ALL || env.LC_TIME)) || app.getSystemLocale(),
  )
  const own = platform === 'darwin' ? await userDefaults() : {}
  const week = locale === null ? usualWeek : weekOf(locale)
  return {
    hourCycle: own.hourCycle ?? (locale === null ? 'h23' : hourCycleOf(locale)),
    week: { ...week, firstDay: own.firstDay ?? week.firstDay },
  }
}

/** For a locale such as "en-US", "en_US.UTF-8" or "C"; null if it cannot be read or is unknown. */
function localeOfTimes(read: () => string): string | null {
  try {
    const [name = ''] = read().replaceAll('_', '-').split(/[.@]/)
    // For an unknown locale, such as "POSIX", Intl would use that of the process.
    return Intl.DateTimeFormat.supportedLocalesOf(name).length === 0 ? null : name
  } catch {
    return null
  }
}

function hourCycleOf(locale: string): HourCycle {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  return hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23'
}

const isoDay = z.number().int().min(1).max(7)
const weekInfoSchema = z.object({ firstDay: isoDay, weekend: z.array(isoDay) })

/** The week of the locale's region ("Intl.Locale: getWeekInfo"). */
function weekOf(name: string): Week {
  const locale = new Intl.Locale(name)
  // A property before it became a method, and still in Node.js 20.
  const method: unknown = Reflect.get(locale, 'getWeekInfo')
  const info = weekInfoSchema.safeParse(
    typeof method === 'function' ? method.call(locale) : Reflect.get(locale, 'weekInfo'),
  )
  if (!info.success) return usualWeek
  const { firstDay, weekend } = info.data
  return { firstDay: firstDay - 1, daysOff: weekend.map((day) => day - 1) }
}

/** Calendars by name with their first day of the week, 1 for Sunday. */
const firstDays = z.object({ gregorian: z.coerce.number().pipe(isoDay) })

/** What a user of macOS has chosen instead of the region's format. */
async function userDefaults(): Promise<{ hourCycle?: HourCycle; firstDay?: number }> {
  // Only macOS has user defaults.
  const { systemPreferences } = await import('electron')
  const isForced = (key: string) => systemPreferences.getUserDefault(key, 'boolean')
  const first = firstDays.safeParse(systemPreferences.getUserDefault('AppleFirstWeekday', 'dictionary'))
  return {
    ...(isForced('AppleICUForce12HourTime') ? { hourCycle: 'h12' } : {}),
    ...(isForced('AppleICUForce24HourTime') ? { hourCycle: 'h23' } : {}),
    ...(first.success ? { firstDay: (first.data.gregorian + 5) % 7 } : {}),
  }
}
