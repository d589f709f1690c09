// The stand-in for the module `electron`, and the controls by which the simulator acts on the app.
import type * as Electron from 'electron'
import { createDefaultBrowser } from '../desktop/default-browser.ts'
import type { SimulatedDesktop } from '../desktop/desktop.ts'
import type { Simulation } from '../desktop/simulation.ts'
import { type SystemName, systemHere } from '../desktop/system.ts'
import { createApp } from './app.ts'
import { createAutoUpdater } from './auto-updater.ts'
import { createClipboard } from './clipboard.ts'
import { createDialog } from './dialog.ts'
import { createEvent } from './electron-event.ts'
import { createGlobalShortcut } from './global-shortcut.ts'
import { createMenus } from './menu/menu.ts'
import { createTrays } from './menu/tray.ts'
import { createNativeImages } from './native-image.ts'
import { createNet } from './network/net.ts'
import { createNotificationClass } from './notification.ts'
import { createPowerMonitor } from './power-monitor.ts'
import { createSafeStorage } from './safe-storage.ts'
import { createShell } from './shell.ts'
import { strictMembers } from './strict-members.ts'
import { createSystemPreferences } from './system-preferences.ts'
import { createActivation } from './window/activation.ts'
import { createBrowserWindowClass } from './window/browser-window.ts'
import { createIpcMain } from './window/ipc-main.ts'
import { createNativeTheme } from './window/native-theme.ts'
import { createProtocol } from './window/protocol.ts'
import { createScreen } from './window/screen.ts'
import { createSession } from './window/session.ts'

/**
 * One app's Electron on one desktop. `chosenSystem`: the system to simulate. Without one, a change of the keyring has
 * effect at once, and Linux too emits lock events.
 */
export function createElectron(
  simulation: Simulation,
  desktop: SimulatedDesktop,
  chosenSystem: SystemName | null = null,
) {
  const system = chosenSystem ?? systemHere()
  const activation = createActivation(desktop)
  const { app, drive } = createApp(simulation, desktop, activation)
  const { screen, plug } = createScreen(desktop.system.wayland)
  const standardSchemes = new Set<string>()
  const newProtocol = () => createProtocol(app.isReady, standardSchemes)
  const defaultProtocol = newProtocol()
  const { protocol, answer } = defaultProtocol
  const session = createSession(defaultProtocol, newProtocol, app.isReady)
  const ipc = createIpcMain()
  const images = createNativeImages()
  const menus = createMenus({ system, appName: simulation.name, isReady: app.isReady, quit: app.quit })
  const trays = createTrays({ desktop, images, menus, isReady: app.isReady, system })
  const { powerMonitor, trigger } = createPowerMonitor(desktop, chosenSystem)
  const { nativeTheme, change: changeAppearance } = createNativeTheme(desktop)
  const windowContext = {
    desktop,
    ipc,
    sessions: session,
    zoomLevels: new Map(),
  }
  const BrowserWindow = createBrowserWindowClass(windowContext, app, screen, activation, drive)

  const electron = strictMembers('electron', {
    app,
    autoUpdater: createAutoUpdater(),
    BrowserWindow,
    clipboard: createClipboard(desktop),
    dialog: createDialog(desktop, app.isReady),
    globalShortcut: createGlobalShortcut(desktop, app.isReady),
    ipcMain: ipc.ipcMain,
    Menu: menus.Menu,
    MenuItem: menus.MenuItem,
    nativeImage: images.nativeImage,
    nativeTheme,
    net: createNet(simulation, desktop, answer, app.isReady),
    Notification: createNotificationClass(desktop, app.isReady, system),
    powerMonitor,
    protocol,
    safeStorage: createSafeStorage(simulation, desktop, app.isReady, chosenSystem),
    screen,
    session,
    shell: createShell(desktop, createDefaultBrowser(simulation, desktop)),
    systemPreferences: createSystemPreferences(desktop.system),
    Tray: trays.Tray,
  } satisfies Partial<Record<keyof typeof Electron, object>>)

  return {
    electron,
    drive: {
      ...drive,
      quit: app.quit,
      answerScheme: answer,
      power: trigger,
      trayHost: trays.hostChanged,
      displays: plug,
      /**
       * The system shuts down. Windows ends the process as soon as every window has heard of it
       * (shell/browser/native_window_views_win.cc, WM_ENDSESSION); the other systems wait for an app that has asked for it
       * (docs: power-monitor, "shutdown").
       */
      shutDown() {
        const event = createEvent({ reasons: ['shutdown'] })
        if (desktop.system.platform === 'win32') {
          for (const window of BrowserWindow.getAllWindows()) window.emit('session-end', event)
        } else {
          powerMonitor.emit('shutdown', event)
          if (event.defaultPrevented) return
        }
        drive.terminate()
      },
      timeZone(zone: string) {
        desktop.timeZone = zone
        // Replaces process.env: assigning TZ in Node's own object would change V8's zone, which Electron's main process keeps.
        Object.defineProperty(process, 'env', { value: { ...process.env, TZ: zone } })
        desktop.changed()
      },
      appearance: changeAppearance,
    },
  }
}
export type ElectronDrive = ReturnType<typeof createElectron>['drive']
