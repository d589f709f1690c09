// A program that records while Microsoft reports that the user is in no call. Pure. The light does not depend on it.

import { lightOf, type Shape } from '../light.ts'
import type { AccountView, RecordingProgram } from '../state.ts'
import { callProgramOf } from './call-programs.ts'
import { isOwnAccountsLight } from './followed-sessions.ts'

/**
 * How long an answer must still differ, ms. Microsoft reports a call a few seconds after its start, and the checks that
 * follow a microphone signal find it (polling/cadence/triggers.ts). At its end the program may record for some seconds more.
 */
export const DIFFERS_AFTER_MS = 10_000

/**
 * The lights of a user who is in no call. Busy and Do not disturb are not among them: during a call, Teams may show the
 * meeting, or the status that the user has set.
 */
const lightsWithoutCall: readonly Shape[] = ['available', 'away', 'be-right-back', 'offline', 'out-of-office']

/** The lights of a call. The microphone is that of the computer: the program may record for a call of another account. */
const lightsOfCall: readonly Shape[] = ['in-a-call', 'presenting']

const isInCallElsewhere = ({ accounts, accountId, pausedUntil }: AccountView) =>
  accounts.some(
    (one) => one.accountId !== accountId && lightsOfCall.includes(lightOf({ ...one, pausedUntil }).shape),
  )

/**
 * The program, as long as the last answer differs: it came DIFFERS_AFTER_MS after the program began to record and after the
 * presence began. Null if they agree, if another account is in a call, or if the light is not that of a current answer. Of
 * several programs, the first one that records only in calls, or else the first one.
 */
export function unreportedRecording(state: AccountView): RecordingProgram | null {
  const { last } = state.following
  const light = lightOf(state)
  if (!isOwnAccountsLight(state) || !last || light.stale || light.askedAt !== null) return null
  if (!lightsWithoutCall.includes(light.shape) || last.at - last.since < DIFFERS_AFTER_MS) return null
  if (isInCallElsewhere(state)) return null
  const programs = state.recording.filter(({ since }) => last.at - since >= DIFFERS_AFTER_MS)
  return programs.find(({ program }) => callProgramOf(program) !== null) ?? programs[0] ?? null
}
