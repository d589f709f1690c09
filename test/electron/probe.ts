// The app's Electron with a desktop around it: Electron does what it does, and what a person would see of it is kept and
// can be acted on as in the simulator. What belongs to the person's own computer is played: browser, dialogs, sleep,
// network, login items.
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
import { overlay, watched } from './in-front.ts'
import { createKeyring } from './keyring.ts'
import { watchNotification } from './notification-on-desktop.ts'
import { listen, watchWindows } from './pages.ts'
import { watchTray } from './tray-on-desktop.ts'

export type ElectronModule = typeof Electron.CrossProcessExports

export type ProbeOptions = Pick<Simulation, 'profile' | 'microsoft' | 'browserIsManual'> & {
  /** Where the app keeps what is not its own: $XDG_CONFIG_HOME. */
  appData: string
  keyring: KeyringState
}

/** The desktop around the app, as another program asks for it. */
export interface Probe {
  /** Resolves with the tray icon. */
  ready: Promise<void>
  /** As GET /api/desktop of the simulator answers. */
  desktop(): ReturnType<typeof snapshot>
  /** As POST /api/NAME of the simulator does it. Rejects with a Refusal. */
  act(name: string, body: unknown): Promise<ReturnType<typeof snapshot>>
  /** All that the app has told its windows. */
  heard(): string
  /** Keeps an error that nobody in the app caught. */
  uncaught(error: unknown): void
}

/** `electron` is what the app shall be given for `real`. */
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
  const pages = listen(app, real.ipcMain)
  watchWindows(app, desktop)
  app.on('will-quit', () => {
    desktop.quitting = true
  })

  const replaced: Partial<ElectronModule> = {
    app: overlay(app, {
      ...createLoginItems(desktop, options.appData, () => app.getName()),
      // The language of whoever runs the tests is not the story's.
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
      // Without the window, which then keeps the focus.
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
    Notification: watched(
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
    Tray: watched(real.Tray, (made, image) => watchTray(made, image, desktop, pathOf)),
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
    const forget = desktop.onChange(() => {
      if (!desktop.tray) return
      forget()
      desktop.trayAfterMs = performance.now() - beganMs
      resolve()
    })
  })

  return {
    // Not read one by one, as some of Electron's parts are made when they are first read.
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
        // A debugger asks in the middle of whatever the app is doing; a person acts between two turns of it.
        await new Promise(setImmediate)
        action(body)
        desktop.changed()
        // A window does what it was told in the next turn.
        await new Promise(setImmediate)
        return snapshot(desktop)
      },
      heard: pages.heard,
      uncaught(error) {
        desktop.errors.push(error instanceof Error ? error.message : String(error))
        desktop.changed()
      },
    },
  }
}
