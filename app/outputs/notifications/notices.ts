// When to speak up, and what about: a pure function of what was told before, the state of now and the time.

import { type Light, type LightName, lightOf, lightOfPresence } from '../../model/light.ts'
import type { NoticeKind } from '../../model/names.ts'
import { isLasting } from '../../model/problem-kinds.ts'
import type { AppState } from '../../model/state.ts'
import { wallTime } from '../../model/timing/local-time.ts'
import { ownerOf } from '../../services/account-owner.ts'
import { type ColleagueMemory, nobodyTold, rememberColleagues } from './colleague-notices.ts'

const MINUTE_MS = 60_000
/** A light that has not been confirmed for so long is worth a word. */
const STALE_MS = 10 * MINUTE_MS
/** Changes within this time are one. */
const FLURRY_MS = 10_000
/** How long after its last answer a screen is still held to be shown to others: breaking in costs more than waiting. */
const PRESENTING_MS = 60 * MINUTE_MS
/** Local hours of a morning: out of office that is on then was forgotten. */
const MORNING = { from: 5, until: 12 } as const

export type Notice =
  | { kind: Exclude<NoticeKind, 'light-changed'> }
  /** The browser brought another account; who wants to hear of a lost sign-in hears of this too. */
  | { kind: 'other-account' }
  /** `before`: the light that was confirmed before the change. */
  | { kind: 'light-changed'; before: Light }
  /** Somebody whom the person wished to hear of: no setting switches this on, the wish does. */
  | { kind: 'colleague-available'; ids: readonly string[] }
export type NoticeName = Notice['kind']

export interface Memory {
  /** Whose the rest is: the account that was followed last (account-owner.ts). */
  owner: string | null
  /** Until the light is well again. */
  needTold: boolean
  /** Until the choice between two accounts is made. */
  choiceTold: boolean
  /** Ms that the light has been stale on a waking computer. */
  staleMs: number
  /** Until the light is confirmed again. */
  staleTold: boolean
  /** The last confirmed light, to compare with; null when the one before now was none. */
  confirmed: Light | null
  /** When Graph gave the answer that was seen in a pause or in doubt, epoch ms: it confirms nothing afterwards. */
  doubtedAt: number | null
  /** A change waiting for the flurry to end, at `dueMs` of the monotonic clock. */
  change: { before: Light; dueMs: number } | null
  changeTold: LightName | null
  /** The local day on which out of office was last seen off, and the one on which it was told that it is on. */
  outOfOfficeOffOn: string | null
  outOfOfficeToldOn: string | null
  colleagues: ColleagueMemory
  /** The last look, on the monotonic clock. */
  lookedMs: number
}

export const nothingTold: Memory = {
  owner: null,
  needTold: false,
  choiceTold: false,
  staleMs: 0,
  staleTold: false,
  confirmed: null,
  doubtedAt: null,
  change: null,
  changeTold: null,
  outOfOfficeOffOn: null,
  outOfOfficeToldOn: null,
  colleagues: nobodyTold,
  lookedMs: 0,
}

/** Both as in `Clock`: epoch ms, and ms that never jump. */
export interface Time {
  nowMs: number
  monotonicMs: number
}

export interface Look {
  memory: Memory
  /** At most one: no event is told twice. */
  notice: Notice | null
  /** The local day, to be kept over a restart: today it was told, or switched on before our eyes. */
  outOfOfficeKnownOn: string | null
  /** Kinds whose notification, if it is on the screen, still says the truth. */
  standing: ReadonlySet<NoticeName>
  /** When to look again though nothing happened, in ms. */
  againInMs: number | null
}

/** One look at the state; to be had at every change of it, and when the look before asked for it. */
export function look(before: Memory, state: AppState, time: Time): Look {
  const memory = remember(before, state, time)
  const notice = dueNotice(memory, state, time)
  const after = noted(memory, notice, state, time)
  return {
    memory: after,
    notice,
    outOfOfficeKnownOn: knowsOfOutOfOffice(after, state, time.nowMs)
      ? localDay(time.nowMs, state.timeZone)
      : null,
    standing: standingKinds(after, state),
    againInMs: again(after, state, time),
  }
}

