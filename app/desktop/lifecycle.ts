// How the program lives and ends: in the tray, without its window, until somebody quits.
import type { App } from 'electron'
import type { Guard } from '../model/guard.ts'
import { HIDDEN_ARGUMENT } from '../model/login-start.ts'
import { isAppImage } from '../services/updates/who-updates.ts'
import { startCommand } from './login/login-item.ts'
import type { Instance } from './single-instance.ts'

export interface LifecycleParts {
  instance: Pick<Instance, 'onStartedAgain'>
  onWanted: () => void
  onQuitting: () => void
  /** In their order. */
  ends: readonly (() => void)[]
  guard: Guard
}

export function joinLifecycle(
  app: Pick<App, 'on'>,
  { instance, onWanted, onQuitting, ends, guard }: LifecycleParts,
): void {
  // A second start, and a click on the program in macOS, mean: show yourself.
  const wanted = guard('Showing the window', () => onWanted())
  instance.onStartedAgain(wanted)
  app.on('activate', wanted)
  // With a listener, closing the last window ends nothing (app, "window-all-closed").
  app.on('window-all-closed', () => {})
  app.on(
    'before-quit',
    guard('Preparing the end', () => onQuitting()),
  )
  const eachEnd = ends.map((end) => guard('A part’s end', end))
  app.on(
    'will-quit',
    guard('The end', () => {
      for (const end of eachEnd) end()
    }),
  )
}

export interface Endings {
  quit(): void
  /** Ends the program and starts it again, as a person starts it. */
  restart(): void
}

/**
 * Lets an AppImage run from a copy that it unpacks, without being mounted (AppImage, "Type 2 runtime": it takes this
 * argument away again). What app.relaunch starts cannot mount one: it may gain no privileges (shell/browser/relauncher.cc,
 * whose LaunchOptions leave allow_new_privs off; electron-builder#4650), and fusermount needs them.
 */
const UNMOUNTED_ARGUMENT = '--appimage-extract-and-run'

/**
 * The new run begins once this one has ended (app.relaunch), with the same arguments but for the one that keeps the
 * window shut. An AppImage and a portable program are started by their own file, not from where they were unpacked to.
 */
export function endingsOf(
  app: Pick<App, 'isPackaged' | 'getAppPath' | 'relaunch' | 'quit'>,
  process: Pick<NodeJS.Process, 'argv' | 'env' | 'execPath'>,
): Endings {
  return {
    quit: () => app.quit(),
    restart() {
      const [execPath = process.execPath, ...own] = startCommand(app, process)
      const given = process.argv.slice(1 + own.length).filter((argument) => argument !== HIDDEN_ARGUMENT)
      // The runtime takes its argument in the first place alone.
      const ofRuntime = isAppImage(process) ? [UNMOUNTED_ARGUMENT] : []
      app.relaunch({ execPath, args: [...ofRuntime, ...own, ...given] })
      app.quit()
    },
  }
}
