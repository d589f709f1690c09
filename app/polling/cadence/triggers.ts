// Triggers: what the computer notices that changes a presence within seconds, and when to look for that change. Pure.

import type { MicrophoneSignal } from '../../model/signal.ts'

export type TriggerKind =
  | 'lock-screen'
  | 'unlock-screen'
  | 'resume'
  | 'online'
  | 'input'
  | 'idle'
  | MicrophoneSignal['kind']

export interface Trigger {
  kind: TriggerKind
  agoMs: number
  /** The presence has changed since. */
  changed: boolean
}

/** When to check after a trigger, ms, until the presence has changed. */
const CHECKS_MS: Record<TriggerKind, readonly number[]> = {
  'lock-screen': [4000, 7500, 30_000],
  idle: [2500, 5500, 20_000],
  'unlock-screen': [2500, 4000, 5500, 20_000],
  input: [1500, 3000, 4500, 20_000],
  resume: [4000, 7000, 20_000],
  online: [10_000],
  'microphone-on': [2500, 5500, 20_000],
  'microphone-off': [2500, 5500, 20_000],
}
/** Where many share the limit, only so many of these checks are made, the last ones. */
const CROWDED_CHECKS = 2
/** Two moments this close are the same: clocks and their sums are not exact. */
const SAME_MOMENT_MS = 100

/** Ms to the next check for what a trigger may have changed; null for no more checks. */
export function triggeredCheckMs(trigger: Trigger | null, isCrowded: boolean): number | null {
  if (!trigger || trigger.changed) return null
  const all = CHECKS_MS[trigger.kind]
  const checks = isCrowded ? all.slice(-CROWDED_CHECKS) : all
  const next = checks.find((atMs) => atMs > trigger.agoMs + SAME_MOMENT_MS)
  return next === undefined ? null : next - trigger.agoMs
}