/** What the state of now adds to what is known, before anything is told. */
function remember(memory: Memory, state: AppState, { nowMs, monotonicMs }: Time): Memory {
  const { session, following } = state
  const colleagues = rememberColleagues(memory.colleagues, state)
  const owner = ownerOf(session) ?? memory.owner
  const outOfOfficeToldOn = owner === memory.owner ? memory.outOfOfficeToldOn : null
  // A sign-in under way, or a start, is no recovery.
  if (session.kind !== 'signed-in') {
    const { needTold, choiceTold } = memory
    return {
      ...nothingTold,
      owner,
      needTold: session.kind !== 'demo' && needTold,
      choiceTold: session.kind === 'other-account' && choiceTold,
      outOfOfficeToldOn,
      colleagues,
      lookedMs: monotonicMs,
    }
  }
  const light = lightOf(state)
  const confirmed = isConfirmed(state)
  const { last } = following
  const today = localDay(nowMs, state.timeZone)
  return {
    ...memory,
    owner,
    needTold: memory.needTold && !(confirmed && !following.problem),
    choiceTold: false,
    // A wake-up after a night is not ten minutes: no look counts for more than the time between two looks.
    staleMs: light.stale ? memory.staleMs + Math.min(monotonicMs - memory.lookedMs, MINUTE_MS) : 0,
    staleTold: memory.staleTold && !confirmed,
    ...changes(memory, state, confirmed, monotonicMs),
    outOfOfficeOffOn:
      last && !last.presence.outOfOffice.isOutOfOffice
        ? localDay(last.at, state.timeZone)
        : memory.outOfOfficeOffOn,
    outOfOfficeToldOn: state.settings.toldOutOfOfficeOn === today ? today : outOfOfficeToldOn,
    colleagues,
    lookedMs: monotonicMs,
  }
}

/** A change is one between two confirmed lights, and none begins or ends unseen while a screen is shown. */
function changes(
  { confirmed: before, doubtedAt, change, changeTold }: Memory,
  state: AppState,
  confirmed: boolean,
  monotonicMs: number,
): Pick<Memory, 'confirmed' | 'doubtedAt' | 'change' | 'changeTold'> {
  const { following } = state
  const answeredAt = following.last?.at ?? null
  if (!confirmed || answeredAt === doubtedAt) {
    return { confirmed: null, doubtedAt: answeredAt, change: null, changeTold: null }
  }
  const now = lightOf(state)
  if (now.shape === 'presenting') {
    return { confirmed: now, doubtedAt: null, change: null, changeTold: null }
  }
  const begins = before && !change && !sameLight(before, now)
  return {
    confirmed: now,
    doubtedAt: null,
    change: begins ? { before, dueMs: monotonicMs + FLURRY_MS } : change,
    changeTold: changeTold === now.name ? changeTold : null,
  }
}

function dueNotice(memory: Memory, state: AppState, time: Time): Notice | null {
  const wanted = (kind: NoticeKind) => state.settings.notifications.includes(kind)
  const { change, confirmed, needTold, staleMs, staleTold } = memory
  if (presenting(state, time.nowMs)) return null
  if (wanted('sign-in-needed') && needsPerson(state) && !needTold) return { kind: 'sign-in-needed' }
  if (wanted('sign-in-needed') && hasChoice(state) && !memory.choiceTold) return { kind: 'other-account' }
  if (wanted('still-out-of-office') && outOfOfficeIsLeftover(memory, state, time.nowMs)) {
    return { kind: 'still-out-of-office' }
  }
  if (wanted('stale') && staleMs >= STALE_MS && !staleTold && !needTold) return { kind: 'stale' }
  const flurryOver = change !== null && time.monotonicMs >= change.dueMs
  if (wanted('light-changed') && confirmed && flurryOver && !sameLight(change.before, confirmed)) {
    return { kind: 'light-changed', before: change.before }
  }
  const { due } = memory.colleagues
  return due.length > 0 ? { kind: 'colleague-available', ids: due } : null
}

/** What is told is remembered; a need that nobody was told of waits until it is wanted. */
function noted(memory: Memory, told: Notice | null, state: AppState, time: Time): Memory {
  const flurryOver = memory.change !== null && time.monotonicMs >= memory.change.dueMs
  const quiet = flurryOver ? { ...memory, change: null } : memory
  switch (told?.kind) {
    case undefined:
      return quiet
    case 'sign-in-needed':
      return { ...quiet, needTold: true }
    case 'other-account':
      return { ...quiet, choiceTold: true }
    case 'stale':
      return { ...quiet, staleTold: true }
    case 'light-changed':
      return { ...quiet, changeTold: lightOf(state).name }
    case 'still-out-of-office':
      // Coming to work with it on is one event.
      return { ...quiet, change: null, outOfOfficeToldOn: localDay(time.nowMs, state.timeZone) }
    case 'colleague-available':
      return { ...quiet, colleagues: { ...quiet.colleagues, due: [], told: told.ids } }
    default:
      return told satisfies never
  }
}

