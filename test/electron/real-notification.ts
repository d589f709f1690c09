// Records a real notification on the desktop, and shows it if the system supports notifications.
import type { Notification } from 'electron'
import type { Desktop, NotificationOnDesktop } from '../../simulator/desktop/desktop.ts'
import { createEvent } from '../../simulator/electron/electron-event.ts'

/** `isShown`: whether the system supports notifications. */
export function watchNotification(
  notification: Notification,
  desktop: Desktop,
  isShown: () => boolean,
): void {
  const { show, close } = notification
  let onDesktop: NotificationOnDesktop | null = null

  notification.show = () => {
    notification.close()
    if (isShown()) Reflect.apply(show, notification, [])
    onDesktop = {
      title: notification.title,
      body: notification.body,
      at: Date.now(),
      open: true,
      click() {
        notification.emit('click', createEvent({}))
        notification.close()
      },
      close: () => notification.close(),
    }
    desktop.notifications.push(onDesktop)
    desktop.changed()
  }
  notification.close = () => {
    if (!onDesktop?.open) return
    onDesktop.open = false
    desktop.changed()
    if (isShown()) Reflect.apply(close, notification, [])
  }
}
