// Whether the computer sleeps, is locked or is used, and the window shown: by signals, which are hints, and idle time.

import type { MicrophoneSignal, Signal } from '../model/signal.ts'
import { hintMs } from './cadence/retry-delay.ts'
import type { ComputerTrigger } from './cadence/triggers.ts'
import type { FollowerParts } from './follower-parts.ts'
import { createIdleWatch } from './idle-watch.ts'
import { createUseWatch } from './use-watch.ts'

export interface ComputerWatchParts
  extends Pick<FollowerParts, 'clock' | 'computer' | 'intervalMs' | 'ofColleague'> {
  /** Something happened `agoMs` ago that changes a presence within seconds. */
  onTrigger: (kind: ComputerTrigger, agoMs: number) => void
  /** A program began or stopped recording. */
  onMicrophone: (signal: MicrophoneSignal) => void
  /** It is awake, or has a network, after a time without; `watchIdle` is to be called then. */
  onReturn: (kind: ComputerTrigger) => void
  /** The screen was unlocked; `watchIdle` is to be called then. */
  onUnlock: () => void
  onSleep: () => void
  /** The system says, while started, that there is no network. */
  onOffline: () => void
  onWindowShown: () => void
  onWindowHidden: () => void
}

export interface ComputerWatch {
  /** `inUse`: somebody has just acted, so that it neither sleeps nor is locked. */
  start(inUse: boolean): void
  /** Leaves no timer. */
  stop(): void
  /** Also counts while stopped. */
  signal(signal: Signal): void
  /** Somebody acts: it neither sleeps nor is locked, whatever was signalled. */
  used(): void
  /** Looks for idle time, unless a sleep or a locked screen says by itself that the user is away. */
  watchIdle(): void
  /** Started, and not asleep. */
  isAwake(): boolean
  /** Locked, or without input for AWAY_AFTER_MS. */
  isAbsent(): boolean
  isLocked(): boolean
  isWindowShown(): boolean
}

export function createComputerWatch(parts: ComputerWatchParts): ComputerWatch {
  const { clock, computer, onTrigger, onReturn } = parts
  const idleWatch = createIdleWatch(clock, computer.idleMs, {
    onLeave: (agoMs) => onTrigger('idle', agoMs),
    onReturn: () => onTrigger('input', 0),
  })
  const useWatch = createUseWatch(clock, computer.idleMs, used)
  let running = false
  let suspended = false
  let locked = false
  let windowShown = false

  const isAwake = () => running && !suspended
  const watchIdle = () => {
    if (isAwake() && !locked && !parts.ofColleague) idleWatch.start()
  }

  /** The signal of a sleep or of a locked screen may be wrong, and that of its end may be missed. */
  function watchUse() {
    if (running && suspended) useWatch.start(hintMs(parts.intervalMs()))
    else if (running && locked) useWatch.start(null)
    else useWatch.stop()
  }

  function used() {
    const wasSuspended = suspended
    if (!wasSuspended && !locked) return
    suspended = false
    locked = false
    watchUse()
    if (wasSuspended) return onReturn('resume')
    watchIdle()
    onTrigger('input', 0)
  }

  function suspend() {
    const wasAwake = isAwake()
    suspended = true
    idleWatch.stop()
    watchUse()
    if (wasAwake) parts.onSleep()
  }

  return {
    start(inUse) {
      if (inUse) {
        suspended = false
        locked = false
      }
      running = true
      watchIdle()
      watchUse()
    },
    stop() {
      running = false
      idleWatch.stop()
      watchUse()
    },
    signal(signal) {
      if (typeof signal === 'object') {
        if (!parts.ofColleague) parts.onMicrophone(signal)
        return
      }
      switch (signal) {
        case 'suspend':
          return suspend()
        case 'offline':
          // The system's word on the network is a hint: requests may work all the same (microsoft/vscode#172708).
          if (suspended) used()
          if (running) parts.onOffline()
          return
        case 'resume':
        case 'online':
          suspended = false
          watchUse()
          return onReturn(signal)
        case 'lock-screen':
          if (parts.ofColleague) return
          locked = true
          idleWatch.stop()
          watchUse()
          return onTrigger(signal, 0)
        case 'unlock-screen':
          if (suspended) return used()
          if (parts.ofColleague) return
          locked = false
          watchUse()
          return parts.onUnlock()
        case 'window-shown':
          windowShown = true
          used()
          return parts.onWindowShown()
        case 'window-hidden':
          windowShown = false
          return parts.onWindowHidden()
        default:
          return signal satisfies never
      }
    },
    used,
    watchIdle,
    isAwake,
    isAbsent: () => locked || idleWatch.isIdle(),
    isLocked: () => locked,
    isWindowShown: () => windowShown,
  }
}
