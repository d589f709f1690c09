// The window as the system knows it: made, placed, pinned. Loaded with the first window (window.ts).
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import type { Guard } from '../guard.ts'
import { WINDOW_URL } from './app-protocol.ts'
import { pagePreferences } from './hardening.ts'
import { centreOf, isWithinReach, type Size, windowPosition } from './window-position.ts'
import { zoomLevelAfter } from './zoom.ts'

const SIZE: Size = { width: 360, height: 480 }
/** Scaled screens round a size up or down; more than this the person has done. */
const ROUNDING = 2

export interface FrameParts {
  preloadPath: string
  iconPath: string
  platform: NodeJS.Platform
  /** Whether the page's inside may be looked at: never in a packaged app. */
  devTools: boolean
  /** Where the tray icon is, in device-independent pixels; null where the system does not say. */
  trayBounds: () => Rectangle | null
  guard: Guard
}

export interface WindowFrame {
  readonly window: BrowserWindow
  /** Rejects when the page cannot be had, and when the window is destroyed before it is there. */
  readonly loaded: Promise<void>
  /** In front, with the keyboard. Beside the tray icon, or where it was if `stay` is set and a person can get at it. */
  appear(stay: boolean): void
  /** Above all other windows or not. On Wayland it does nothing: there no program can (setAlwaysOnTop). */
  pin(on: boolean): void
}

/** The page is loading when this returns; `ready-to-show` comes with its first picture. */
export function makeFrame({
  preloadPath,
  iconPath,
  platform,
  devTools,
  trayBounds,
  guard,
}: FrameParts): WindowFrame {
  const window = new BrowserWindow({
    ...SIZE,
    minWidth: 320,
    minHeight: 360,
    show: false,
    // The header is the title bar: the page draws it, with what moves, pins and closes the window.
    frame: false,
    title: 'Tally Light',
    icon: iconPath,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#292929' : '#ffffff',
    autoHideMenuBar: true,
    maximizable: false,
    fullscreenable: false,
    // Linux may have no tray to come back from (GNOME without its extension), so there the taskbar keeps the way.
    skipTaskbar: platform !== 'linux',
    webPreferences: pagePreferences(preloadPath, devTools),
  })
  // Else macOS would take the person to the Space where it was last seen. The program has no Dock icon (LSUIElement),
  // so nothing has to be transformed for it, which would hide the window for a moment.
  if (platform === 'darwin') {
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  }

  let wanted = SIZE
  let placed: Size = SIZE

  /** Wayland places windows itself, tells nobody where, and ignores this (BrowserWindow, "Wayland"). */
  function place() {
    const now = window.getBounds()
    const resized =
      Math.abs(now.width - placed.width) > ROUNDING || Math.abs(now.height - placed.height) > ROUNDING
    if (resized) wanted = { width: now.width, height: now.height }
    const icon = trayBounds()
    const near = icon ? centreOf(icon) : screen.getCursorScreenPoint()
    const { workArea, bounds } = screen.getDisplayNearestPoint(near)
    placed = windowPosition(wanted, icon, workArea, bounds)
    window.setBounds(placed)
  }

  const isLost = () => {
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
    return !isWithinReach(window.getBounds(), workAreas)
  }
  const comeBack = guard('Placing the window', () => {
    if (window.isVisible() && isLost()) place()
  })
  screen.on('display-removed', comeBack)
  screen.on('display-metrics-changed', comeBack)
  const closed = guard('After the window', () => {
    screen.off('display-removed', comeBack)
    screen.off('display-metrics-changed', comeBack)
  })
  window.once('closed', closed)
  const { webContents } = window
  webContents.on(
    'before-input-event',
    guard('A key in the window', (event, input) => {
      const level = zoomLevelAfter(input, webContents.getZoomLevel(), platform)
      if (level === null) return
      event.preventDefault()
      // Chromium keeps it for the next time, by the page's origin.
      webContents.setZoomLevel(level)
    }),
  )

  return {
    window,
    loaded: window.loadURL(WINDOW_URL),
    appear(stay) {
      if (!window.isVisible() && (!stay || isLost())) place()
      window.show()
      window.focus()
    },
    pin: (on) => window.setAlwaysOnTop(on, 'floating'),
  }
}
