// app: the lifecycle from ready to quit, paths, names and command-line switches.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App as ElectronApp, RelaunchOptions } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import type { Simulation } from '../desktop/simulation.ts'
import { createCommandLine } from './command-line-switches.ts'
import { createEvent } from './electron-event.ts'
import { createLoginItems } from './login/login-item.ts'
import { strictMembers } from './strict-members.ts'
import type { Activation } from './window/activation.ts'

type UsedLife =
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'requestSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'isPackaged'
type UsedNames = 'name' | 'getName' | 'getVersion' | 'getPath' | 'getAppPath'
type UsedPlace =
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'setAppUserModelId'
  | 'setActivationPolicy'
type UsedItems = 'setLoginItemSettings' | 'getLoginItemSettings' | 'enableSandbox'

/** The names that `app.getPath` accepts (shell/browser/api/electron_api_app.cc, GetPathConstant). */
const pathNames = new Set(
  (
    'appData assets cache crashDumps desktop documents downloads exe home logs module music pictures recent ' +
    'sessionData temp userCache userData userDesktop videos'
  ).split(' '),
)

/** What the simulator does to the app: the part of the runtime and of the system. */
export interface AppDrive {
  becomeReady(): void
  /** A second instance starts, with these arguments and this additionalData of `requestSingleInstanceLock`. */
  secondInstance(args: string[], data?: unknown): void
  /** Called when a window is closed. */
  windowClosed(): void
  /** Called when a listener of `close` has prevented a window from closing. */
  windowCloseCancelled(): void
  /** The system ends the process, without any further event. */
  terminate(): void
}

