// What the next login will do with this program, as the system tells it. Without the schema (state.ts), which the window
// does not carry.
import type { HoldBack } from './names.ts'

/** The argument that keeps the window shut at a start nobody asked for. */
export const HIDDEN_ARGUMENT = '--hidden'

export type LoginStart =
  | { kind: 'off' }
  | { kind: 'on' }
  /** The entry starts another program, or another copy of this one. */
  | { kind: 'other-program'; program: string }
  | { kind: 'held-back'; by: HoldBack }
  /** Nobody can be asked: what the system answered when it was last changed here. */
  | { kind: 'as-answered'; on: boolean }

/** Whether the next login starts something, as a switch shows it. */
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
  /** What the next login will do. */
  read(): Promise<LoginStart>
  /** Rejects when the system does not let it be changed. */
  set(on: boolean): Promise<void>
  /** Points this program's entry at the running program if the one it names is missing. Linux only. May reject. */
  repair?(): Promise<void>
}

/** Where a person switches off what starts at login (Windows, "Launch the Settings app"; macOS, System Settings). */
export const STARTUP_APPS = 'ms-settings:startupapps'
export const LOGIN_ITEMS = 'x-apple.systempreferences:com.apple.LoginItems-Settings.extension'

/** The page where `start` can be put right. Throws where it is not the system that holds it back. */
export function loginSettingsPage(start: LoginStart): string {
  if (start.kind === 'held-back' && start.by === 'windows') return STARTUP_APPS
  if (start.kind === 'held-back' && start.by === 'macos') return LOGIN_ITEMS
  throw new Error("Start at login is not held back by the system's settings")
}
