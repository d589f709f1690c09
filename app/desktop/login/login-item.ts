// Start at login, on every system, hidden.
import { join, posix, win32 } from 'node:path'
import type { App } from 'electron'
import type { Log } from '../../model/log.ts'
import { HIDDEN_ARGUMENT, type LoginItem } from '../../model/login-start.ts'
import { isAppImage } from '../../services/updates/who-updates.ts'
import { carriedSwitches } from './carried-switches.ts'
import { createSandboxedLoginItem } from './sandboxed-login-item.ts'
import { createXdgLoginItem } from './xdg-login-item.ts'

export interface LoginItemParts {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'getPath' | 'isPackaged' | 'getAppPath'>
  process: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath' | 'argv'>
  log: Pick<Log, 'info' | 'warn'>
}

export function createLoginItem({ app, process, log }: LoginItemParts): LoginItem {
  const { platform, env, argv } = process
  const program = startCommand(app, process)
  const { resolve } = platform === 'win32' ? win32 : posix
  const switches = carriedSwitches(argv.slice(1), (path) => resolve(path))
  switch (platform) {
    case 'win32':
      return runKeyItem(app, program, [...switches, HIDDEN_ARGUMENT])
    case 'darwin':
      return appServiceItem(app)
    default: {
      if (env.FLATPAK_ID) return flatpakItem(app, env, [WRAPPER, ...switches, HIDDEN_ARGUMENT])
      // A run from the sources must not take over the entry of an installed program.
      const mayRepair = app.isPackaged || isAppImage(process)
      const configHome = app.getPath('appData')
      return createXdgLoginItem({ configHome, env, program, switches, mayRepair, log })
    }
  }
}

/**
 * Windows' Run key. By path and not by the whole command, which `openAtLogin` compares: started with another switch it is
 * the same item. The path is quoted, as Electron reads it as a command line, which ends at a blank (browser_win.cc).
 */
function runKeyItem(app: LoginItemParts['app'], program: readonly string[], switches: string[]): LoginItem {
  const [file = '', ...sources] = program
  const path = `"${file}"`
  return {
    async read() {
      const items = app
        .getLoginItemSettings({ path })
        .launchItems.filter(({ args }) => sources.every((source) => args.includes(source)))
      if (items.some(({ enabled }) => enabled)) return { kind: 'on' }
      return items.length > 0 ? { kind: 'held-back', by: 'windows' } : { kind: 'off' }
    },
    // What the Task Manager has switched off is switched on with it (`enabled`).
    set: async (openAtLogin) =>
      app.setLoginItemSettings({ openAtLogin, path, args: [...sources, ...switches] }),
  }
}

/** SMAppService, which knows no arguments: there the app asks wasOpenedAtLogin (app.getLoginItemSettings). */
function appServiceItem(app: LoginItemParts['app']): LoginItem {
  return {
    async read() {
      const { status } = app.getLoginItemSettings()
      if (status === 'requires-approval') return { kind: 'held-back', by: 'macos' }
      return { kind: status === 'enabled' ? 'on' : 'off' }
    },
    set: async (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
  }
}

/** What starts the program in the builder's flatpak (FlatpakTarget, "command"). */
const WRAPPER = 'electron-wrapper'

const flatpakItem = (app: LoginItemParts['app'], env: NodeJS.ProcessEnv, command: string[]): LoginItem =>
  createSandboxedLoginItem({
    answerPath: join(app.getPath('userData'), 'starts-at-login'),
    command,
    async ask(wish) {
      const { askForAutostart, busSocket } = await import('./background-portal.ts')
      const socket = busSocket(env.DBUS_SESSION_BUS_ADDRESS)
      if (socket === null) throw new Error('This session has no bus')
      return askForAutostart(socket, wish)
    },
  })

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
