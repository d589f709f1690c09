// app: its life from ready to quit, its paths, its name and its switches.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App as ElectronApp, RelaunchOptions } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import type { World } from '../desktop/world.ts'
import { createCommandLine } from './command-line.ts'
import { createLoginItems } from './login/login-item.ts'
import { loud } from './loud.ts'
import { preventable } from './preventable.ts'
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

/** The names that Electron has paths for (shell/browser/api/electron_api_app.cc, GetPathConstant). */
const pathNames = new Set(
  (
    'appData assets cache crashDumps desktop documents downloads exe home logs module music pictures recent ' +
    'sessionData temp userCache userData userDesktop videos'
  ).split(' '),
)

/** The app as the simulator sees it: what Electron does to it from outside. */
interface AppDrive {
  becomeReady(): void
  /** A second start of the same app: its arguments, and what it gave `requestSingleInstanceLock`. */
  secondInstance(args: string[], data?: unknown): void
  /** Called when a window has gone for good. */
  windowClosed(): void
}

export function createApp(world: World, desktop: Desktop, activation: Activation) {
  const emitter = new EventEmitter()
  let announceReady = () => {}
  const whenReady = new Promise<void>((resolve) => {
    announceReady = resolve
  })
  let ready = false
  let gone = false

  function end(code: number) {
    if (gone) return
    gone = true
    desktop.quitting = true
    desktop.changed()
    emitter.emit('quit', {}, code)
    world.exit(code)
  }

  /** before-quit, the windows one by one, will-quit, quit: each but the last may be objected to (docs: app, "Events"). */
  function quit() {
    if (gone) return
    const beforeQuit = preventable({})
    emitter.emit('before-quit', beforeQuit)
    if (beforeQuit.defaultPrevented) return
    desktop.quitting = true
    for (const window of [...desktop.windows]) window.act('close')
    if (desktop.windows.length > 0) {
      desktop.quitting = false
      return
    }
    finish()
  }

  function finish() {
    const willQuit = preventable({})
    emitter.emit('will-quit', willQuit)
    if (!willQuit.defaultPrevented) end(0)
  }

  function path(name: string): string {
    const folders: Record<string, string> = {
      userData: world.profile,
      sessionData: world.profile,
      appData: join(world.profile, 'appdata'),
      logs: join(world.profile, 'logs'),
      // Not the person's own: what is saved in a simulation is gone with its profile.
      downloads: join(world.profile, 'downloads'),
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

  const commandLine = createCommandLine(world.args)
  const locale = commandLine.getSwitchValue('lang') || 'en-US'
  let appUserModelId = `electron.app.${world.name}`

  function tellOfSecondStart(argv: string[], workingDirectory: string, data: unknown) {
    emitter.emit('second-instance', preventable({}), argv, workingDirectory, data)
  }

  const members = {
    whenReady: () => whenReady,
    isReady: () => ready,
    isPackaged: world.packaged !== null,
    name: world.name,
    getName: () => world.name,
    getVersion: () => world.version,
    getPath: path,
    getAppPath: () => world.appPath,
    getLocale: () => (ready ? locale : ''),
    getSystemLocale() {
      if (!ready) throw new Error('app.getSystemLocale() can only be called after app is ready')
      return desktop.regionalFormat
    },
    getPreferredSystemLanguages: () => [locale],
    quit,
    exit(code = 0) {
      for (const window of [...desktop.windows]) window.act('destroy')
      end(code)
    },
    /** Once this run has ended; it does not end it (docs: app, "app.relaunch"). */
    relaunch({ args = process.argv.slice(1), execPath = process.execPath }: RelaunchOptions = {}) {
      desktop.relaunches.push({ execPath, args })
    },
    /** Where another start has it, that one hears of this start. */
    requestSingleInstanceLock(data?: unknown) {
      const holder = desktop.locks.get(world.profile)
      if (holder === tellOfSecondStart) return true
      if (!holder) desktop.locks.set(world.profile, tellOfSecondStart)
      else
        holder([process.execPath, world.appPath, ...world.args], process.cwd(), structuredClone(data ?? null))
      return holder === undefined
    },
    /** Programs started from now on are told that it is free. */
    releaseSingleInstanceLock() {
      if (desktop.locks.get(world.profile) === tellOfSecondStart) desktop.locks.delete(world.profile)
      process.env.SIMULATED_LOCK = 'free'
    },
    setAppUserModelId(id: string) {
      appUserModelId = id
    },
    setActivationPolicy: () => {},
    dock:
      desktop.system.platform === 'darwin'
        ? loud('app.dock', { hide: () => {}, show: async () => {} })
        : undefined,
    // These four are macOS' alone (electron_api_app.cc).
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
      tellOfSecondStart([process.execPath, world.appPath, ...args], process.cwd(), data),
    windowClosed() {
      if (desktop.windows.length > 0 || desktop.quitting) return
      if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed')
      else quit()
    },
  }
  return { app: loud('app', Object.assign(emitter, members)), drive }
}
