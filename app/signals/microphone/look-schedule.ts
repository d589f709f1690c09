// When to ask a program of the system. A look may start a process, so it has to be rare: no two within 3 s, and none
// while the computer is locked, asleep, or idle outside a call.

import {
  AWAY_AFTER_MS,
  type Computer,
  type ComputerSignal,
  LONGEST_CALL_WITHOUT_INPUT_MS,
} from '../../model/signal.ts'
import type { Clock } from '../../model/timing/clock.ts'

/** The least time from the start of one look to the next. */
export const LEAST_GAP_MS = 3000
/** How often input is checked after the signal of a sleep: some systems signal a sleep that does not happen. */
const INPUT_SAMPLE_MS = 10_000
/** Input after a shorter pause may be what caused the signal: a lid, a key. */
const RECENT_INPUT_MS = INPUT_SAMPLE_MS / 2

export interface LookScheduleParts {
  clock: Clock
  computer: Computer
  /** From the start of one look to the next without a request, ms; Infinity: it looks only after a request. */
  pollMs: number
  /** Whether a program records: a call continues without input. */
  isRecording: () => boolean
  /** Looks once. Never rejects. */
  look: () => Promise<void>
  /** The computer has slept. */
  onWake: () => void
}

export interface LookSchedule {
  start(): void
  /** Leaves no timer. */
  stop(): void
  /** Looks as soon as it may, but not within `delayMs`. */
  request(delayMs: number): void
  /** Does not look for `delayMs`. */
  holdOff(delayMs: number): void
  signal(signal: ComputerSignal): void
}

export function createLookSchedule(parts: LookScheduleParts): LookSchedule {
  const { clock, computer, pollMs, isRecording, look, onWake } = parts
  let running = false
  let looking = false
  let requested = false
  let locked = false
  let asleep = false
  let earliestMs = Number.NEGATIVE_INFINITY
  let pollAtMs = Number.POSITIVE_INFINITY
  let cancelTurn = () => {}
  let cancelSample = () => {}

  const isIdle = () => computer.idleMs() >= (isRecording() ? LONGEST_CALL_WITHOUT_INPUT_MS : AWAY_AFTER_MS)

  function plan() {
    cancelTurn()
    const atMs = requested ? earliestMs : Math.max(earliestMs, pollAtMs)
    if (!running || looking || locked || asleep || atMs === Number.POSITIVE_INFINITY) return
    cancelTurn = clock.after(Math.max(0, atMs - clock.monotonicMs()), turn)
  }

  async function turn() {
    earliestMs = clock.monotonicMs() + LEAST_GAP_MS
    pollAtMs = clock.monotonicMs() + pollMs
    // Reading the idle time starts no process.
    if (isIdle()) return plan()
    requested = false
    looking = true
    await look()
    looking = false
    plan()
  }

  function notBefore(delayMs: number) {
    earliestMs = Math.max(earliestMs, clock.monotonicMs() + delayMs)
  }

  function sampleInput() {
    cancelSample = clock.after(INPUT_SAMPLE_MS, () => {
      if (computer.idleMs() < RECENT_INPUT_MS) wake()
      else sampleInput()
    })
  }

  function sleep() {
    cancelSample()
    asleep = true
    if (running) sampleInput()
    plan()
  }

  function wake() {
    cancelSample()
    if (!asleep) return
    asleep = false
    requested = true
    onWake()
    plan()
  }

  function unlock() {
    requested ||= locked
    locked = false
    wake()
    plan()
  }

  return {
    start() {
      running = true
      requested = true
      if (asleep) sleep()
      plan()
    },
    stop() {
      running = false
      cancelTurn()
      cancelSample()
    },
    request(delayMs) {
      // A later request does not put off an earlier one.
      if (requested) return
      requested = true
      notBefore(delayMs)
      plan()
    },
    holdOff(delayMs) {
      notBefore(delayMs)
      plan()
    },
    signal(signal) {
      switch (signal) {
        case 'lock-screen':
          locked = true
          return plan()
        case 'unlock-screen':
        case 'window-shown':
          return unlock()
        case 'suspend':
          return sleep()
        case 'resume':
        case 'online':
        case 'offline':
          return wake()
        case 'window-hidden':
          return
        default:
          return signal satisfies never
      }
    },
  }
}
