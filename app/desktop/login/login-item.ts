// Start at login, hidden, on each system.
import { existsSync } from 'node:fs'
import { join, posix, win32 } from 'node:path'
import type { App } from 'electron'
import type { Log } from '../../model/log.ts'
import { HIDDEN_ARGUMENT, type LoginItem } from '../../model/login-start.ts'
import { isAppImage } from '../../services/updates/who-updates.ts'
import { removeNow, writeWholeNow } from '../../storage/whole-file.ts'
import type { AutostartRequest } from './background-portal.ts'
import { carriedSwitches } from './carried-switches.ts'
import { createXdgLoginItem } from './xdg-login-item.ts'

type LoginApp = Pick<
  App,
  'getLoginItemSettings' | 'setLoginItemSettings' | 'getPath' | 'isPackaged' | 'getAppPath'
>

export function createLoginItem(
  app: LoginApp,
  process: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath' | 'argv'>,
  log: Pick<Log, 'info' | 'warn'>,
): LoginItem {
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
      if (env.FLATPAK_ID) {
        const answerPath = join(app.getPath('userData'), 'starts-at-login')
        return flatpakItem(answerPath, [WRAPPER, ...switches, HIDDEN_ARGUMENT], async (request) => {
          const { requestAutostart, busSocket } = await import('./background-portal.ts')
          const socket = busSocket(env.DBUS_SESSION_BUS_ADDRESS)
          if (socket === null) throw new Error('This session has no bus')
          return requestAutostart(socket, request)
        })
      }
      // A run from the sources must not take over the entry of an installed program.
      const mayRepair = app.isPackaged || isAppImage(process)
      const configHome = app.getPath('appData')
      return createXdgLoginItem({ configHome, env, program, switches, mayRepair, log })
    }
  }
}

/**
 * Windows' Run key. Matched by path, because `openAtLogin` compares the whole command, and this run may have other
 * switches. The path is quoted: Electron parses it as a command line, which ends at a space (browser_win.cc).
 */
function runKeyItem(app: LoginApp, program: readonly string[], switches: string[]): LoginItem {
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
    // This also enables an item that was disabled in the Task Manager (`enabled`).
    set: async (openAtLogin) =>
      app.setLoginItemSettings({ openAtLogin, path, args: [...sources, ...switches] }),
  }
}

/** SMAppService passes no arguments: on macOS the app checks wasOpenedAtLogin (app.getLoginItemSettings). */
function appServiceItem(app: LoginApp): LoginItem {
  return {
    async read() {
      const { status } = app.getLoginItemSettings()
      if (status === 'requires-approval') return { kind: 'held-back', by: 'macos' }
      return { kind: status === 'enabled' ? 'on' : 'off' }
    },
    set: async (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
  }
}

/** The command that starts the program in electron-builder's flatpak (FlatpakTarget, "command"). */
const WRAPPER = 'electron-wrapper'

/**
 * Inside a flatpak an autostart file has no effect, so the portal is asked. The portal cannot be queried: the file at
 * `answerPath` exists while its last answer was that the program starts at login. `command`: within the sandbox.
 * `request` rejects when the desktop refuses.
 */
export function flatpakItem(
  answerPath: string,
  command: readonly string[],
  request: (request: AutostartRequest) => Promise<boolean>,
): LoginItem {
  return {
    read: async () => ({ kind: 'as-answered', on: existsSync(answerPath) }),
    async set(on) {
      if (await request({ on, command })) writeWholeNow(answerPath, 'on\n')
      else removeNow(answerPath)
    },
  }
}

/** The command that starts this program again: the file the user has, not the path it was unpacked to for this run. */
export function startCommand(
  app: Pick<App, 'isPackaged' | 'getAppPath'>,
  { env, execPath }: Pick<NodeJS.Process, 'env' | 'execPath'>,
): string[] {
  const image = isAppImage({ env, execPath }) ? env.APPIMAGE : env.PORTABLE_EXECUTABLE_FILE
  const program = image ?? execPath
  return app.isPackaged ? [program] : [program, app.getAppPath()]
}

/** Whether the program was started at login, so that its window stays hidden. */
export function startedHidden(
  app: Pick<App, 'getLoginItemSettings'>,
  { argv, platform }: NodeJS.Process,
): boolean {
  return (
    argv.includes(HIDDEN_ARGUMENT) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  )
}
