// The simulated computer of the soak test: power events, network, idle time, and a clock that stops during sleep.
import { EventEmitter } from 'node:events'
import type { Net, PowerMonitor } from 'electron'
import type { Clock } from '../../app/model/timing/clock.ts'
import { createFastClock } from '../fast-clock.ts'

type PowerEvent = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'
type WatchedPower = Pick<PowerMonitor, 'on' | 'off' | 'getSystemIdleTime'>

export interface SoakComputer {
  clock: Clock
  powerMonitor: WatchedPower
  net: Pick<Net, 'isOnline'>
  emit(event: PowerEvent): void
  setOnline(online: boolean): void
  /** false: no input from now on; true: input again. */
  setTouched(touched: boolean): void
  /** Epoch ms of a clock that is never set. */
  trueMs(): number
  /** Runs timers up to that time of the true clock. */
  runUntil(trueMs: number): Promise<void>
  /** Sleeps until that time: timers and the monotonic clock stop. */
  sleepUntil(trueMs: number): void
  /** Sets the wall clock wrong by `byMs`; 0 corrects it. */
  setWallOff(byMs: number): void
  isAsleep(): boolean
  /** Asleep, and the app cannot know otherwise yet although its timers run: no input, no change of the network, no time. */
  isBelievedAsleep(): boolean
  timers(): number
  listeners(): number
}

/** Less than the two minutes of timers on time after which the app takes a sleep for over (polling/use-watch.ts). */
const BELIEVED_MS = 100_000

export function createSoakComputer(startMs: number): SoakComputer {
  const fast = createFastClock(startMs)
  const power = new EventEmitter()
  let sleptMs = 0
  let wallOffMs = 0
  let suspendedAtMs: number | null = null
  /** Since the computer was suspended. The app takes either of them for the end of the sleep (docs/pace.md). */
  let hadInputOrNetwork = false
  let online = true
  let idleSinceMs: number | null = null
  const trueMs = () => fast.nowMs() + sleptMs
  const idleTime = () => (idleSinceMs === null ? 0 : Math.floor((trueMs() - idleSinceMs) / 1000))
  return {
    clock: { ...fast, nowMs: () => trueMs() + wallOffMs },
    // Electron's type of `on` returns the whole monitor, which is not needed here.
    powerMonitor: Object.assign(power, { getSystemIdleTime: idleTime }) as unknown as WatchedPower,
    net: { isOnline: () => online },
    emit(event) {
      // While asleep it signals nothing but the wake-up.
      if (suspendedAtMs !== null && event !== 'resume') return
      if (event === 'suspend') {
        suspendedAtMs = fast.monotonicMs()
        hadInputOrNetwork = false
      }
      // The app receives the signal a moment after the computer woke.
      if (event === 'resume') suspendedAtMs = null
      power.emit(event)
    },
    setOnline(isOnline) {
      hadInputOrNetwork ||= isOnline !== online
      online = isOnline
    },
    setTouched(touched) {
      hadInputOrNetwork ||= touched && idleSinceMs !== null
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
    isAsleep: () => suspendedAtMs !== null,
    isBelievedAsleep: () =>
      suspendedAtMs !== null && !hadInputOrNetwork && fast.monotonicMs() - suspendedAtMs < BELIEVED_MS,
    timers: () => fast.waiting(),
    listeners: () => power.eventNames().reduce((sum, name) => sum + power.listenerCount(name), 0),
  }
}
