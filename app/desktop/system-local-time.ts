// Keeps the computer's time zone in the state, and sets its hour cycle and its week. Shows the state again on a new day.
import { realpathSync } from 'node:fs'
import { untilNextMinute } from '../model/external-outputs/schedule.ts'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { dateNumber } from '../model/timing/local-time.ts'
import { zoneName, zoneOfRule, zoneWithOffset } from '../reading/time-zone.ts'
import { type RegionalFormat, regionalFormat, type Surroundings } from './regional-format.ts'

export interface LocalTimeParts {
  store: Pick<AccountStore, 'getState' | 'setState'>
  clock: Pick<Clock, 'after' | 'nowMs'>
  /** Must be ready. */
  app: RegionalFormat
  system: Surroundings
  realPath?: (path: string) => string
}

export interface FollowedLocalTime {
  /** Checks the zone and the day: the computer may have been moved, for example during sleep. */
  signal(): void
  /** The zone of the window's page has changed. */
  setWindowTimeZone(timeZone: string): void
  /** Cancels the timer. */
  stop(): void
}

/**
 * Sets them in the state, and updates the zone when it changes. Chromium notifies its pages of a change
 * (services/device/time_zone_monitor: /etc/localtime and /etc/timezone on Linux unless TZ is set, WM_TIMECHANGE on
 * Windows, NSSystemTimeZoneDidChangeNotification on macOS), but not the V8 of the main process. Therefore the zone is
 * polled once a minute. If the system has no name for it, as on Windows, the zone of the window is used. Otherwise that
 * is ignored, as it may be out of date: the monitor is created with the first page, with the zone from the start of the
 * process. On Windows a change before the first window is created is noticed only after the next change or a restart.
 * When the local day changes, the state is set without a change: texts such as "until tomorrow, 09:00" are then shown anew.
 */
export async function followLocalTime(parts: LocalTimeParts): Promise<FollowedLocalTime> {
  const { store, clock, app, system, realPath } = parts
  let lastZone = systemZone(system, realPath)?.zone ?? store.getState().timeZone
  store.setState({ timeZone: lastZone, ...(await regionalFormat(system, app)) })
  const today = () => dateNumber(clock.nowMs(), store.getState().timeZone)
  let lastDay = today()

  function setZone(timeZone: string) {
    if (timeZone !== store.getState().timeZone) store.setState({ timeZone })
  }

  function check() {
    const zone = systemZone(system, realPath)?.zone
    if (zone !== undefined && zone !== lastZone) {
      lastZone = zone
      setZone(zone)
    }
    const day = today()
    if (day !== lastDay) store.setState({})
    lastDay = day
  }

  function poll() {
    cancel = clock.after(untilNextMinute(clock.nowMs()), poll)
    check()
  }
  let cancel = clock.after(untilNextMinute(clock.nowMs()), poll)

  return {
    signal: check,
    setWindowTimeZone(timeZone) {
      const zone = zoneName(timeZone)
      if (zone !== null && !systemZone(system, realPath)?.isNamed) setZone(zone)
    },
    stop: () => cancel(),
  }
}

export interface SystemZone {
  zone: string
  /** Whether the system names the zone, so that the window's zone is ignored. */
  isNamed: boolean
}

/**
 * The zone as the C library determines it: from TZ, otherwise from the link /etc/localtime (tzset(3), localtime(5)).
 * Without either, as on Windows, the zone of this process. Null if Intl knows none of them.
 */
export function systemZone(
  { env, platform }: Surroundings,
  realPath: (path: string) => string = realpathSync,
): SystemZone | null {
  const TZ = fileOrZone(env)
  if (TZ !== undefined && !TZ.startsWith('/')) return named(zoneOf(env) ?? zoneOfRule(TZ) ?? zoneOfOffset())
  const path = platform === 'win32' ? null : realPathOf(TZ ?? '/etc/localtime', realPath)
  const [, name] = /zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(path ?? '') ?? []
  return named(zoneName(name)) ?? zoneOfProcess()
}

function zoneOfProcess(): SystemZone | null {
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

/** A zone with the present offset of this process. */
const zoneOfOffset = (): string | null => zoneWithOffset(-new Date().getTimezoneOffset())

/** TZ without its leading colon, which marks a file with or without a leading slash. */
const fileOrZone = ({ TZ }: NodeJS.ProcessEnv): string | undefined => TZ?.replace(/^:/, '')

/** The zone that TZ names, or null. The folders posix and right also contain all zones. */
function zoneOf(env: NodeJS.ProcessEnv): string | null {
  const TZ = fileOrZone(env)?.replace(/^(posix|right)\//, '')
  return zoneName(TZ) ?? zoneName(`Etc/${TZ}`)
}
