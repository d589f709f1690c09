// The computer that the soaked app runs on: its power events, its network, its idle time, and a clock that may sleep.
import { EventEmitter } from 'node:events'
import type { Net, PowerMonitor } from 'electron'
import type { Clock } from '../../app/presence/clock.ts'
import { createFastClock } from '../bench/fast-clock.ts'

type PowerEvent = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'
type WatchedPower = Pick<PowerMonitor, 'on' | 'off' | 'getSystemIdleTime'>

export interface Desk {
  clock: Clock
  powerMonitor: WatchedPower
  net: Pick<Net, 'isOnline'>
  emit(event: PowerEvent): void
  setOnline(online: boolean): void
  /** Nobody touches it from now on, until somebody does. */
  setTouched(touched: boolean): void
  /** Epoch ms of a clock that nobody ever sets. */
  trueMs(): number
  /** Lets time pass, up to that moment of the true clock. */
  runUntil(trueMs: number): Promise<void>
  /** Sleeps up to that moment: the timers and the monotonic clock stand still. */
  sleepUntil(trueMs: number): void
  /** Somebody sets the wall clock off by so many ms; 0 sets it right. */
  setWallOff(byMs: number): void
  isAsleep(): boolean
  /** Asleep, or so long without a network that the app knows. */
  isUnreachable(): boolean
  timers(): number
  listeners(): number
}

/** The app looks at the network every 2 s; what it asks before is refused on this computer (microsoft/network.ts). */
const NOTICED_MS = 2000

export function createDesk(startMs: number): Desk {
  const fast = createFastClock(startMs)
  const power = new EventEmitter()
  let sleptMs = 0
  let wallOffMs = 0
  let suspended = false
  let offlineSinceMs: number | null = null
  let idleSinceMs: number | null = null
  const trueMs = () => fast.nowMs() + sleptMs
  const idleTime = () => (idleSinceMs === null ? 0 : Math.floor((trueMs() - idleSinceMs) / 1000))
  return {
    clock: { ...fast, nowMs: () => trueMs() + wallOffMs },
    // Electron's types want the whole monitor back from `on`; nobody here chains.
    powerMonitor: Object.assign(power, { getSystemIdleTime: idleTime }) as unknown as WatchedPower,
    net: { isOnline: () => offlineSinceMs === null },
    emit(event) {
      // Asleep it tells of nothing but its waking.
      if (suspended && event !== 'resume') return
      if (event === 'suspend') suspended = true
      // The app hears of it a moment after the computer woke.
      if (event === 'resume') suspended = false
      power.emit(event)
    },
    setOnline(online) {
      offlineSinceMs = online ? null : (offlineSinceMs ?? fast.monotonicMs())
    },
    setTouched(touched) {
      idleSinceMs = touched ? null : (idleSinceMs ?? trueMs())
    },
    trueMs,
    runUntil: (moment) => fast.runUntil(moment - startMs - sleptMs),
    sleepUntil(moment) {
      sleptMs += Math.max(0, moment - trueMs())
    },
    setWallOff(byMs) {
      wallOffMs = byMs
    },
    isAsleep: () => suspended,
    isUnreachable: () =>
      suspended || (offlineSinceMs !== null && fast.monotonicMs() - offlineSinceMs > NOTICED_MS),
    timers: () => fast.waiting(),
    listeners: () => power.eventNames().reduce((sum, name) => sum + power.listenerCount(name), 0),
  }
}
