// The user's own status: how long it lasts, and its state.

import type { AccountState } from './account-state.ts'
import type { LengthInMinutes, StatusLength } from './names.ts'
import { midnight } from './timing/local-time.ts'

const MINUTE_MS = 60_000

/**
 * The end of a status that is set at `nowMs`, epoch ms; null if it has no end. The day ends at the next local midnight,
 * 23 or 25 hours after the last one when the clocks change.
 */
export function statusEnd(
  length: StatusLength | LengthInMinutes,
  nowMs: number,
  timeZone: string,
): number | null {
  if (typeof length === 'object') return nowMs + length.minutes * MINUTE_MS
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

/** The limit of Teams: "Message content can be up to 280 characters". */
export const LONGEST_STATUS_MESSAGE = 280

export type OwnStatusState = AccountState['ownStatus']

export const noOwnStatus: OwnStatusState = { askedFor: null, sending: false, problem: null }
