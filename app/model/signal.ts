// Signals of the computer and of the window, and what the computer can be asked. Independent of Electron.

/** On Linux there are no lock-screen and unlock-screen (powerMonitor). */
export type ComputerSignal =
  | 'lock-screen'
  | 'unlock-screen'
  | 'suspend'
  | 'resume'
  | 'offline'
  | 'online'
  | 'window-shown'
  | 'window-hidden'

/** A program began or stopped recording from a microphone. */
export interface MicrophoneSignal {
  kind: 'microphone-on' | 'microphone-off'
  /** The program's name, if the system gives one. May be shown; is never stored or logged. */
  program: string | null
}

export type Signal = ComputerSignal | MicrophoneSignal

/** Teams calls a person away after this time without input ("User presence in Teams"). */
export const AWAY_AFTER_MS = 5 * 60_000

export interface Computer {
  /** Ms since the last keyboard or mouse input. */
  idleMs(): number
}
