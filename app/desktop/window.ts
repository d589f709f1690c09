// The small window: made when first needed, beside the tray icon; closing hides it, the app lives on in the tray.
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import { channelOf, type EventName, type EventPayload } from '../contract.ts'
import { WINDOW_URL } from './app-protocol.ts'
import { windowPosition } from './window-position.ts'

const SIZE = { width: 360, height: 480 }

export interface WindowParts {
  preloadPath: string
  iconPath: string
  platform: NodeJS.Platform
  /** Whether the page's inside may be looked at: never in a packaged app. */
  devTools: boolean
  trayBounds: () => Rectangle | null
  onLook: (signal: 'window-shown' | 'window-hidden') => void
}

export interface LightWindow {
  show(): void
  hide(): void
  /** Tells the page, if there is one. */
  send<Name extends EventName>(name: Name, payload: EventPayload<Name>): void
  /** From now on closing closes. */
  letGo(): void
}

export function createLightWindow({
  preloadPath,
  iconPath,
  platform,
  devTools,
  trayBounds,
  onLook,
}: WindowParts): LightWindow {
  let window: BrowserWindow | null = null
  let closing = false

  function make(): BrowserWindow {
    const made = new BrowserWindow({
      ...SIZE,
      useContentSize: true,
      minWidth: 320,
      minHeight: 360,
      show: false,
      title: 'Tally Light',
      icon: iconPath,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#292929' : '#ffffff',
      autoHideMenuBar: true,
      maximizable: false,
      fullscreenable: false,
      // Linux may have no tray to come back from (GNOME without its extension), so there the taskbar keeps the way.
      skipTaskbar: platform !== 'linux',
      webPreferences: {
        preload: preloadPath,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        devTools,
      },
    })
    made.on('close', (event) => {
      if (closing) return
      event.preventDefault()
      made.hide()
    })
    made.on('closed', () => {
      window = null
      onLook('window-hidden')
    })
    made.on('hide', () => onLook('window-hidden'))
    made.on('minimize', () => onLook('window-hidden'))
    made.on('restore', () => onLook('window-shown'))
    // A page that died is not shown again; the next click makes a new one.
    made.webContents.on('render-process-gone', () => made.destroy())
    made.once('ready-to-show', () => appear(made))
    void made.loadURL(WINDOW_URL)
    return made
  }

  function appear(shown: BrowserWindow) {
    if (!shown.isVisible()) place(shown)
    shown.show()
    shown.focus()
    onLook('window-shown')
  }

  /** Wayland places windows itself and ignores this ("BrowserWindow", setPosition). */
  function place(shown: BrowserWindow) {
    const icon = trayBounds()
    const near = icon ? { x: icon.x, y: icon.y } : screen.getCursorScreenPoint()
    const { workArea, bounds } = screen.getDisplayNearestPoint(near)
    const { width, height } = shown.getBounds()
    const { x, y } = windowPosition({ width, height }, icon, workArea, bounds)
    shown.setPosition(x, y)
  }

  return {
    show() {
      if (window) appear(window)
      else window = make()
    },
    hide: () => window?.hide(),
    send(name, payload) {
      if (window && !window.isDestroyed()) window.webContents.send(channelOf(name), payload)
    },
    letGo() {
      closing = true
    },
  }
}
