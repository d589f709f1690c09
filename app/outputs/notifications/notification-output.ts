// The notifications of one account as an output, joined with the system and with what keeps their outcomes.

import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { AccountStore } from '../../model/state.ts'
import type { AccountParts } from '../../services/accounts/account-parts.ts'
import type { MenuChoice } from '../../services/menu-commands.ts'
import type { Output } from '../output.ts'
import { type AnnouncerParts, createAnnouncer } from './announcer.ts'
import { mayNotify } from './notification-permission.ts'
import { createSystemNotifications, noNotifications } from './system-notifications.ts'

export interface NotificationOutputParts extends Pick<AnnouncerParts, 'wordsNow' | 'clock'> {
  store: Pick<AccountStore, 'getState' | 'setState'>
  platform: NodeJS.Platform
  guard: Guard
  log: Pick<Log, 'warn'>
  /** A click on a notification. */
  onChoose: (choice: MenuChoice) => void | Promise<void>
  account: Pick<AccountParts, 'accountId' | 'settings' | 'colleagues'>
}

export function createNotificationOutput(parts: NotificationOutputParts): Output {
  const { store, wordsNow, clock, platform, guard, log, onChoose, account } = parts
  const { settings, colleagues } = account
  const notifications = mayNotify(process)
    ? createSystemNotifications({
        platform,
        guard,
        log,
        onClick(name) {
          const page = name === 'colleague-available' ? 'colleagues' : 'now'
          return onChoose({ kind: 'open-account', account: account.accountId, page })
        },
        onShown(shown) {
          if (store.getState().notificationsRefused === shown)
            store.setState({ notificationsRefused: !shown })
        },
      })
    : noNotifications
  return createAnnouncer({
    wordsNow,
    clock,
    notifications,
    onOutOfOfficeKnown: (day) => settings.remember({ toldOutOfOfficeOn: day }),
    onColleaguesAnnounced: colleagues.notified,
  })
}
