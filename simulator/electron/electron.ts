// The module named `electron`: what the app gets from it, and what the simulator does to the app through it.
import type * as Electron from 'electron'
import { createPersonsBrowser } from '../desktop/default-browser.ts'
import type { SimulatedDesktop } from '../desktop/desktop.ts'
import { type SystemName, systemHere } from '../desktop/system.ts'
import type { World } from '../desktop/world.ts'
import { createApp } from './app.ts'
import { createAutoUpdater } from './auto-updater.ts'
import { createClipboard } from './clipboard.ts'
import { createDialog } from './dialog.ts'
import { loud } from './loud.ts'
import { createMenus } from './menu/menu.ts'
import { createTrays } from './menu/tray.ts'
import { createNativeImages } from './native-image.ts'
import { createNet } from './network/net.ts'
import { createNotificationClass } from './notification.ts'
import { createPowerMonitor } from './power-monitor.ts'
import { createSafeStorage } from './safe-storage.ts'
import { createShell } from './shell.ts'
import { createSystemPreferences } from './system-preferences.ts'
import { createActivation } from './window/activation.ts'
import { createBrowserWindowClass } from './window/browser-window.ts'
import { createIpcMain } from './window/ipc-main.ts'
import { createNativeTheme } from './window/native-theme.ts'
import { createProtocol } from './window/protocol.ts'
import { createScreen } from './window/screen.ts'
import { createSession } from './window/session.ts'

/**
 * One app's Electron on one desktop. `said`: the system that is played. Unless one is said, the keyring is open and shut
 * for the app as soon as it is, and Linux tells of locks too: what the simulator has always promised.
 */
export function createElectron(world: World, desktop: SimulatedDesktop, said: SystemName | null = null) {
  const system = said ?? systemHere()
  const activation = createActivation(desktop)
  const { app, drive } = createApp(world, desktop, activation)
  const { screen, plug } = createScreen()
  const { protocol, answer } = createProtocol(app.isReady)
  const session = createSession(protocol)
  const ipc = createIpcMain()
  const images = createNativeImages()
  const menus = createMenus({ system, appName: world.name, isReady: app.isReady, quit: app.quit })
  const trays = createTrays({ desktop, images, menus, isReady: app.isReady, system })
  const { powerMonitor, happen } = createPowerMonitor(desktop, said)
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
    BrowserWindow: createBrowserWindowClass(surroundings, app, screen, activation, drive.windowClosed),
    clipboard: createClipboard(desktop),
    dialog: createDialog(desktop, app.isReady),
    ipcMain: ipc.ipcMain,
    Menu: menus.Menu,
    MenuItem: menus.MenuItem,
    nativeImage: images.nativeImage,
    nativeTheme,
    net: createNet(world, desktop, answer, app.isReady),
    Notification: createNotificationClass(desktop, app.isReady, system),
    powerMonitor,
    protocol,
    safeStorage: createSafeStorage(world, desktop, app.isReady, said),
    screen,
    session,
    shell: createShell(desktop, createPersonsBrowser(world, desktop)),
    systemPreferences: createSystemPreferences(desktop.system),
    Tray: trays.Tray,
  } satisfies Partial<Record<keyof typeof Electron, object>>)

  return {
    electron,
    drive: {
      ...drive,
      quit: app.quit,
      answerScheme: answer,
      power: happen,
      trayHost: trays.hostChanged,
      displays: plug,
      timeZone(zone: string) {
        desktop.timeZone = zone
        // A new object in its place: Node tells V8 of a TZ that is set in its own, and nobody tells that of Electron's main process.
        Object.defineProperty(process, 'env', { value: { ...process.env, TZ: zone } })
        desktop.changed()
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
