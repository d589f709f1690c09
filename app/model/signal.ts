// What the computer reports by itself, and what it can be asked. Other layers know the computer by these alone, not by Electron.

/** Linux has no lock-screen and unlock-screen (powerMonitor). */
export type Signal =
  | 'lock-screen'
  | 'unlock-screen'
  | 'suspend'
  | 'resume'
  | 'offline'
  | 'online'
  | 'window-shown'
  | 'window-hidden'

export interface Computer {
  /** Ms since the last input of keyboard or mouse; asked for rarely. */
  idleMs(): number
}
