// The presence history that the pace depends on: when the light last changed, when a call began, the last trigger.

import { isSamePresence } from '../model/following.ts'
import { baseLightOf, type PresenceLight } from '../model/light.ts'
import type { Presence } from '../model/presence.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { Known } from './cadence/cadence.ts'
import type { TriggerKind } from './cadence/triggers.ts'

export interface PresenceHistory {
  /** Graph answered. */
  answered(presence: Presence): void
  /** Something happened `agoMs` ago that changes a presence within seconds. */
  triggered(kind: TriggerKind, agoMs: number): void
  known(): Pick<Known, 'light' | 'sinceChangeMs' | 'sinceCallMs' | 'trigger'>
}

export function createPresenceHistory(clock: Pick<Clock, 'monotonicMs'>): PresenceHistory {
  let last: Presence | null = null
  let light: PresenceLight | null = null
  let changedAtMs = 0
  let callAtMs: number | null = null
  let trigger: { kind: TriggerKind; atMs: number; changed: boolean } | null = null
  return {
    answered(presence) {
      const now = clock.monotonicMs()
      const changed = last === null || !isSamePresence(last, presence)
      last = presence
      light = baseLightOf(presence)
      callAtMs = light === 'in-a-call' || light === 'presenting' ? (callAtMs ?? now) : null
      if (!changed) return
      changedAtMs = now
      if (trigger) trigger.changed = true
    },
    triggered(kind, agoMs) {
      trigger = { kind, atMs: clock.monotonicMs() - agoMs, changed: false }
    },
    known() {
      const now = clock.monotonicMs()
      return {
        light,
        sinceChangeMs: now - changedAtMs,
        sinceCallMs: callAtMs === null ? 0 : now - callAtMs,
        trigger: trigger && { kind: trigger.kind, changed: trigger.changed, agoMs: now - trigger.atMs },
      }
    },
  }
}
