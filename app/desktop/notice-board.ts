// Holds what was told and the timer between two looks; notices.ts says what is to be told.
import { noticeWords } from '../../words/notice-words.ts'
import type { Words } from '../../words/words.ts'
import type { Clock } from '../presence/clock.ts'
import { noOwnStatus } from '../presence/own-status.ts'
import type { AppStore } from '../state.ts'
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
  let cancel = () => {}

  function lookNow() {
    cancel()
    // What is asked for is no news to who asked for it: only what Graph confirms is told.
    const state = { ...store.getState(), ownStatus: noOwnStatus }
    const nowMs = clock.nowMs()
    const seen = look(memory, state, { nowMs, monotonicMs: clock.monotonicMs() })
    memory = seen.memory
    cancel = seen.againInMs === null ? () => {} : clock.after(seen.againInMs, lookNow)
    notifications.closeAllBut(seen.standing)
    const { notice, outOfOfficeKnownOn: day } = seen
    if (notice) notifications.show(notice.kind, noticeWords(notice, state, wordsNow(), nowMs))
    // Last: it changes the state, and with it comes the next look.
    if (day !== null && day !== state.settings.toldOutOfOfficeOn) onToldOutOfOffice(day)
    if (notice?.kind === 'colleague-available') onToldAvailable(notice.ids)
  }

  return { look: lookNow, stop: () => cancel() }
}
