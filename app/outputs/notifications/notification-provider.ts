// What each kind of notification decides for itself: whether it is due, what it says and whether it still holds; and by what.
import type { Words } from '../../../words/words.ts'
import type { AccountState } from '../../model/account-state.ts'
import { confirmedLightOf, type Light } from '../../model/light.ts'
import { isRealLight } from '../../model/lights/followed-sessions.ts'
import { baseLightOf } from '../../model/lights/presence-words.ts'
import type { NotificationKind } from '../../model/names.ts'
import { isLasting } from '../../model/problems/problem-kinds.ts'
import { type AccountView, everyAccountIn } from '../../model/state.ts'
import { wallTime } from '../../model/timing/local-time.ts'

export const MINUTE_MS = 60_000
/** For this long after its last answer, a screen is assumed to be shown to others: interrupting costs more than waiting. */
const PRESENTING_MS = 60 * MINUTE_MS

/** Both as in `Clock`: epoch ms, and ms that never jump. */
export interface LookTime {
  nowMs: number
  monotonicMs: number
}

/** The state, its light and the time of one look. */
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
  wants(kind: NotificationKind): boolean
}

/**
 * The kinds that the settings switch on; another account, which belongs to `sign-in-needed` there; and a colleague, for
 * whom a person asks one by one.
 */
export type NotificationName = NotificationKind | 'other-account' | 'colleague-available'

export interface NotificationText {
  title: string
  body: string
}

/** What the rest of the program has to know: it is kept over a restart. */
type Outcome =
  /** On this local day, such as 2026-11-23, it was announced, or the person switched it on. */
  | { kind: 'out-of-office-known'; day: string }
  /** By object id. */
  | { kind: 'colleagues-announced'; ids: readonly string[] }

/** Immutable, with what it remembers: `update` and `afterLook` return the next one. */
export interface NotificationProvider {
  readonly name: NotificationName
  /** Adds what the state shows now, before anything is announced. */
  update(now: NotificationContext): NotificationProvider
  /** Whether it wants to be announced. */
  isDue(now: NotificationContext): boolean
  text(now: NotificationContext, words: Words): NotificationText
  /** `announced`: the one that was shown in this look, of whichever provider. */
  afterLook(announced: NotificationName | null, now: NotificationContext): NotificationProvider
  /** Whether its notification, if it is on the screen, still holds. */
  holds(now: NotificationContext): boolean
  /** In how many ms it may become due though the state does not change; null: not at all. */
  dueInMs?(now: NotificationContext): number | null
  /** After a look. */
  outcome?(now: NotificationContext): Outcome | null
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
  isPresenting: everyAccountIn(state).some((account) => isPresenting(account, nowMs)),
  wants: (kind) => state.settings.notifications.includes(kind),
})

/** "2026-11-23", as the setting `toldOutOfOfficeOn` has it. Epoch ms. */
export const localDay = (atMs: number, timeZone: string): string =>
  new Date(wallTime(atMs, timeZone)).toISOString().slice(0, 10)

function isConfirmed({ session, pausedUntil, following }: AccountView): boolean {
  const isKnown = isRealLight(session) && pausedUntil === null && following.last !== null
  return isKnown && !following.stale && !(following.problem && isLasting(following.problem))
}

function isPresenting({ following: { last, person } }: AccountState, nowMs: number): boolean {
  // Somebody else's screen.
  if (person !== null || last === null || baseLightOf(last.presence) !== 'presenting') return false
  // An answer from the future was given before the clock was set back: its age is unknown.
  return Math.abs(nowMs - last.at) < PRESENTING_MS
}
