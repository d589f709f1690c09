// The window as the system knows it: made, placed, pinned. Loaded with the first window (window.ts).
import { app, BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron'
import type { Guard } from '../../model/guard.ts'
import { WINDOW_URL } from './app-protocol.ts'
import { pagePreferences } from './hardening.ts'
import { centreOf, isSame, isWithinReach, windowPosition } from './window-position.ts'
import type { WindowSize } from './window-size.ts'
import { zoomLevelAfter } from './zoom.ts'

export interface FrameParts {
  /** Where the preload and the built icons are. */
  built: (...names: string[]) => string
  platform: NodeJS.Platform
  /** Whether the page's inside may be looked at: never in a packaged app. */
  devTools: boolean
  /** Where the tray icon is, in device-independent pixels; null where the system does not say. */
  trayBounds: () => Rectangle | null
  guard: Guard
}

export interface SizedFrameParts extends FrameParts {
  size: WindowSize
}

export interface WindowFrame {
  readonly window: BrowserWindow
  /** Rejects when the page cannot be had, and when the window is destroyed before it is there. */
  readonly loaded: Promise<void>
  /** In front, with the keyboard. Beside the tray icon, or where it was if `stay` is set and a person can get at it. */
  bringToFront(keepPlace: boolean): void
  /** Gives the keyboard back to the program that had it before, if it is here. */
  hide(): void
  /** Above all other windows or not. On Wayland it does nothing: there no program can (setAlwaysOnTop). */
  pin(on: boolean): void
}

/** The page is loading when this returns; `ready-to-show` comes with its first picture. */
export function makeFrame({
  built,
  platform,
  devTools,
  trayBounds,
  guard,
  size,
}: SizedFrameParts): WindowFrame {
  const isMac = platform === 'darwin'
  const window = new BrowserWindow({
    ...size.wanted(),
    minWidth: 320,
    minHeight: 360,
    show: false,
    // The header is the title bar: the page draws it, with what moves, pins and closes the window.
    frame: false,
    title: 'Tally Light',
    icon: built('icons', 'app', '256x256.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#292929' : '#ffffff',
    autoHideMenuBar: true,
    maximizable: false,
    fullscreenable: false,
    // Linux may have no tray to come back from (GNOME without its extension), so there the taskbar keeps the way.
    skipTaskbar: platform !== 'linux',
    webPreferences: pagePreferences(built('preload', 'preload.cjs'), devTools),
  })
  // Else macOS would take the person to the Space where it was last seen. The program has no Dock icon (LSUIElement),
  // so nothing has to be transformed for it, which would hide the window for a moment.
  if (isMac) {
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  }

  /** Wayland places windows itself, tells nobody where, and ignores this (BrowserWindow, "Wayland"). */
  function place(): Rectangle {
    const icon = trayBounds()
    const near = icon ? centreOf(icon) : screen.getCursorScreenPoint()
    const { workArea, bounds } = screen.getDisplayNearestPoint(near)
    const placed = windowPosition(size.wanted(), icon, workArea, bounds)
    size.placed(placed)
    window.setBounds(placed)
    correct(placed)
    return placed
  }

  /**
   * Windows counts pixels by the display that a window comes from, and may scale it once more when it has arrived
   * (electron#16444, electron#51572). Where it is by now, it counts by the right one.
   */
  function correct(placed: Rectangle) {
    if (platform === 'win32' && !isSame(window.getBounds(), placed)) window.setBounds(placed)
  }

  if (platform === 'linux') {
    window.on(
      'resize',
      guard('The window of another size', () => size.becameSomehow(window.getBounds())),
    )
  } else {
    window.on(
      'resized',
      guard('The resized window', () => size.madeByPerson(window.getBounds())),
    )
  }

  const isLost = () => {
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
    return !isWithinReach(window.getBounds(), workAreas)
  }
  const comeBack = guard('Placing the window', () => {
    size.placed(window.getBounds())
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
    bringToFront(keepPlace) {
      const placed = !window.isVisible() && (!keepPlace || isLost()) ? place() : null
      // The system may answer to its being shown with another size, as a compositor that lays windows out does.
      if (!placed) size.placed(window.getBounds())
      // Hidden by `hide`, or by a person with Command-H. Nothing says that showing a window is enough.
      if (isMac && app.isHidden()) app.show()
      window.show()
      window.focus()
      if (placed) correct(placed)
    },
    hide() {
      const hadKeyboard = window.isFocused()
      window.hide()
      // Else macOS leaves the keyboard with this program, which has no window any more (electron#2640).
      if (isMac && hadKeyboard) app.hide()
    },
    pin: (on) => window.setAlwaysOnTop(on, 'floating'),
  }
}
