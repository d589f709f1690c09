// Signals of the computer and of the window, and what the computer can be asked. Independent of Electron.

/** On Linux there are no lock-screen and unlock-screen (powerMonitor). */
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
  /** Ms since the last keyboard or mouse input. */
  idleMs(): number
}
