// Shows a notice as the system does; a click on it opens the window.
import { Notification } from 'electron'
import type { Notice } from './notices.ts'

/** Nothing happens where the system has no notifications (some Linux desktops). */
export function showNotice({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  notification.on('click', onClick)
  notification.show()
}
