// Notification: a toast on the desktop until the user or the app closes it.
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Notification as ElectronNotification, NotificationConstructorOptions } from 'electron'
import type { Desktop, NotificationOnDesktop } from '../desktop/desktop.ts'
import type { SystemName } from '../desktop/system.ts'
import { createEvent } from './electron-event.ts'
import { strictClass } from './strict-members.ts'

type Used = 'id' | 'title' | 'body' | 'silent' | 'show' | 'close'

export function createNotificationClass(desktop: Desktop, isReady: () => boolean, system: SystemName) {
  /** macOS asks the user for permission at the first use (notifications/mac/notification_presenter_mac.mm). */
  function firstUse() {
    if (desktop.notificationPermission !== 'unasked' || system !== 'macos') return
    desktop.notificationPermission = 'asking'
    desktop.changed()
  }

  class Notification extends EventEmitter implements Pick<ElectronNotification, Used> {
    readonly id: string
    title: string
    body: string
    silent: boolean
    #shown: NotificationOnDesktop | null = null

    constructor(options: NotificationConstructorOptions = {}) {
      super()
      if (!isReady()) throw new Error('Cannot create Notification before app is ready')
      firstUse()
      this.id = options.id || randomUUID()
      Object.defineProperty(this, 'id', { writable: false })
      this.title = options.title ?? ''
      this.body = options.body ?? ''
      this.silent = options.silent ?? false
    }

    static isSupported() {
      firstUse()
      return true
    }

    /**
     * A second call shows a new notification in place of the old one (docs: notification, "notification.show"). Without
     * permission it fails (notifications/mac/cocoa_notification.mm).
     */
    show() {
      this.close()
      if (desktop.notificationPermission !== 'granted') {
        const reason = 'Notifications are not allowed for this application'
        setImmediate(() => this.emit('failed', createEvent({}), reason))
        return
      }
      this.#shown = {
        title: this.title,
        body: this.body,
        at: Date.now(),
        open: true,
        click: () => {
          // A click closes it without a `close` event (shell/browser/notifications/notification.cc).
          this.#remove()
          this.emit('click', createEvent({}))
        },
        close: () => this.close(),
      }
      desktop.notifications.push(this.#shown)
      desktop.changed()
      setImmediate(() => this.emit('show', createEvent({})))
    }

    close() {
      if (this.#remove()) this.emit('close', createEvent({}))
    }

    #remove(): boolean {
      if (!this.#shown?.open) return false
      this.#shown.open = false
      desktop.changed()
      return true
    }
  }
  return strictClass('Notification', Notification)
}
