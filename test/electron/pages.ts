// The app's real windows: whether they are seen, and all that they are told.
import type { App, IpcMain } from 'electron'
import { Refusal } from '../../simulator/desktop/api.ts'
import type { Desktop, DesktopWindow } from '../../simulator/desktop/desktop.ts'
import { overlay } from './in-front.ts'

/** Keeps every window of `app` on the desktop while it lives. */
export function watchWindows(app: App, desktop: Desktop): void {
  app.on('browser-window-created', (_event, window) => {
    const seen: DesktopWindow = {
      id: window.id,
      url: () => window.webContents.getURL(),
      visible: () => window.isVisible() && !window.isMinimized(),
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

/** Hears what the app sends its pages and what it answers them. */
export function listen(app: App, ipcMain: IpcMain) {
  const heard: string[] = []
  const hear = (channel: string, ...told: unknown[]) => heard.push(JSON.stringify([channel, ...told]))
  app.on('web-contents-created', (_event, contents) => {
    const { send } = contents
    contents.send = (channel, ...told) => {
      hear(channel, ...told)
      Reflect.apply(send, contents, [channel, ...told])
    }
  })
  return {
    ipcMain: overlay(ipcMain, {
      handle: (channel, listener) =>
        ipcMain.handle(channel, async (event, ...asked) => {
          const answer: unknown = await listener(event, ...asked)
          hear(channel, answer)
          return answer
        }),
    }),
    /** Everything up to now. */
    heard: () => heard.join('\n'),
  }
}
