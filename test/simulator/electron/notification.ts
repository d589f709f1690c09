// Notification: a toast on the desktop until the person or the app takes it away.
import { EventEmitter } from 'node:events'
import type { Notification as ElectronNotification, NotificationConstructorOptions } from 'electron'
import type { Desktop, NotificationOnDesktop } from '../desktop.ts'
import { loudClass } from './loud.ts'
import { preventable } from './preventable.ts'

type Used = 'title' | 'body' | 'silent' | 'show' | 'close'

export function createNotificationClass(desktop: Desktop) {
  class Notification extends EventEmitter implements Pick<ElectronNotification, Used> {
    title: string
    body: string
    silent: boolean
    #shown: NotificationOnDesktop | null = null

    constructor(options: NotificationConstructorOptions = {}) {
      super()
      this.title = options.title ?? ''
      this.body = options.body ?? ''
      this.silent = options.silent ?? false
    }

    static isSupported() {
      return true
    }

    /** Shown again, it is a new one in place of the old (docs: notification, "notification.show"). */
    show() {
      this.close()
      this.#shown = {
        title: this.title,
        body: this.body,
        at: Date.now(),
        open: true,
        click: () => {
          this.emit('click', preventable({}))
          this.close()
        },
        close: () => this.close(),
      }
      desktop.notifications.push(this.#shown)
      desktop.changed()
      setImmediate(() => this.emit('show', preventable({})))
    }

    close() {
      if (!this.#shown?.open) return
      this.#shown.open = false
      desktop.changed()
      this.emit('close', preventable({}))
    }
  }
  return loudClass('Notification', Notification)
}
