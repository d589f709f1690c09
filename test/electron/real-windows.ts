// Records the app's real windows on the desktop, and the messages to their pages.
import type { App, IpcMain } from 'electron'
import { Refusal } from '../../simulator/desktop/api.ts'
import type { Desktop, DesktopWindow } from '../../simulator/desktop/desktop.ts'
import { overlay } from './electron-overlay.ts'

/** Keeps all open windows of `app` in `desktop.windows`. */
export function watchWindows(app: App, desktop: Desktop): void {
  app.on('browser-window-created', (_event, window) => {
    const seen: DesktopWindow = {
      id: window.id,
      url: () => window.webContents.getURL(),
      visible: () => window.isVisible() && !window.isMinimized(),
      isBackground: () => !window.webContents.session.isPersistent(),
      act(action) {
        if (action === 'cover' || action === 'uncover')
          throw new Refusal(409, 'Whether a window is covered is the system’s own here')
        window[action]()
      },
      crash(how) {
        if (how === 'hang') window.emit('unresponsive')
        else window.webContents.forcefullyCrashRenderer()
      },
    }
    desktop.windows.push(seen)
    window.once('closed', () => {
      desktop.windows = desktop.windows.filter((one) => one !== seen)
      desktop.changed()
    })
    desktop.changed()
  })
}

/** Records the messages of the app to its pages and its answers. */
export function recordMessages(app: App, ipcMain: IpcMain) {
  const messages: string[] = []
  const record = (channel: string, ...args: unknown[]) => messages.push(JSON.stringify([channel, ...args]))
  app.on('web-contents-created', (_event, contents) => {
    const { send } = contents
    contents.send = (channel, ...args) => {
      record(channel, ...args)
      Reflect.apply(send, contents, [channel, ...args])
    }
  })
  return {
    ipcMain: overlay(ipcMain, {
      handle: (channel, listener) =>
        ipcMain.handle(channel, async (event, ...args) => {
          const answer: unknown = await listener(event, ...args)
          record(channel, answer)
          return answer
        }),
    }),
    /** All messages so far. */
    messages: () => messages.join('\n'),
  }
}
