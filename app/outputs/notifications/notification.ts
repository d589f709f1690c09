// Shows a notice as the system does; a click on it opens the window.
import { Notification } from 'electron'
import type { NoticeWords } from '../../../words/notice-words.ts'
import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { NoticeName } from './notices.ts'

export interface Notifications {
  /** In place of an older one of its kind. Nothing is shown where the system has none (some Linux desktops). */
  show(kind: NoticeName, words: NoticeWords): void
  /** Takes away what no longer holds, also from the list that Windows and macOS keep ("notification.close"). */
  closeAllBut(standing: ReadonlySet<NoticeName>): void
  /**
   * Lets macOS ask the person for its permission, once in the life of an installation: it asks at the first use of
   * Notification, and what comes before the answer is lost (notification_presenter_mac.mm). Elsewhere nothing happens.
   */
  askPermission(): void
}

/**
 * Whether this run may notify. On Windows the first use of Notification, its isSupported() included, writes a link in the
 * Start menu and a COM class, both to the program that runs (Electron, shell/browser/notifications/win): to a portable
 * program's temporary folder, or to Electron itself at a start from the sources, over an installed copy's.
 */
export function mayNotify({
  platform,
  env,
  defaultApp,
}: Pick<NodeJS.Process, 'platform' | 'env' | 'defaultApp'>): boolean {
  return platform !== 'win32' || !(env.PORTABLE_EXECUTABLE_DIR || defaultApp)
}

/** Where it may not. */
export const noNotifications: Notifications = {
  show: () => {},
  closeAllBut: () => {},
  askPermission: () => {},
}

export interface NotificationParts {
  platform: NodeJS.Platform
  onClick: (name: NoticeName) => void | Promise<void>
  /** Whether the system showed one, or refused it. */
  onShown: (shown: boolean) => void
  guard: Guard
  log: Pick<Log, 'warn'>
}

export function createNotifications({
  platform,
  onClick,
  onShown,
  guard,
  log,
}: NotificationParts): Notifications {
  // One that nobody holds is collected with its listeners, and a click on it goes nowhere. One that went from the
  // screen by itself ("close" on Windows) is held too: it is still in the system's list, where it can be clicked.
  const shown = new Map<NoticeName, Notification>()

  function close(kind: NoticeName) {
    shown.get(kind)?.close()
    shown.delete(kind)
  }

  return {
    show(kind, { title, body }) {
      if (!Notification.isSupported()) return
      close(kind)
      const notification = new Notification({ title, body: withoutMarkup(body) })
      const clicked = guard('A click on a notification', () => {
        if (shown.get(kind) === notification) shown.delete(kind)
        return onClick(kind)
      })
      notification.on('click', clicked)
      // Told where a person has switched them off, and on a Mac that has yet to ask (Notification, "failed").
      const refused = guard('A refused notification', (_event: unknown, reason: string) => {
        if (shown.get(kind) === notification) shown.delete(kind)
        log.warn(`The system did not show the notification ${kind}: ${reason}`)
        onShown(false)
      })
      notification.on('failed', refused)
      notification.on(
        'show',
        guard('A shown notification', () => onShown(true)),
      )
      shown.set(kind, notification)
      notification.show()
    },
    closeAllBut(standing) {
      for (const kind of [...shown.keys()]) if (!standing.has(kind)) close(kind)
    },
    askPermission() {
      if (platform === 'darwin') Notification.isSupported()
    },
  }
}

/** Linux desktops read a body as markup, with links and pictures, and one that is not well-formed not at all. */
const withoutMarkup = (body: string): string =>
  body.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆')
