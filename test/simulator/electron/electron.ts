// The module named `electron`: what the app gets from it, and what the simulator does to the app through it.
import type * as Electron from 'electron'
import { createPersonsBrowser } from '../browser.ts'
import type { SimulatedDesktop } from '../desktop.ts'
import type { World } from '../world.ts'
import { createApp } from './app.ts'
import { createAutoUpdater } from './auto-updater.ts'
import { createBrowserWindowClass } from './browser-window.ts'
import { createClipboard } from './clipboard.ts'
import { createDialog } from './dialog.ts'
import { createIpcMain } from './ipc-main.ts'
import { loud } from './loud.ts'
import { createMenus } from './menu.ts'
import { createNativeImages } from './native-image.ts'
import { createNativeTheme } from './native-theme.ts'
import { createNet } from './net.ts'
import { createNotificationClass } from './notification.ts'
import { createPowerMonitor, type PowerEvent } from './power-monitor.ts'
import { createProtocol } from './protocol.ts'
import { createSafeStorage } from './safe-storage.ts'
import { createScreen } from './screen.ts'
import { createSession } from './session.ts'
import { createShell } from './shell.ts'
import { createTrayClass } from './tray.ts'

/** One app's Electron on one desktop. */
export function createElectron(world: World, desktop: SimulatedDesktop) {
  const { app, drive } = createApp(world, desktop)
  const { protocol, answer } = createProtocol(app.isReady)
  const session = createSession(protocol)
  const ipc = createIpcMain()
  const images = createNativeImages()
  const menus = createMenus()
  const powerMonitor = createPowerMonitor(desktop)
  const nativeTheme = createNativeTheme(desktop)
  const surroundings = {
    desktop,
    answerScheme: answer,
    ipc,
    session: session.defaultSession,
    zoomLevels: new Map(),
  }

  const electron = loud('electron', {
    app,
    autoUpdater: createAutoUpdater(),
    BrowserWindow: createBrowserWindowClass(surroundings, app, drive.windowClosed),
    clipboard: createClipboard(desktop),
    dialog: createDialog(desktop),
    ipcMain: ipc.ipcMain,
    Menu: menus.Menu,
    MenuItem: menus.MenuItem,
    nativeImage: images.nativeImage,
    nativeTheme,
    net: createNet(world, desktop, answer, app.isReady),
    Notification: createNotificationClass(desktop),
    powerMonitor,
    protocol,
    safeStorage: createSafeStorage(world, desktop, app.isReady),
    screen: createScreen(),
    session,
    shell: createShell(desktop, createPersonsBrowser(world, desktop)),
    Tray: createTrayClass(desktop, images, menus),
  } satisfies Partial<Record<keyof typeof Electron, object>>)

  return {
    electron,
    drive: {
      ...drive,
      quit: app.quit,
      answerScheme: answer,
      power(event: PowerEvent) {
        if (event === 'lock-screen') desktop.locked = true
        if (event === 'unlock-screen') desktop.locked = false
        desktop.changed()
        powerMonitor.emit(event)
      },
      appearance(change: { dark?: boolean | undefined; highContrast?: boolean | undefined }) {
        desktop.dark = change.dark ?? desktop.dark
        desktop.highContrast = change.highContrast ?? desktop.highContrast
        desktop.changed()
        nativeTheme.emit('updated')
      },
    },
  }
}
export type ElectronDrive = ReturnType<typeof createElectron>['drive']
