// Wraps a real Electron for the tests: records on a desktop what a user would see, with the commands of the simulator.
// Simulates what belongs to the user's computer: browser, dialogs, sleep, network, login items.
import type { NativeImage } from 'electron'
import { type Action, createActions, Refusal } from '../../simulator/desktop/api.ts'
import { createDefaultBrowser } from '../../simulator/desktop/default-browser.ts'
import { createDesktop, type KeyringState } from '../../simulator/desktop/desktop.ts'
import type { Simulation } from '../../simulator/desktop/simulation.ts'
import { snapshot } from '../../simulator/desktop/snapshot.ts'
import { createDialog } from '../../simulator/electron/dialog.ts'
import { createLoginItems } from '../../simulator/electron/login/login-item.ts'
import { assertConnected, createConnection } from '../../simulator/electron/network/net.ts'
import { createPowerMonitor } from '../../simulator/electron/power-monitor.ts'
import { createShell } from '../../simulator/electron/shell.ts'
import { overlay, wrapClass } from './electron-overlay.ts'
import { createKeyring } from './probe-keyring.ts'
import { watchNotification } from './real-notification.ts'
import { watchTray } from './real-tray.ts'
import { recordMessages, watchWindows } from './real-windows.ts'

export type ElectronModule = typeof Electron.CrossProcessExports

export type ProbeOptions = Pick<Simulation, 'profile' | 'microsoft' | 'browserIsManual'> & {
  /** $XDG_CONFIG_HOME. */
  appData: string
  keyring: KeyringState
}

/** The interface of the probe for the stage. */
export interface Probe {
  /** Resolves with the tray icon. */
  ready: Promise<void>
  /** The answer of the simulator's GET /api/desktop. */
  desktop(): ReturnType<typeof snapshot>
  /** The simulator's POST /api/NAME. Rejects with a Refusal. */
  act(name: string, body: unknown): Promise<ReturnType<typeof snapshot>>
  /** All messages of the app to its windows. */
  messages(): string
  /** Records an uncaught error of the app. */
  uncaught(error: unknown): void
}

/** Returns the probe, and the `electron` that the app gets instead of `real`. */
export function createProbe(
  real: ElectronModule,
  options: ProbeOptions,
): { electron: ElectronModule; probe: Probe } {
  const { app, nativeImage } = real
  const desktop = createDesktop(options.keyring)
  const beganMs = performance.now()

  const paths = new WeakMap<NativeImage, string>()
  const pathOf = (image: NativeImage) => paths.get(image) ?? ''
  const { getSystemIdleTime, getSystemIdleState } = createPowerMonitor(desktop).powerMonitor
  const { openExternal, openPath, showItemInFolder } = createShell(
    desktop,
    createDefaultBrowser(options, desktop),
  )
  const dialog = createDialog(desktop)
  const connection = createConnection(desktop)
  const pages = recordMessages(app, real.ipcMain)
  watchWindows(app, desktop)
  app.on('will-quit', () => {
    desktop.quitting = true
  })

  const replaced: Partial<ElectronModule> = {
    app: overlay(app, {
      ...createLoginItems(desktop, options.appData, () => app.getName()),
      // Not the language of this computer.
      getLocale: () => app.commandLine.getSwitchValue('lang') || 'en-US',
    }),
    clipboard: overlay(real.clipboard, {
      async writeText(text) {
        await real.clipboard.writeText(text)
        desktop.clipboard = text
        desktop.changed()
      },
    }),
    dialog: overlay(real.dialog, {
      showErrorBox: dialog.showErrorBox,
      // Without the window, which keeps the focus.
      showSaveDialog: (
        ...given: [Electron.BaseWindow, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]
      ) => dialog.showSaveDialog(given.length === 2 ? given[1] : given[0]),
    }),
    ipcMain: pages.ipcMain,
    nativeImage: overlay(nativeImage, {
      createFromPath(path) {
        const image = nativeImage.createFromPath(path)
        paths.set(image, path)
        return image
      },
    }),
    net: overlay(real.net, {
      async fetch(input, init) {
        const cut = connection.signal()
        assertConnected(desktop)
        const signal = init?.signal ? AbortSignal.any([init.signal, cut]) : cut
        return await real.net.fetch(input, { ...init, signal }).catch((error: unknown) => {
          throw cut.aborted ? cut.reason : error
        })
      },
      isOnline: connection.isOnline,
    }),
    Notification: wrapClass(
      real.Notification,
      (made) => watchNotification(made, desktop, () => real.Notification.isSupported()),
      { isSupported: () => true },
    ),
    powerMonitor: overlay(real.powerMonitor, { getSystemIdleTime, getSystemIdleState }),
    safeStorage: createKeyring({
      real: real.safeStorage,
      profile: options.profile,
      desktop,
      isReady: () => app.isReady(),
      platform: process.platform,
    }),
    shell: overlay(real.shell, { openExternal, openPath, showItemInFolder }),
    Tray: wrapClass(real.Tray, (made, image) => watchTray(made, image, desktop, pathOf)),
  }

  const actions: Readonly<Record<string, Action>> = createActions(desktop, {
    power(event) {
      desktop.locked = event === 'lock-screen' || (desktop.locked && event !== 'unlock-screen')
      real.powerMonitor.emit(event)
    },
    trayHost: () => {
      throw new Refusal(409, "What draws tray icons is the system's own here")
    },
    secondInstance: (args) =>
      void app.emit('second-instance', {}, [process.execPath, ...args], process.cwd(), null),
    quit: () => app.quit(),
    timeZone: () => {
      throw new Refusal(409, "The time zone is the system's own here")
    },
    appearance: () => {
      throw new Refusal(409, "The appearance is the system's own here")
    },
  })
  const ready = new Promise<void>((resolve) => {
    const unsubscribe = desktop.onChange(() => {
      if (!desktop.tray) return
      unsubscribe()
      desktop.trayAfterMs = performance.now() - beganMs
      resolve()
    })
  })

  return {
    // Copies descriptors, since some of Electron's modules are created at their first access.
    electron: Object.defineProperties(Object.create(null), {
      ...Object.getOwnPropertyDescriptors(real),
      ...Object.getOwnPropertyDescriptors(replaced),
    }),
    probe: {
      ready,
      desktop: () => snapshot(desktop),
      async act(name, body) {
        const action = Object.hasOwn(actions, name) ? actions[name] : undefined
        if (!action) throw new Refusal(404, `There is nothing to do called ${name}`)
        // A debugger's call can interrupt the app; waits for the next turn of the event loop.
        await new Promise(setImmediate)
        action(body)
        desktop.changed()
        // A window changes in the next turn.
        await new Promise(setImmediate)
        return snapshot(desktop)
      },
      messages: pages.messages,
      uncaught(error) {
        desktop.errors.push(error instanceof Error ? error.message : String(error))
        desktop.changed()
      },
    },
  }
}
