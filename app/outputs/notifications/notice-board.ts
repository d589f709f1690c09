// Holds what was told and the timer between two looks; notices.ts says what is to be told.
import { noticeWords } from '../../../words/notice-words.ts'
import type { Words } from '../../../words/words.ts'
import { lightOf } from '../../model/light.ts'
import type { AppState, AppStore } from '../../model/state.ts'
import { noOwnStatus } from '../../model/status-choice.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { look, nothingTold } from './notices.ts'
import type { Notifications } from './notification.ts'

export interface NoticeBoardParts {
  store: Pick<AppStore, 'getState'>
  wordsNow: () => Words
  clock: Clock
  notifications: Notifications
  /** It was told, or switched on before our eyes: the local day, such as 2026-11-23, to be kept over a restart. */
  onToldOutOfOffice: (day: string) => void
  /** These colleagues were told of, by object id. */
  onToldAvailable: (ids: readonly string[]) => void
}

export interface NoticeBoard {
  /** To be called at every change of the state. */
  look(): void
  stop(): void
}

export function createNoticeBoard(parts: NoticeBoardParts): NoticeBoard {
  const { store, wordsNow, clock, notifications, onToldOutOfOffice, onToldAvailable } = parts
  let memory = { ...nothingTold, lookedMs: clock.monotonicMs() }
  let seen = store.getState()
  let cancel = () => {}

  function lookNow() {
    cancel()
    if (wantsPermission(seen, store.getState())) notifications.askPermission()
    seen = store.getState()
    // What is asked for is no news to who asked for it: only what Graph confirms is told.
    const state = { ...store.getState(), ownStatus: noOwnStatus }
    const nowMs = clock.nowMs()
    const due = look(memory, state, { nowMs, monotonicMs: clock.monotonicMs() })
    memory = due.memory
    cancel = due.againInMs === null ? () => {} : clock.after(due.againInMs, lookNow)
    notifications.closeAllBut(due.standing)
    const { notice, outOfOfficeKnownOn: day } = due
    if (notice) notifications.show(notice.kind, noticeWords(notice, state, lightOf(state), wordsNow(), nowMs))
    // Last: it changes the state, and with it comes the next look.
    if (day !== null && day !== state.settings.toldOutOfOfficeOn) onToldOutOfOffice(day)
    if (notice?.kind === 'colleague-available') onToldAvailable(notice.ids)
  }

  return { look: lookNow, stop: () => cancel() }
}

/** A person has just asked to hear of more, or signed in with something to hear of: now a question is no surprise. */
function wantsPermission(before: AppState, now: AppState): boolean {
  const kinds = now.settings.notifications
  if (kinds.length > before.settings.notifications.length) return true
  // Those of a list that has just been read were wished for earlier.
  const waited = new Map(before.colleagues.people.map(({ id, tell }) => [id, tell]))
  const { people } = now.colleagues
  if (people.some(({ id, tell }) => tell !== 'never' && waited.get(id) === 'never')) return true
  const signedIn = before.session.kind === 'signing-in' && now.session.kind === 'signed-in'
  return signedIn && (kinds.length > 0 || people.some(({ tell }) => tell !== 'never'))
}
