// Shows notifications by Electron's Notification; a click on one opens the window.
import { Notification } from 'electron'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { NotificationName, NotificationText } from './notification-provider.ts'

export interface SystemNotifications {
  /** Replaces an older one of the same name. Nothing is shown where the system has none (some Linux desktops). */
  show(name: NotificationName, text: NotificationText): void
  /** Removes what no longer holds, also from the list that Windows and macOS keep ("notification.close"). */
  closeAllBut(holding: ReadonlySet<NotificationName>): void
  /**
   * Lets macOS ask the person for permission, once per installation: it asks at the first use of Notification, and what
   * is shown before the answer is lost (notification_presenter_mac.mm). On other systems nothing happens.
   */
  askPermission(): void
}

/** Where none may be shown (notification-permission.ts). */
export const noNotifications: SystemNotifications = {
  show: () => {},
  closeAllBut: () => {},
  askPermission: () => {},
}

/**
 * Calls `onClick` for a click on a notification of an earlier run: Windows keeps those that a run could not close. Also
 * called for one of this run, beside its own click (Notification.handleActivation).
 */
export function onOldNotification(platform: NodeJS.Platform, guard: Guard, onClick: () => void): void {
  if (platform === 'win32')
    Notification.handleActivation(guard('A click on a notification of an earlier run', () => onClick()))
}

export interface SystemNotificationParts {
  platform: NodeJS.Platform
  onClick: (name: NotificationName) => void | Promise<void>
  /** Whether the system showed one, or refused it. */
  onShown: (shown: boolean) => void
  guard: Guard
  log: Pick<Log, 'warn'>
}

export function createSystemNotifications(parts: SystemNotificationParts): SystemNotifications {
  const { platform, onClick, onShown, guard, log } = parts
  // Without a reference one is garbage collected with its listeners, and a click on it does nothing. One that left the
  // screen by itself ("close" on Windows) is kept too: it is still in the system's list, where it can be clicked.
  const shown = new Map<NotificationName, Notification>()

  function close(name: NotificationName) {
    shown.get(name)?.close()
    shown.delete(name)
  }

  return {
    show(name, { title, body }) {
      if (!Notification.isSupported()) return
      close(name)
      const notification = new Notification({ title, body: withoutMarkup(body) })
      const forget = () => {
        if (shown.get(name) === notification) shown.delete(name)
      }
      const clicked = guard('A click on a notification', () => {
        forget()
        return onClick(name)
      })
      notification.on('click', clicked)
      // Emitted where a person has switched them off, and on a Mac that has not asked yet (Notification, "failed").
      const refused = guard('A refused notification', (_event: unknown, reason: string) => {
        forget()
        log.warn(`The system did not show the notification ${name}: ${reason}`)
        onShown(false)
      })
      notification.on('failed', refused)
      notification.on(
        'show',
        guard('A shown notification', () => onShown(true)),
      )
      shown.set(name, notification)
      notification.show()
    },
    closeAllBut(holding) {
      for (const name of [...shown.keys()]) if (!holding.has(name)) close(name)
    },
    askPermission() {
      if (platform === 'darwin') Notification.isSupported()
    },
  }
}

/** Linux desktops read a body as markup, with links and pictures, and show none that is not well-formed. */
const withoutMarkup = (body: string) => body.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆')
