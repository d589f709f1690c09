// Everything that the computer reports by itself, as signals to one listener.

import type { Signal } from '../model/signal.ts'
import { createMicrophone, type MicrophoneParts } from './microphone/microphone.ts'
import { type PowerParts, watchPower } from './power.ts'
import { type TaskbarParts, watchTaskbar } from './taskbar.ts'

export interface ComputerSignalsParts
  extends Omit<PowerParts, 'onSignal'>,
    Omit<MicrophoneParts, 'onSignal'>,
    Omit<TaskbarParts, 'store'> {
  onSignal: (signal: Signal) => void
}

export interface ComputerSignals {
  /** What other parts notice, such as a window that is shown: the computer is in use then. */
  signal(signal: Signal): void
  /** Ends its listeners, timers and processes. */
  stop(): void
}

export function startSignals(parts: ComputerSignalsParts): ComputerSignals {
  const microphone = createMicrophone(parts)
  const taskbar = watchTaskbar(parts)
  function signal(signal: Signal) {
    for (const part of [microphone, taskbar]) part.signal(signal)
  }
  const stopPower = watchPower({
    ...parts,
    onSignal(noticed) {
      signal(noticed)
      parts.onSignal(noticed)
    },
  })
  return {
    signal,
    stop() {
      stopPower()
      microphone.stop()
      taskbar.stop()
    },
  }
}
