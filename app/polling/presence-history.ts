// The presence history that the pace depends on: when the light last changed, when a call began, the last trigger.

import { isSamePresence } from '../model/following.ts'
import type { PresenceLight } from '../model/light.ts'
import { baseLightOf } from '../model/lights/presence-words.ts'
import type { Presence } from '../model/presence.ts'
import type { MicrophoneSignal } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { Known } from './cadence/cadence.ts'
import type { ComputerTrigger, Trigger, TriggerKind } from './cadence/triggers.ts'
import { createSignalWeights } from './signal-weights.ts'

export interface PresenceHistory {
  /** Graph answered. */
  answered(presence: Presence): void
  /** Something happened `agoMs` ago that changes a presence within seconds. */
  triggered(kind: ComputerTrigger, agoMs: number): void
  /** A program began or stopped recording. */
  microphone(signal: MicrophoneSignal): void
  known(): Pick<Known, 'light' | 'sinceChangeMs' | 'sinceCallMs' | 'recording' | 'triggers'>
}

interface PastTrigger {
  kind: TriggerKind
  /** On the monotonic clock, ms. */
  atMs: number
  changed: boolean
}

export function createPresenceHistory(clock: Pick<Clock, 'monotonicMs'>): PresenceHistory {
  let last: Presence | null = null
  let light: PresenceLight | null = null
  let changedAtMs = 0
  let callAtMs: number | null = null
  let recording: Known['recording'] = 'unknown'
  let trigger: PastTrigger | null = null
  let ofMicrophone: (PastTrigger & Pick<MicrophoneSignal, 'program'>) | null = null
  const weights = createSignalWeights(clock)
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
      if (ofMicrophone) ofMicrophone.changed = true
      weights.changed()
    },
    triggered(kind, agoMs) {
      trigger = { kind, atMs: clock.monotonicMs() - agoMs, changed: false }
    },
    microphone({ kind, program }) {
      recording = kind === 'microphone-on' ? 'yes' : 'no'
      weights.signalled(program)
      ofMicrophone = { kind, program, atMs: clock.monotonicMs(), changed: false }
    },
    known() {
      const now = clock.monotonicMs()
      return {
        light,
        sinceChangeMs: now - changedAtMs,
        sinceCallMs: callAtMs === null ? 0 : now - callAtMs,
        recording,
        triggers: [
          ...(trigger ? [since(trigger, now, 1)] : []),
          ...(ofMicrophone ? [since(ofMicrophone, now, weights.weightOf(ofMicrophone.program))] : []),
        ],
      }
    },
  }
}

const since = ({ kind, atMs, changed }: PastTrigger, now: number, weight: number): Trigger => ({
  kind,
  changed,
  agoMs: now - atMs,
  weight,
})
