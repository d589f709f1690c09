// The notifications as an output: shows what the providers have to say.
import type { Words } from '../../../words/words.ts'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { AppStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { Output } from '../output.ts'
import { createNoticeBoard } from './notice-board.ts'
import { createNotifications, mayNotify, noNotifications } from './notification.ts'

export interface NotificationOutputParts {
  store: Pick<AppStore, 'getState' | 'setState'>
  wordsNow: () => Words
  clock: Clock
  platform: NodeJS.Platform
  guard: Guard
  log: Pick<Log, 'warn'>
  onChoose: (choice: 'open' | 'colleagues') => void | Promise<void>
  sessions: { toldOutOfOffice: (day: string) => void }
  colleagues: { notified: (ids: readonly string[]) => void }
}

export function createNotificationOutput(parts: NotificationOutputParts): Output {
  const { store, wordsNow, clock, platform, guard, log, onChoose, sessions, colleagues } = parts
  const onShown = (shown: boolean) => {
    if (store.getState().notificationsRefused === shown) store.setState({ notificationsRefused: !shown })
  }
  const board = createNoticeBoard({
    ...{ store, wordsNow, clock },
    onToldOutOfOffice: sessions.toldOutOfOffice,
    onToldAvailable: colleagues.notified,
    notifications: mayNotify(process)
      ? createNotifications({
          ...{ platform, onShown, guard, log },
          onClick: (name) => onChoose(name === 'colleague-available' ? 'colleagues' : 'open'),
        })
      : noNotifications,
  })
  return { show: () => board.look(), stop: board.stop }
}
