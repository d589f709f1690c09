// Triggers: what the computer notices that changes a presence within seconds, and when to look for that change. Pure.

import type { MicrophoneSignal } from '../../model/signal.ts'
import { isCrowded } from '../tenant-backoff.ts'

export type ComputerTrigger = 'lock-screen' | 'unlock-screen' | 'resume' | 'online' | 'input' | 'idle'
export type TriggerKind = ComputerTrigger | MicrophoneSignal['kind']

export interface Trigger {
  kind: TriggerKind
  agoMs: number
  /** The presence has changed since. */
  changed: boolean
  /** The share of its checks that are made, from the first one on: above 0, at most 1. */
  weight: number
}

type Schedule = readonly number[]
interface Schedules {
  /** At an interval of up to FULL_INTERVAL_MS: a check costs less than the lag that it saves. */
  full: Schedule
  /** At a longer one. */
  spaced: Schedule
  /** Where many share the limit: no check comes at a moment that all clients would choose. */
  crowded: Schedule
  /** Where so many share it that each has only a few checks an hour. */
  scarce: Schedule
}

/** In ms. How long a call takes from the microphone to Graph is not published: the gaps grow, for less than a minute. */
const MICROPHONE: Schedules = {
  full: [200, 2000, 5000, 12_000, 25_000, 55_000],
  spaced: [200, 3000, 12_000, 45_000],
  crowded: [2000, 20_000],
  scarce: [5000],
}

/**
 * When to check after a trigger, ms, until the presence has changed. Teams sets Away 1 to 7 s after a lock and up to 5 s
 * after five minutes without input, and Available 1 to 5 s after a return.
 */
const CHECKS_MS: Record<TriggerKind, Schedules> = {
  'lock-screen': {
    full: [2500, 4000, 5500, 7200, 30_000],
    spaced: [4000, 7200, 30_000],
    crowded: [7200, 30_000],
    scarce: [7200],
  },
  idle: {
    full: [1400, 2700, 4000, 5300, 20_000],
    spaced: [2700, 5300, 20_000],
    crowded: [5300, 20_000],
    scarce: [5300],
  },
  'unlock-screen': {
    full: [2000, 3000, 4000, 5200, 20_000],
    spaced: [3000, 5200, 20_000],
    crowded: [5200, 20_000],
    scarce: [5200],
  },
  input: {
    full: [1000, 2200, 3400, 5000, 20_000],
    spaced: [2500, 5000, 20_000],
    crowded: [5000, 20_000],
    scarce: [5000],
  },
  resume: {
    full: [4000, 7000, 20_000],
    spaced: [4000, 7000, 20_000],
    crowded: [7000, 20_000],
    scarce: [7000],
  },
  online: { full: [10_000], spaced: [10_000], crowded: [10_000], scarce: [] },
  'microphone-on': MICROPHONE,
  'microphone-off': MICROPHONE,
}
/** The longest interval at which the checks are not spaced. */
const FULL_INTERVAL_MS = 20_000
/** From this factor of the tenant backoff on, checks are scarce. */
const SCARCE = 8
/** Two moments this close are the same: clocks and their sums are not exact. */
const SAME_MOMENT_MS = 100

export interface TriggerPace {
  /** The user's pace, ms. */
  intervalMs: number
  /** The factor of the tenant backoff; 1 where there is room for the user's pace. */
  backoffFactor: number
}

/** Ms to the next check for what the triggers may have changed; null for no more checks. */
export function triggeredCheckMs(triggers: readonly Trigger[], pace: TriggerPace): number | null {
  const delays = triggers.flatMap(({ kind, agoMs, changed, weight }) => {
    if (changed) return []
    const all = CHECKS_MS[kind][scheduleFor(pace)]
    const checks = all.slice(0, Math.ceil(all.length * weight))
    const next = checks.find((atMs) => atMs > agoMs + SAME_MOMENT_MS)
    return next === undefined ? [] : [next - agoMs]
  })
  return delays.length === 0 ? null : Math.min(...delays)
}

function scheduleFor({ intervalMs, backoffFactor }: TriggerPace): keyof Schedules {
  if (backoffFactor >= SCARCE) return 'scarce'
  if (isCrowded(backoffFactor)) return 'crowded'
  return intervalMs <= FULL_INTERVAL_MS ? 'full' : 'spaced'
}
