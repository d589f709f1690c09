// One's own status as a person sets it: which, and for how long.

import type { StatusLength, StatusName } from './names.ts'
import type { Problem } from './problems/problem.ts'
import { midnight } from './timing/local-time.ts'

const MINUTE_MS = 60_000

/**
 * When what is set now ends, epoch ms; null until it is changed. The day ends at the next local midnight,
 * 23 or 25 hours after the last where the clocks change.
 */
export function statusEnd(length: StatusLength, nowMs: number, timeZone: string): number | null {
  switch (length) {
    case '30-min':
      return nowMs + 30 * MINUTE_MS
    case '1-h':
      return nowMs + 60 * MINUTE_MS
    case '2-h':
      return nowMs + 120 * MINUTE_MS
    case 'end-of-day':
      return midnight(nowMs, 1, timeZone)
    case 'until-changed':
      return null
    default:
      return length satisfies never
  }
}

/** "Message content can be up to 280 characters" in Teams. */
export const LONGEST_STATUS_MESSAGE = 280

/** What became of the last wish. */
export interface OwnStatusState {
  /** What was set and Graph has taken, until a check confirms it or it is given up; moments are epoch ms. */
  askedFor: { status: StatusName; at: number; until: number | null } | null
  /** On its way to Graph. */
  sending: boolean
  /** Why the last wish came to nothing. */
  problem: Problem | null
}

export const noOwnStatus: OwnStatusState = { askedFor: null, sending: false, problem: null }
