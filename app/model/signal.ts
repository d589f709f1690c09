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

/** The signals that stay in effect until another one ends them. */
const LASTING: ReadonlySet<ComputerSignal> = new Set(['suspend', 'lock-screen', 'window-shown'])
/** Which lasting signals each signal ends. */
const ENDED_BY: Record<ComputerSignal, readonly ComputerSignal[]> = {
  suspend: [],
  resume: ['suspend'],
  offline: ['suspend'],
  online: ['suspend'],
  'lock-screen': [],
  'unlock-screen': ['lock-screen', 'suspend'],
  'window-shown': ['suspend', 'lock-screen'],
  'window-hidden': ['window-shown'],
}

/** The signals in effect that `signal` does not end. */
export const withoutEnded = (
  inEffect: readonly ComputerSignal[],
  signal: ComputerSignal,
): readonly ComputerSignal[] => inEffect.filter((one) => !ENDED_BY[signal].includes(one))

/** The signals in effect after `signal`. What starts later gets them first. */
export const inEffectAfter = (
  inEffect: readonly ComputerSignal[],
  signal: ComputerSignal,
): readonly ComputerSignal[] => [
  ...withoutEnded(inEffect, signal).filter((one) => one !== signal),
  ...(LASTING.has(signal) ? [signal] : []),
]

/** A program began or stopped recording from a microphone. */
export interface MicrophoneSignal {
  kind: 'microphone-on' | 'microphone-off'
  /** The program's name, if the system gives one. May be shown; is never stored or logged. */
  program: string | null
}

export type Signal = ComputerSignal | MicrophoneSignal

/** Teams calls a person away after this time without input ("User presence in Teams"). */
export const AWAY_AFTER_MS = 5 * 60_000
/** After this time without input, a call may only seem to go on because its program crashed (Windows). */
export const LONGEST_CALL_WITHOUT_INPUT_MS = 2 * 60 * 60_000

export interface Computer {
  /** Ms since the last keyboard or mouse input. */
  idleMs(): number
}
