// What the follower may know of the computer: one small port, so that it never sees Electron.

/** What the computer tells by itself. Linux has no lock-screen and unlock-screen (powerMonitor). */
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
