// What the providers decide by: the state, its light and the time of one look. Pure.
import { confirmedLightOf, type Light, lightOfPresence } from '../../model/light.ts'
import type { NoticeKind } from '../../model/names.ts'
import { isLasting } from '../../model/problems/problem-kinds.ts'
import type { AccountView } from '../../model/state.ts'
import { wallTime } from '../../model/timing/local-time.ts'

export const MINUTE_MS = 60_000
/** For this long after its last answer, a screen is assumed to be shown to others: interrupting costs more than waiting. */
const PRESENTING_MS = 60 * MINUTE_MS

/** Both as in `Clock`: epoch ms, and ms that never jump. */
export interface LookTime {
  nowMs: number
  monotonicMs: number
}

export interface NotificationContext extends LookTime {
  state: AccountView
  /** As Graph confirms it: the status that a person has just asked for is no news to them. */
  light: Light
  /** Since the look before, at most a minute: a night of sleep does not count. */
  elapsedMs: number
  /** The local day, such as "2026-11-23". */
  today: string
  /** Graph has just vouched for the light. */
  isConfirmed: boolean
  /** A screen is being shown to others. */
  isPresenting: boolean
  /** Whether the settings ask for this kind. */
  wants(kind: NoticeKind): boolean
}

/** `lookedMs`: the look before, on the monotonic clock. */
export const contextOf = (
  state: AccountView,
  light: Light,
  { nowMs, monotonicMs }: LookTime,
  lookedMs: number,
): NotificationContext => ({
  state,
  light: light.askedAt === null ? light : confirmedLightOf(state),
  nowMs,
  monotonicMs,
  elapsedMs: Math.min(monotonicMs - lookedMs, MINUTE_MS),
  today: localDay(nowMs, state.timeZone),
  isConfirmed: isConfirmed(state),
  isPresenting: isPresenting(state, nowMs),
  wants: (kind) => state.settings.notifications.includes(kind),
})

/** "2026-11-23", as the setting `toldOutOfOfficeOn` has it. Epoch ms. */
export const localDay = (atMs: number, timeZone: string): string =>
  new Date(wallTime(atMs, timeZone)).toISOString().slice(0, 10)

function isConfirmed({ session, pausedUntil, following }: AccountView): boolean {
  const isFollowed = session.kind === 'signed-in' && pausedUntil === null && following.last !== null
  return isFollowed && !following.stale && !(following.problem && isLasting(following.problem))
}

function isPresenting({ following: { last } }: AccountView, nowMs: number): boolean {
  if (last === null || lightOfPresence(last.presence) !== 'presenting') return false
  // An answer from the future was given before the clock was set back: its age is unknown.
  return Math.abs(nowMs - last.at) < PRESENTING_MS
}
