// Creates the BrowserWindow and places, pins, shows and hides it. window.ts loads it with the first window.
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
  /** Whether the developer tools may be opened: never in a packaged app. */
  devTools: boolean
  /** Where the tray icon is, in device-independent pixels; null if the system does not tell. */
  trayBounds: () => Rectangle | null
  guard: Guard
}

export type WindowFrame = ReturnType<typeof makeFrame>

/** The page is loading when this returns; `ready-to-show` is emitted with its first frame. */
export function makeFrame({ built, platform, devTools, trayBounds, guard }: FrameParts, size: WindowSize) {
  const isMac = platform === 'darwin'
  const window = new BrowserWindow({
    ...size.wanted(),
    minWidth: 320,
    minHeight: 360,
    show: false,
    // The page draws the title bar: its header moves, pins and closes the window.
    frame: false,
    title: 'Tally Light',
    icon: built('icons', 'app', '256x256.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#292929' : '#ffffff',
    autoHideMenuBar: true,
    maximizable: false,
    fullscreenable: false,
    // On Linux there may be no tray (GNOME without its extension): there the taskbar leads to the window.
    skipTaskbar: platform !== 'linux',
    webPreferences: pagePreferences(built('preload', 'preload.cjs'), devTools),
  })
  // Otherwise macOS switches to the Space where the window was last shown. The program has no Dock icon (LSUIElement), so
  // the transformation of its process type, which hides the window for a moment, is not needed.
  if (isMac) {
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  }

  /** Has no effect on Wayland, which places windows itself and does not tell where (BrowserWindow, "Wayland"). */
  function place(): Rectangle {
    const icon = trayBounds()
    const near = icon ? centreOf(icon) : screen.getCursorScreenPoint()
    const { workArea, bounds } = screen.getDisplayNearestPoint(near)
    const placed = windowPosition(size.wanted(), icon, workArea, bounds)
    size.onPlaced(placed)
    window.setBounds(placed)
    correct(placed)
    return placed
  }

  /**
   * Windows converts the pixels by the scale of the display that the window comes from, and may scale it once more when
   * it arrives (electron#16444, electron#51572). By now the window is on the right display.
   */
  function correct(placed: Rectangle) {
    if (platform === 'win32' && !isSame(window.getBounds(), placed)) window.setBounds(placed)
  }

  if (platform === 'linux') {
    window.on(
      'resize',
      guard('The resized window', () => size.onAnyResize(window.getBounds())),
    )
  } else {
    window.on(
      'resized',
      guard('The resized window', () => size.onUserResize(window.getBounds())),
    )
  }

  const isLost = () => {
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea)
    return !isWithinReach(window.getBounds(), workAreas)
  }
  const replace = guard('Placing the window', () => {
    size.onPlaced(window.getBounds())
    if (window.isVisible() && isLost()) place()
  })
  screen.on('display-removed', replace)
  screen.on('display-metrics-changed', replace)
  const closed = guard('After the window', () => {
    screen.off('display-removed', replace)
    screen.off('display-metrics-changed', replace)
  })
  window.once('closed', closed)
  const { webContents } = window
  webContents.on(
    'before-input-event',
    guard('A key in the window', (event, input) => {
      const level = zoomLevelAfter(input, webContents.getZoomLevel(), platform)
      if (level === null) return
      event.preventDefault()
      // Chromium remembers it for the page's origin.
      webContents.setZoomLevel(level)
    }),
  )

  return {
    window,
    /** Rejects if the page cannot be loaded, and if the window is destroyed before that. */
    loaded: window.loadURL(WINDOW_URL),
    /** With the focus, and beside the tray icon. With `keepPlace` where it was, if it can be reached there. */
    bringToFront(keepPlace: boolean) {
      const placed = !window.isVisible() && (!keepPlace || isLost()) ? place() : null
      // The system may change its size when it is shown, as a tiling compositor does.
      if (!placed) size.onPlaced(window.getBounds())
      // Hidden by `hide`, or by a person with Command-H. It is not documented that showing a window is enough.
      if (isMac && app.isHidden()) app.show()
      window.show()
      window.focus()
      if (placed) correct(placed)
    },
    /** Returns the focus to the program that had it before, if the window has it. */
    hide() {
      const hadFocus = window.isFocused()
      window.hide()
      // Otherwise macOS leaves the focus with this program, which has no window any more (electron#2640).
      if (isMac && hadFocus) app.hide()
    },
    /** Above all other windows or not. Has no effect on Wayland (setAlwaysOnTop). */
    pin: (on: boolean) => window.setAlwaysOnTop(on, 'floating'),
  }
}
