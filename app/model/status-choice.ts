// The user's own status: how long it lasts, and its state.

import type { AccountState } from './account-state.ts'
import type { LengthInMinutes, StatusLength } from './names.ts'
import { lengthEnd } from './timing/length-end.ts'

/** The end of a status that is set at `nowMs`, epoch ms; null if it has no end. */
export const statusEnd = (
  length: StatusLength | LengthInMinutes,
  nowMs: number,
  timeZone: string,
): number | null => (length === 'until-changed' ? null : lengthEnd(length, nowMs, timeZone))

/** The limit of Teams: "Message content can be up to 280 characters". */
export const LONGEST_STATUS_MESSAGE = 280

export type OwnStatusState = AccountState['ownStatus']

export const noOwnStatus: OwnStatusState = { askedFor: null, sending: false, problem: null }
