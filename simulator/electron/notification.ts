// Notification: a toast on the desktop until the user or the app closes it.
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type {
  ActivationArguments,
  Notification as ElectronNotification,
  NotificationConstructorOptions,
} from 'electron'
import type { NotificationOnDesktop, SimulatedDesktop } from '../desktop/desktop.ts'
import type { SystemName } from '../desktop/system.ts'
import { createEvent } from './electron-event.ts'
import { strictClass } from './strict-members.ts'

type Used = 'id' | 'title' | 'body' | 'silent' | 'show' | 'close'

export function createNotificationClass(
  desktop: SimulatedDesktop,
  isReady: () => boolean,
  system: SystemName,
) {
  const run = { activate(_details: ActivationArguments) {} }
  desktop.notificationRun = run
  function handleActivation(callback: typeof run.activate) {
    run.activate = callback
  }

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

    /** Only on Windows (lib/browser/api/notification.ts). */
    static handleActivation = system === 'windows' ? handleActivation : undefined

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
          // Windows keeps those of a run that has ended (notifications/win/windows_toast_activator.cc, HandleToastActivation).
          desktop.notificationRun?.activate({ type: 'click', arguments: `type=click&tag=${this.id}` })
          if (desktop.notificationRun === run) this.emit('click', createEvent({}))
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
