// Start at login: what the system will start at the next login, and how it is changed. No library here: the window imports
// this file.
import type { AppState } from './state.ts'

/** The argument of a start at login, which does not open the window. */
export const HIDDEN_ARGUMENT = '--hidden'

export type LoginStart = AppState['openAtLogin']

/** Whether the next login starts a program, for the switch in the settings. */
export function startsSomething(start: LoginStart): boolean {
  switch (start.kind) {
    case 'on':
    case 'other-program':
      return true
    case 'off':
    case 'held-back':
      return false
    case 'as-answered':
      return start.on
    default:
      return start satisfies never
  }
}

export interface LoginItem {
  read(): Promise<LoginStart>
  /** Rejects if the system refuses the change. */
  set(on: boolean): Promise<void>
  /** Points this program's entry at the running program if the one it names is missing. Linux only. May reject. */
  repair?(): Promise<void>
}

/** The system's settings of what starts at login (Windows, "Launch the Settings app"; macOS, System Settings). */
export const STARTUP_APPS = 'ms-settings:startupapps'
export const LOGIN_ITEMS = 'x-apple.systempreferences:com.apple.LoginItems-Settings.extension'

/** The page of the system's settings that can allow `start`. Throws if these do not hold it back. */
export function loginSettingsPage(start: LoginStart): string {
  if (start.kind === 'held-back' && start.by === 'windows') return STARTUP_APPS
  if (start.kind === 'held-back' && start.by === 'macos') return LOGIN_ITEMS
  throw new Error("Start at login is not held back by the system's settings")
}
