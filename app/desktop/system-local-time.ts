// The computer's local time in the state: its zone, which is followed as it changes, and how its hours are counted.
import { realpathSync } from 'node:fs'
import type { App } from 'electron'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { HourCycle } from '../model/timing/local-time.ts'
import { zoneName } from '../reading/time-zone.ts'

const LOOK_MS = 60_000

type Surroundings = Pick<NodeJS.Process, 'platform' | 'env'>
type RegionalFormat = Pick<App, 'getSystemLocale'>

export interface LocalTimeParts {
  store: Pick<AccountStore, 'getState' | 'setState'>
  clock: Pick<Clock, 'after'>
  /** Ready. */
  app: RegionalFormat
  system: Surroundings
  realPath?: (path: string) => string
}

export interface FollowedLocalTime {
  /** Something happened to the computer, which may have travelled meanwhile. */
  signal(): void
  /** The zone that the window goes by is this one now. */
  told(timeZone: string): void
  /** No timer outlives this. */
  stop(): void
}

/**
 * Puts both into the state, and the zone again whenever it is another one. Chromium follows the system's and tells its pages
 * (services/device/time_zone_monitor: by /etc/localtime and /etc/timezone on Linux unless TZ is set, WM_TIMECHANGE on Windows,
 * NSSystemTimeZoneDidChangeNotification on macOS); the V8 of the main process is told of nothing. So this process looks once
 * a minute. Where it finds no name, as on Windows, it goes by what the window tells; elsewhere a page may know less: the
 * monitor is made with the first page, and with the zone that the process has kept from its start.
 * On Windows a change that comes before the first window is made is known only after the next change, or a restart.
 */
export async function followLocalTime(parts: LocalTimeParts): Promise<FollowedLocalTime> {
  const { store, clock, app, system, realPath } = parts
  let seen = systemZone(system, realPath)?.zone ?? store.getState().timeZone
  store.setState({ timeZone: seen, hourCycle: await systemHourCycle(system, app) })

  function put(timeZone: string) {
    if (timeZone !== store.getState().timeZone) store.setState({ timeZone })
  }

  function look() {
    const zone = systemZone(system, realPath)?.zone
    if (zone === undefined || zone === seen) return
    seen = zone
    put(zone)
  }

  function lookAgain() {
    cancel = clock.after(LOOK_MS, lookAgain)
    look()
  }
  let cancel = clock.after(LOOK_MS, lookAgain)

  return {
    signal: look,
    told(timeZone) {
      const zone = zoneName(timeZone)
      if (zone !== null && !systemZone(system, realPath)?.isNamed) put(zone)
    },
    stop: () => cancel(),
  }
}

export interface SystemZone {
  zone: string
  /** The system names it: no page knows better. */
  isNamed: boolean
}

/**
 * The zone by what the C library goes by too: TZ, else where /etc/localtime leads (tzset(3), localtime(5)); without either,
 * as on Windows, that of this process. Null where none of them is a zone that Intl knows.
 */
export function systemZone(
  { env, platform }: Surroundings,
  realPath: (path: string) => string = realpathSync,
): SystemZone | null {
  const TZ = fileOrZone(env)
  if (TZ !== undefined && !TZ.startsWith('/')) return named(zoneOf(env)) ?? named(zoneOfOffset())
  const path = platform === 'win32' ? null : realPathOf(TZ ?? '/etc/localtime', realPath)
  const [, name] = /zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(path ?? '') ?? []
  return named(zoneName(name)) ?? ofProcess()
}

function ofProcess(): SystemZone | null {
  const zone = zoneName(new Intl.DateTimeFormat().resolvedOptions().timeZone) ?? zoneOfOffset()
  return zone === null ? null : { zone, isNamed: false }
}

const named = (zone: string | null): SystemZone | null => (zone === null ? null : { zone, isNamed: true })

function realPathOf(path: string, realPath: (path: string) => string): string | null {
  try {
    return realPath(path)
  } catch {
    return null
  }
}

/** That of whole hours which the process goes by, as with the TZ "JST-9", which has no name. */
function zoneOfOffset(): string | null {
  // West of Greenwich is plus, as in POSIX.
  const hours = new Date().getTimezoneOffset() / 60
  return zoneName(`Etc/GMT${hours < 0 ? '' : '+'}${hours}`)
}

/** TZ as it is meant: a colon in front says that it is a file, whether or not it begins with a slash. */
const fileOrZone = ({ TZ }: NodeJS.ProcessEnv): string | undefined => TZ?.replace(/^:/, '')

/** The zone that TZ names, in whichever folder of the zones (posix and right have all of them); null where it names none. */
function zoneOf(env: NodeJS.ProcessEnv): string | null {
  const TZ = fileOrZone(env)?.replace(/^(posix|right)\//, '')
  return zoneName(TZ) ?? zoneName(`Etc/${TZ}`)
}

/**
 * By the regional format, as the system had it when the program started (electron_browser_main_parts.cc keeps the locale of
 * then); Linux names the one for times in LC_ALL or LC_TIME (locale(7)). macOS says where a person has chosen otherwise. What
 * is chosen so on Windows (the short time) and in GNOME (clock-format) no interface of Electron tells.
 */
export async function systemHourCycle(
  { platform, env }: Surroundings,
  app: RegionalFormat,
): Promise<HourCycle> {
  if (platform === 'darwin') {
    // Nowhere else is there anything to ask.
    const { systemPreferences } = await import('electron')
    if (systemPreferences.getUserDefault('AppleICUForce24HourTime', 'boolean')) return 'h23'
    if (systemPreferences.getUserDefault('AppleICUForce12HourTime', 'boolean')) return 'h12'
  }
  const ofTimes = platform === 'linux' ? env.LC_ALL || env.LC_TIME : undefined
  return hourCycleOf(() => ofTimes ?? app.getSystemLocale())
}

/** Of "en-US", "en_US.UTF-8", "C". A format that nobody tells or knows is no reason not to start. */
function hourCycleOf(locale: () => string): HourCycle {
  try {
    const [name = ''] = locale().replaceAll('_', '-').split(/[.@]/)
    // In place of an unknown one, such as "POSIX", Intl takes that of the process.
    if (Intl.DateTimeFormat.supportedLocalesOf(name).length === 0) return 'h23'
    const { hourCycle } = new Intl.DateTimeFormat(name, { hour: 'numeric' }).resolvedOptions()
    return hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23'
  } catch {
    return 'h23'
  }
}