export function createApp(simulation: Simulation, desktop: Desktop, activation: Activation) {
  const emitter = new EventEmitter()
  let announceReady = () => {}
  const whenReady = new Promise<void>((resolve) => {
    announceReady = resolve
  })
  let ready = false
  let ended = false
  /** From before-quit on, until a window or a listener prevents it. */
  let isQuitting = false
  /** From `exit` on: the windows are destroyed without events of the app. */
  let isExiting = false

  function end(code: number, before: 'quit' | 'exit-before-ready' = 'quit') {
    if (ended) return
    ended = true
    desktop.quitting = true
    desktop.changed()
    emitter.emit('quit', {}, code)
    simulation.exit(code, ready ? 'quit' : before)
  }

  /**
   * before-quit, then each window's close, will-quit, quit: a listener can prevent all but the last (docs: app, "Events").
   * Ignored while the app is quitting, also in a listener of will-quit that prevents it (shell/browser/browser.cc).
   */
  function quit() {
    if (ended || isQuitting) return
    const beforeQuit = createEvent({})
    isQuitting = true
    emitter.emit('before-quit', beforeQuit)
    isQuitting = !beforeQuit.defaultPrevented
    if (!isQuitting) return
    desktop.quitting = true
    // With windows it goes on in `windowClosed`, when their pages have closed.
    if (desktop.windows.length === 0) return finish()
    const isMac = desktop.system.platform === 'darwin'
    // In this order (shell/browser/window_list.cc, CloseAllWindows).
    for (const window of isMac ? desktop.windows.toReversed() : [...desktop.windows]) window.act('close')
  }

  function finish() {
    if (ended) return
    const willQuit = createEvent({})
    emitter.emit('will-quit', willQuit)
    if (!willQuit.defaultPrevented) return end(0)
    desktop.quitting = false
    // Electron goes on after the listeners and their microtasks, before anything that they have set for later. A tick that a
    // microtask sets runs when no microtask is left.
    queueMicrotask(() =>
      process.nextTick(() => {
        isQuitting = false
      }),
    )
  }

  function path(name: string): string {
    const folders: Record<string, string> = {
      userData: simulation.profile,
      sessionData: simulation.profile,
      appData: join(simulation.profile, 'appdata'),
      logs: join(simulation.profile, 'logs'),
      // Not the user's own folder: downloads are removed with the profile.
      downloads: join(simulation.profile, 'downloads'),
      temp: tmpdir(),
      home: homedir(),
      exe: process.execPath,
    }
    const found = folders[name]
    if (!pathNames.has(name)) throw new Error(`Failed to get '${name}' path`)
    if (found === undefined) throw new Error(`The simulator has no app.getPath('${name}')`)
    if (name === 'logs') mkdirSync(found, { recursive: true })
    return found
  }

  const commandLine = createCommandLine(simulation.args)
  const locale = commandLine.getSwitchValue('lang') || 'en-US'
  let appUserModelId = `electron.app.${simulation.name}`

  function emitSecondInstance(argv: string[], workingDirectory: string, data: unknown) {
    emitter.emit('second-instance', createEvent({}), argv, workingDirectory, data)
  }

  const members = {
    whenReady: () => whenReady,
    isReady: () => ready,
    isPackaged: simulation.packaged !== null,
    name: simulation.name,
    getName: () => simulation.name,
    getVersion: () => simulation.version,
    getPath: path,
    getAppPath: () => simulation.appPath,
    getLocale: () => (ready ? locale : ''),
    getSystemLocale() {
      if (!ready) throw new Error('app.getSystemLocale() can only be called after app is ready')
      return desktop.regionalFormat
    },
    getPreferredSystemLanguages: () => [locale],
    quit,
    exit(code = 0) {
      isQuitting = true
      isExiting = true
      for (const window of [...desktop.windows]) window.act('destroy')
      end(code, 'exit-before-ready')
    },
    /** Takes effect when the app quits, and does not quit it (docs: app, "app.relaunch"). */
    relaunch({ args = process.argv.slice(1), execPath = process.execPath }: RelaunchOptions = {}) {
      desktop.relaunches.push({ execPath, args })
    },
    /** If another instance holds the lock, it gets `second-instance`. */
    requestSingleInstanceLock(data?: unknown) {
      const holder = desktop.locks.get(simulation.profile)
      if (holder === emitSecondInstance) return true
      if (!holder) desktop.locks.set(simulation.profile, emitSecondInstance)
      else
        holder(
          [process.execPath, simulation.appPath, ...simulation.args],
          process.cwd(),
          structuredClone(data ?? null),
        )
      return holder === undefined
    },
    /** The environment tells child processes that the lock is free. */
    releaseSingleInstanceLock() {
      if (desktop.locks.get(simulation.profile) === emitSecondInstance)
        desktop.locks.delete(simulation.profile)
      process.env.SIMULATED_LOCK = 'free'
    },
    setAppUserModelId(id: string) {
      appUserModelId = id
    },
    setActivationPolicy: () => {},
    dock:
      desktop.system.platform === 'darwin'
        ? strictMembers('app.dock', { hide: () => {}, show: async () => {} })
        : undefined,
    // macOS only (electron_api_app.cc).
    ...(desktop.system.platform === 'darwin' && {
      isActive: activation.isActive,
      isHidden: activation.isHidden,
      hide: activation.hide,
      show: activation.show,
    }),
    enableSandbox() {
      if (ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    },
    commandLine,
    ...createLoginItems(desktop, path('appData'), () => appUserModelId),
  } satisfies Pick<ElectronApp, UsedLife | UsedNames | UsedPlace | UsedItems> & Record<string, unknown>

  const drive: AppDrive = {
    becomeReady() {
      ready = true
      emitter.emit('will-finish-launching')
      emitter.emit('ready', {}, {})
      announceReady()
    },
    secondInstance: (args, data = null) =>
      emitSecondInstance([process.execPath, simulation.appPath, ...args], process.cwd(), data),
    windowClosed() {
      if (desktop.windows.length > 0 || isExiting) return
      if (isQuitting) finish()
      else if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed')
      else quit()
    },
    windowCloseCancelled() {
      if (!isQuitting) return
      isQuitting = false
      desktop.quitting = false
    },
    terminate() {
      if (ended) return
      ended = true
      simulation.exit(0, 'quit')
    },
  }
  return { app: strictMembers('app', Object.assign(emitter, members)), drive }
}
