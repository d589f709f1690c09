// The program's lifecycle: it runs in the tray without its window until the user quits it.
import type { App } from 'electron'
import type { Guard } from '../model/guard.ts'
import { HIDDEN_ARGUMENT } from '../model/login-start.ts'
import type { CommandParts } from '../services/commands.ts'
import { isAppImage } from '../services/updates/who-updates.ts'
import { startCommand } from './login/login-item.ts'
import type { SingleInstance } from './single-instance.ts'

export interface LifecycleParts {
  instance: Pick<SingleInstance, 'onSecondInstance'>
  window: { show(): void; allowClose(): void }
  tray: { checkHost(): void }
  /** Called in this order when the program quits. */
  stops: readonly (() => void)[]
  guard: Guard
}

export function handleLifecycle(
  app: Pick<App, 'on'>,
  { instance, window, tray, stops, guard }: LifecycleParts,
): void {
  // A second start is handled like a click on the Dock icon (app, "activate").
  const activate = guard('Activation', () => {
    window.show()
    tray.checkHost()
  })
  instance.onSecondInstance(activate)
  app.on('activate', activate)
  // With a listener, closing the last window does not quit (app, "window-all-closed").
  app.on('window-all-closed', () => {})
  app.on('before-quit', guard('Preparing to quit', window.allowClose))
  app.on(
    'will-quit',
    guard('Quitting', () => {
      for (const stop of stops) guard('Stopping a part', stop)()
    }),
  )
}

/**
 * Makes the AppImage runtime unpack the image instead of mounting it ("Type 2 runtime", which removes this argument). A
 * process that app.relaunch starts cannot mount it: fusermount needs new privileges, and shell/browser/relauncher.cc
 * leaves allow_new_privs off (electron-builder#4650).
 */
const UNMOUNTED_ARGUMENT = '--appimage-extract-and-run'

/**
 * A restart begins after this run has ended (app.relaunch), with the same arguments but the one that hides the window.
 * An AppImage and a portable program are started by their own file, not by the one that was unpacked for this run.
 */
export function quitCommands(
  app: Pick<App, 'isPackaged' | 'getAppPath' | 'relaunch' | 'quit'>,
  process: Pick<NodeJS.Process, 'argv' | 'env' | 'execPath'>,
): Pick<CommandParts, 'quit' | 'restart'> {
  return {
    quit: () => app.quit(),
    restart() {
      const [execPath = process.execPath, ...sources] = startCommand(app, process)
      const given = process.argv.slice(1 + sources.length).filter((argument) => argument !== HIDDEN_ARGUMENT)
      // The runtime accepts its argument only as the first one.
      const ofRuntime = isAppImage(process) ? [UNMOUNTED_ARGUMENT] : []
      app.relaunch({ execPath, args: [...ofRuntime, ...sources, ...given] })
      app.quit()
    },
  }
}
