// app: its life from ready to quit, its paths, its name and its switches.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App as ElectronApp } from 'electron'
import type { Desktop } from '../desktop.ts'
import type { World } from '../world.ts'
import { createCommandLine } from './command-line.ts'
import { createLoginItems } from './login-item.ts'
import { loud } from './loud.ts'
import { preventable } from './preventable.ts'

type UsedLife =
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'requestSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'isPackaged'
type UsedNames = 'name' | 'getName' | 'getVersion' | 'getPath' | 'getAppPath'
type UsedPlace = 'getLocale' | 'getPreferredSystemLanguages' | 'setAppUserModelId' | 'setActivationPolicy'
type UsedItems = 'setLoginItemSettings' | 'getLoginItemSettings' | 'enableSandbox'

/** The app as the simulator sees it: what Electron does to it from outside. */
export interface AppDrive {
  becomeReady(): void
  /** A second start of the same app: `args` are its arguments. */
  secondInstance(args: string[]): void
  /** Called when a window has gone for good. */
  windowClosed(): void
}

export function createApp(world: World, desktop: Desktop) {
  const emitter = new EventEmitter()
  let announceReady = () => {}
  const whenReady = new Promise<void>((resolve) => {
    announceReady = resolve
  })
  let ready = false
  let lockData: unknown = null
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
    if (found === undefined) throw new Error(`The simulator has no app.getPath('${name}')`)
    if (name === 'logs') mkdirSync(found, { recursive: true })
    return found
  }

  const commandLine = createCommandLine(world.args)
  const locale = commandLine.getSwitchValue('lang') || 'en-US'
  const members = {
    whenReady: () => whenReady,
    isReady: () => ready,
    isPackaged: world.packaged !== null,
    name: world.name,
    getName: () => world.name,
    getVersion: () => world.version,
    getPath: path,
    getAppPath: () => world.appPath,
    getLocale: () => locale,
    getPreferredSystemLanguages: () => [locale],
    quit,
    exit(code = 0) {
      for (const window of [...desktop.windows]) window.act('destroy')
      end(code)
    },
    /** Nobody else runs this app here, so the lock is always free. */
    requestSingleInstanceLock(data?: unknown) {
      lockData = structuredClone(data ?? null)
      return true
    },
    /** There is none to release, so whoever is started from now on is told that it would be free. */
    releaseSingleInstanceLock() {
      process.env.SIMULATED_LOCK = 'free'
    },
    setAppUserModelId: () => {},
    setActivationPolicy: () => {},
    dock:
      process.platform === 'darwin' ? loud('app.dock', { hide: () => {}, show: async () => {} }) : undefined,
    enableSandbox: () => {},
    commandLine,
    ...createLoginItems(desktop, path('appData')),
  } satisfies Pick<ElectronApp, UsedLife | UsedNames | UsedPlace | UsedItems> & Record<string, unknown>

  const drive: AppDrive = {
    becomeReady() {
      ready = true
      emitter.emit('will-finish-launching')
      emitter.emit('ready', {}, {})
      announceReady()
    },
    secondInstance(args) {
      const argv = [process.execPath, world.appPath, ...args]
      emitter.emit('second-instance', preventable({}), argv, process.cwd(), lockData)
    },
    windowClosed() {
      if (desktop.windows.length > 0 || desktop.quitting) return
      if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed')
      else quit()
    },
  }
  return { app: loud('app', Object.assign(emitter, members)), drive }
}
