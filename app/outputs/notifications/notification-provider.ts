// What each kind of notification decides for itself: whether it is due, what it says and whether it still holds.
import type { Words } from '../../../words/words.ts'
import type { NoticeKind } from '../../model/names.ts'
import type { NotificationContext } from './notification-context.ts'

/**
 * The kinds that the settings switch on; another account, which belongs to `sign-in-needed` there; and a colleague, for
 * whom a person asks one by one.
 */
export type NotificationName = NoticeKind | 'other-account' | 'colleague-available'

export interface NotificationText {
  title: string
  body: string
}

/** What the rest of the program has to know: it is kept over a restart. */
export type Outcome =
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
