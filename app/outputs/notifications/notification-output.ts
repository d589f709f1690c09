// The notifications as an output, joined with the system and with what keeps their outcomes.

import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { AccountStore } from '../../model/state.ts'
import type { SettingsOwner } from '../../services/settings.ts'
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
  onChoose: (choice: 'open' | 'colleagues') => void | Promise<void>
  settings: Pick<SettingsOwner, 'remember'>
  colleagues: { notified: (ids: readonly string[]) => void }
}

export function createNotificationOutput(parts: NotificationOutputParts): Output {
  const { store, wordsNow, clock, platform, guard, log, onChoose, settings, colleagues } = parts
  const notifications = mayNotify(process)
    ? createSystemNotifications({
        ...{ platform, guard, log },
        onClick: (name) => onChoose(name === 'colleague-available' ? 'colleagues' : 'open'),
        onShown(shown) {
          if (store.getState().notificationsRefused === shown)
            store.setState({ notificationsRefused: !shown })
        },
      })
    : noNotifications
  return createAnnouncer({
    ...{ wordsNow, clock, notifications },
    onOutOfOfficeKnown: (day) => settings.remember({ toldOutOfOfficeOn: day }),
    onColleaguesAnnounced: colleagues.notified,
  })
}