function standingKinds(memory: Memory, state: AppState): ReadonlySet<NoticeName> {
  const { shape, stale } = lightOf(state)
  const paused = shape === 'paused'
  const kinds = new Set<NoticeName>()
  if (memory.needTold && (shape === 'attention' || paused)) kinds.add('sign-in-needed')
  if (memory.choiceTold) kinds.add('other-account')
  if (memory.staleTold && (stale || paused)) kinds.add('stale')
  if (memory.changeTold !== null && memory.changeTold === lightOf(state).name) kinds.add('light-changed')
  const outOfOffice = state.following.last?.presence.outOfOffice.isOutOfOffice ?? false
  if (outOfOffice && state.session.kind === 'signed-in') kinds.add('still-out-of-office')
  if (memory.colleagues.told.length > 0) kinds.add('colleague-available')
  return kinds
}

function again(memory: Memory, state: AppState, time: Time): number | null {
  const { change, staleMs, staleTold, needTold, colleagues } = memory
  // What waits behind another notice is told next; what waits for the end of a presentation, then.
  if (colleagues.due.length > 0) return presenting(state, time.nowMs) ? MINUTE_MS : 0
  if (change) return Math.max(0, change.dueMs - time.monotonicMs)
  const light = lightOf(state)
  const counts = light.stale && !staleTold && state.settings.notifications.includes('stale')
  if (counts) return staleMs < STALE_MS ? Math.min(MINUTE_MS, STALE_MS - staleMs) : MINUTE_MS
  const isHeld = (needsPerson(state) && !needTold) || (hasChoice(state) && !memory.choiceTold)
  return isHeld && presenting(state, time.nowMs) ? MINUTE_MS : null
}

const hasChoice = ({ session }: AppState): boolean => session.kind === 'other-account'

/** Whoever has just tried to sign in is looking, and in the demo nothing is wrong. */
function needsPerson(state: AppState): boolean {
  if (lightOf(state).shape !== 'attention') return false
  const { session } = state
  const problem = session.kind === 'signed-out' ? session.problem : null
  const atStart = problem?.kind === 'keyring-locked' || problem?.kind === 'tokens-unreadable'
  return session.kind === 'signed-in' || atStart
}

/** The light is one that Graph has just vouched for. */
function isConfirmed(state: AppState): boolean {
  const { session, pausedUntil, following } = state
  const followed = session.kind === 'signed-in' && pausedUntil === null && following.last !== null
  return followed && !following.stale && !(following.problem && isLasting(following.problem))
}

function presenting({ following: { last } }: AppState, nowMs: number): boolean {
  if (last === null || lightOfPresence(last.presence) !== 'presenting') return false
  // An answer of the future is one from before the clock was set back: how old it is nobody knows.
  return Math.abs(nowMs - last.at) < PRESENTING_MS
}

/** On at work in the morning, not told today, and not set today: who has just set it knows. */
function outOfOfficeIsLeftover(memory: Memory, state: AppState, nowMs: number): boolean {
  const { shape, outOfOffice } = lightOf(state)
  const hour = new Date(wallTime(nowMs, state.timeZone)).getUTCHours()
  const today = localDay(nowMs, state.timeZone)
  return (
    isConfirmed(state) &&
    outOfOffice &&
    shape !== 'out-of-office' &&
    hour >= MORNING.from &&
    hour < MORNING.until &&
    memory.outOfOfficeToldOn !== today &&
    memory.outOfOfficeOffOn !== today
  )
}

function knowsOfOutOfOffice(memory: Memory, state: AppState, nowMs: number): boolean {
  const today = localDay(nowMs, state.timeZone)
  // What is known of one account is not to be kept for the next.
  if (state.session.kind !== 'signed-in') return false
  const setToday = memory.outOfOfficeOffOn === today && isConfirmed(state) && lightOf(state).outOfOffice
  return setToday || memory.outOfOfficeToldOn === today
}

/** The same words: the icon's name says all but a word that nobody has seen yet. */
const sameLight = (one: Light, other: Light): boolean =>
  one.name === other.name && one.unknownWord === other.unknownWord

/** "2026-11-23", as `toldOutOfOfficeOn` keeps it. Epoch ms. */
export const localDay = (atMs: number, timeZone: string): string =>
  new Date(wallTime(atMs, timeZone)).toISOString().slice(0, 10)
