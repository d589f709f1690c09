// Shows notifications as the providers decide, and keeps their memory and the timer between two looks.
import { accountNameIn } from '../../../words/account-list.ts'
import type { Words } from '../../../words/words.ts'
import type { Light } from '../../model/light.ts'
import type { AccountView } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { Output } from '../output.ts'
import { chooseNotification, initialMemory } from './choose-notification.ts'
import { wantsPermission } from './notification-permission.ts'
import type { NotificationText } from './notification-provider.ts'
import type { SystemNotifications } from './system-notifications.ts'

export interface AnnouncerParts {
  wordsNow: () => Words
  clock: Clock
  notifications: SystemNotifications
  /** It was announced, or a person switched it on: the local day, such as 2026-11-23, to be kept over a restart. */
  onOutOfOfficeKnown: (day: string) => void
  /** By object id. */
  onColleaguesAnnounced: (ids: readonly string[]) => void
}

export function createAnnouncer({ wordsNow, clock, notifications, ...parts }: AnnouncerParts): Output {
  let memory = initialMemory(clock.monotonicMs())
  let before: AccountView | null = null
  let cancelTimer = () => {}

  function look(state: AccountView, light: Light) {
    cancelTimer()
    const time = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() }
    const next = chooseNotification(memory, state, light, time)
    memory = next.memory
    const { announced, againInMs } = next
    cancelTimer = againInMs === null ? () => {} : clock.after(againInMs, () => look(state, light))
    notifications.closeAllBut(next.holding)
    if (announced)
      notifications.show(announced.name, withAccount(announced.text(wordsNow()), state, time.nowMs))
    // Last: these change the state, and with it comes the next look.
    for (const outcome of next.outcomes) {
      if (outcome.kind === 'out-of-office-known') parts.onOutOfOfficeKnown(outcome.day)
      else parts.onColleaguesAnnounced(outcome.ids)
    }
  }

  /** With several accounts, the title names the one. */
  function withAccount(text: NotificationText, state: AccountView, nowMs: number): NotificationText {
    const words = wordsNow()
    const account = accountNameIn(state, words, nowMs)
    if (account === null) return text
    return { ...text, title: words.t('settings.accounts.line', { account, title: text.title }) }
  }

  return {
    show(state, light) {
      if (before && wantsPermission(before, state)) notifications.askPermission()
      before = state
      look(state, light)
    },
    stop() {
      cancelTimer()
      // The system's list would keep them, of a program that does not run or an account that is gone.
      notifications.closeAllBut(new Set())
    },
  }
}
