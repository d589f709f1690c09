// Whether Windows' taskbar is light or dark, in the state. Electron does not say so reliably: before the first change of the
// apps' theme it reports that theme (electron_api_native_theme.cc), of a change of the taskbar alone it does not hear
// (Chromium, os_settings_provider_win.cc), and if both change it may keep the old value (electron#52308). So reg.exe is asked.
import type { NativeTheme } from 'electron'
import type { Guard } from '../model/guard.ts'
import type { Log } from '../model/log.ts'
import type { Computer, Signal } from '../model/signal.ts'
import type { SharedStore, Taskbar } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createLookSchedule } from './microphone/look-schedule.ts'
import { createAttempts } from './microphone/microphone-source.ts'
import { createSystemPrograms, regExe, type SystemPrograms } from './microphone/system-programs.ts'

/** After a change of the theme: Windows writes the values of the apps and of the taskbar one after the other. */
const SETTLE_MS = 1000
/** For a change of the taskbar alone. */
const POLL_MS = 60_000
const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize'
const VALUE = /^\s+SystemUsesLightTheme\s+REG_DWORD\s+0x([0-9a-f]{1,8})\s*$/im

export interface TaskbarParts {
  store: SharedStore
  clock: Clock
  computer: Computer
  process: Pick<NodeJS.Process, 'platform' | 'env'>
  nativeTheme: Pick<NativeTheme, 'on' | 'off'>
  guard: Guard
  log: Pick<Log, 'info'>
}

export interface TaskbarWatch {
  signal(signal: Signal): void
  /** Leaves no timer. */
  stop(): void
}

/** Reads `reg query … /v SystemUsesLightTheme`. Throws for any other text. */
export function taskbarIn(output: string): Taskbar {
  const value = VALUE.exec(output)?.[1]
  if (value === undefined) throw new Error('There is no SystemUsesLightTheme')
  return Number.parseInt(value, 16) === 0 ? 'dark' : 'light'
}

/**
 * On Windows only. Reads at the start, after each change of the theme and once a minute, but not while the computer is
 * locked, asleep or idle. After three failures in a row, such as a registry without the value, the taskbar is unknown and is
 * not read any more.
 */
export function watchTaskbar(
  { store, clock, computer, process, nativeTheme, guard, log }: TaskbarParts,
  programs: Pick<SystemPrograms, 'run'> = createSystemPrograms(process.env, guard),
): TaskbarWatch {
  if (process.platform !== 'win32') return { signal() {}, stop() {} }
  const attempts = createAttempts()
  let stopped = false

  function set(taskbar: Taskbar | null) {
    if (!stopped && store.getState().taskbar !== taskbar) store.setState({ taskbar })
  }

  async function look() {
    try {
      const output = await programs.run(regExe(process.env), ['query', KEY, '/v', 'SystemUsesLightTheme'])
      set(taskbarIn(output))
      attempts.worked()
    } catch {
      const waitMs = attempts.failed()
      if (waitMs === null) return leaveAlone()
      schedule.holdOff(waitMs)
      schedule.request(0)
    }
  }

  function leaveAlone() {
    log.info('The theme of the taskbar cannot be read')
    set(null)
    stop()
  }

  const schedule = createLookSchedule({
    clock,
    computer,
    pollMs: POLL_MS,
    isRecording: () => false,
    look,
    onWake() {},
  })
  const onUpdated = guard('A change of the theme', () => schedule.request(SETTLE_MS))
  nativeTheme.on('updated', onUpdated)
  schedule.start()

  function stop() {
    stopped = true
    schedule.stop()
    nativeTheme.off('updated', onUpdated)
  }
  return {
    signal(signal) {
      if (typeof signal !== 'object') schedule.signal(signal)
    },
    stop,
  }
}
