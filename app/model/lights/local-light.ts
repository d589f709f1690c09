// The light of what this computer sees by itself, for a user without an account. Pure.

import { plainPresence } from '../following.ts'
import type { Presence, PresenceWords } from '../presence.ts'
import { callProgramOf } from './call-programs.ts'

/** The lights that a computer can see. Their names have the modifier `-local`. */
export const localLights = ['available', 'in-a-call', 'away'] as const
export type LocalLight = (typeof localLights)[number]

export interface SeenHere {
  /** The names of the programs that record from a microphone; null for one without a name. */
  programs: readonly (string | null)[]
  /** The screen is locked. */
  locked: boolean
  /** No input for AWAY_AFTER_MS. */
  idle: boolean
}

/** A call takes precedence: in a call there may be no input for a long time. */
export function lightSeenHere({ programs, locked, idle }: SeenHere): LocalLight {
  if (programs.some((program) => callProgramOf(program) !== null)) return 'in-a-call'
  return locked || idle ? 'away' : 'available'
}

/** Graph's words for the same, so that what is seen here is followed, shown and recorded like an answer of Graph. */
const words = {
  available: { availability: 'Available', activity: 'Available' },
  'in-a-call': { availability: 'Busy', activity: 'InACall' },
  away: { availability: 'Away', activity: 'Away' },
} as const satisfies Record<LocalLight, PresenceWords>

export const presenceSeenHere = (light: LocalLight): Presence => plainPresence(words[light])
