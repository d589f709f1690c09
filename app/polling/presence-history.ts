// The course of a day as the pace sees it: when the light last changed, when a call began, what stirred.

import { lightOfPresence, type PresenceLight } from '../model/light.ts'
import type { Presence } from '../model/presence.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { Known, StirKind } from './cadence.ts'

export interface Course {
  /** An answer; `changed`: it differs from the one before. */
  told(presence: Presence, changed: boolean): void
  /** Something that changes a presence within seconds, `agoMs` ago. */
  stirred(kind: StirKind, agoMs: number): void
  known(): Pick<Known, 'light' | 'sinceChangeMs' | 'sinceCallMs' | 'stir'>
}

export function createCourse(clock: Pick<Clock, 'monotonicMs'>): Course {
  let light: PresenceLight | null = null
  let changedAtMs = 0
  let callAtMs: number | null = null
  let stir: { kind: StirKind; atMs: number; changed: boolean } | null = null
  return {
    told(presence, changed) {
      const now = clock.monotonicMs()
      light = lightOfPresence(presence)
      callAtMs = light === 'in-a-call' || light === 'presenting' ? (callAtMs ?? now) : null
      if (!changed) return
      changedAtMs = now
      if (stir) stir.changed = true
    },
    stirred(kind, agoMs) {
      stir = { kind, atMs: clock.monotonicMs() - agoMs, changed: false }
    },
    known() {
      const now = clock.monotonicMs()
      return {
        light,
        sinceChangeMs: now - changedAtMs,
        sinceCallMs: callAtMs === null ? 0 : now - callAtMs,
        stir: stir && { kind: stir.kind, changed: stir.changed, agoMs: now - stir.atMs },
      }
    },
  }
}
