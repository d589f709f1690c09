// Shows a notice as the system does; a click on it opens the window.
import { Notification } from 'electron'
import type { Notice } from './notices.ts'

/** Nothing is shown where the system has no notifications (some Linux desktops). */
export function createNotifier(onClick: () => void): (notice: Notice) => void {
  // One that nobody holds is collected with its listeners, and a click on it goes nowhere.
  const shown = new Set<Notification>()
  return ({ title, body }) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body })
    const forget = () => shown.delete(notification)
    notification.on('click', () => {
      forget()
      onClick()
    })
    notification.on('close', forget)
    shown.add(notification)
    notification.show()
  }
}
