// Start at login, on every system, hidden.
import { access } from 'node:fs/promises'
import type { App } from 'electron'
import { removeNow, writeWholeNow } from '../storage/whole-file.ts'
import { isAppImage } from '../who-updates.ts'
import { autostartEntry, autostartPath } from './xdg-autostart.ts'

/** The argument that keeps the window shut at a start nobody asked for. */
export const HIDDEN_ARGUMENT = '--hidden'

export interface LoginItem {
  isOn(): Promise<boolean>
  /** Rejects when the system does not let it be changed. */
  set(on: boolean): Promise<void>
}

export interface LoginItemParts {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>
  platform: NodeJS.Platform
  /** $XDG_CONFIG_HOME on Linux. */
  configHome: string
  /** The program and its arguments as it was started; $APPIMAGE instead of the mount it runs from. */
  command: readonly string[]
}

export function createLoginItem({ app, platform, configHome, command }: LoginItemParts): LoginItem {
  if (platform === 'linux') return xdgLoginItem(autostartPath(configHome), [...command, HIDDEN_ARGUMENT])
  // Windows compares path and arguments, so both calls name the same. macOS has no arguments: there the app asks
  // wasOpenedAtLogin (app.getLoginItemSettings).
  const [path = '', ...args] = command
  const options = platform === 'win32' ? { path, args: [...args, HIDDEN_ARGUMENT] } : {}
  return {
    isOn: async () => app.getLoginItemSettings(options).openAtLogin,
    set: async (on) => app.setLoginItemSettings({ openAtLogin: on, ...options }),
  }
}

function xdgLoginItem(path: string, command: readonly string[]): LoginItem {
  return {
    isOn: () =>
      access(path).then(
        () => true,
        () => false,
      ),
    async set(on) {
      if (on) writeWholeNow(path, autostartEntry(command))
      else removeNow(path)
    },
  }
}

/** How to start this program again: not the path it was unpacked to for this run, but the file the user has. */
export function startCommand(
  app: Pick<App, 'isPackaged' | 'getAppPath'>,
  { env, execPath }: Pick<NodeJS.Process, 'env' | 'execPath'>,
): string[] {
  const image = isAppImage({ env, execPath }) ? env.APPIMAGE : env.PORTABLE_EXECUTABLE_FILE
  const program = image ?? execPath
  return app.isPackaged ? [program] : [program, app.getAppPath()]
}

/** Whether the system started the program, rather than a person who expects to see something. */
export function startedHidden(
  app: Pick<App, 'getLoginItemSettings'>,
  { argv, platform }: NodeJS.Process,
): boolean {
  return (
    argv.includes(HIDDEN_ARGUMENT) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  )
}
