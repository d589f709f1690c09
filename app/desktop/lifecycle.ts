// The program's lifecycle: it runs in the tray without its window until the user quits it.
import type { EventEmitter } from 'node:events'
import type { App, Event } from 'electron'
import { endOf, type Guard } from '../model/guard.ts'
import { HIDDEN_ARGUMENT } from '../model/login-start.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { CommandParts } from '../services/commands.ts'
import { isAppImage } from '../services/updates/who-updates.ts'
import { startCommand } from './login/login-item.ts'
import type { SingleInstance } from './single-instance.ts'

export interface LifecycleParts {
  instance: Pick<SingleInstance, 'onSecondInstance'>
  window: { show(): void; allowClose(): void }
  tray: { checkHost(): void }
  /** Called in this order when the program quits, which waits for their promises. */
  stops: readonly (() => void | Promise<void>)[]
  /** Quits and starts again. */
  restart: () => void
  powerMonitor: Pick<EventEmitter, 'on'>
  clock: Pick<Clock, 'after'>
  guard: Guard
}

/** How long quitting waits for the parts that stop, ms. */
export const LONGEST_STOP_MS = 2500

export function handleLifecycle(
  app: Pick<App, 'quit'> & Pick<EventEmitter, 'on'>,
  { instance, window, tray, stops, restart, powerMonitor, clock, guard }: LifecycleParts,
): void {
  const ending = stopBeforeQuit(app, stops, clock, guard)
  /** From then on nothing of the program keeps it from ending; pages that hang delay it by half a second. */
  let isQuitting = false
  // A second start is handled like a click on the Dock icon (app, "activate").
  const activate = guard('Activation', () => {
    // The second process has ended already: it would be lost, as this one ends too.
    if (isQuitting) return restart()
    window.show()
    tray.checkHost()
  })
  instance.onSecondInstance(activate)
  app.on('activate', activate)
  // With a listener, closing the last window does not quit (app, "window-all-closed").
  app.on('window-all-closed', () => {})
  app.on(
    'before-quit',
    guard('Preparing to quit', () => {
      isQuitting = true
      window.allowClose()
    }),
  )
  app.on('will-quit', guard('Quitting', ending.onWillQuit))
  // On Linux Electron exits, without the events above, when the display server or the session bus has ended
  // (electron_browser_main_parts.cc, ExitOnSessionLoss). Not after a crash, when the state may be inconsistent.
  app.on(
    'quit',
    guard('The end', (_event: unknown, exitCode: number) => {
      if (exitCode === 0) ending.begin()
    }),
  )
  // Without preventDefault the system does not wait (powerMonitor, "shutdown": Linux, macOS).
  powerMonitor.on(
    'shutdown',
    guard('The shutdown', (event?: Pick<Event, 'preventDefault'>) => {
      event?.preventDefault()
      app.quit()
    }),
  )
  // Windows ends the program when the listener returns (native_window_views_win.cc, WM_ENDSESSION). `will-quit` comes later:
  // only after the pages of the windows have closed.
  app.on(
    'browser-window-created',
    guard('A new window', (_event: unknown, created: Pick<EventEmitter, 'on'>) => {
      created.on(
        'session-end',
        guard('The end of the session', () => {
          app.quit()
          ending.begin()
        }),
      )
    }),
  )
}

/**
 * Stops every part, and lets the program quit once all of them have stopped. Until then each `will-quit` is prevented: after
 * it Electron ends the message loop (shell/browser/browser.cc, NotifyAndShutdown). A restart and an update wait for the end
 * of this process, so they are only later. Electron ignores `quit` until the listeners have returned, which is why it is
 * called in a later turn of the event loop.
 */
function stopBeforeQuit(
  app: Pick<App, 'quit'>,
  stops: LifecycleParts['stops'],
  clock: Pick<Clock, 'after'>,
  guard: Guard,
) {
  let phase: 'running' | 'stopping' | 'stopped' = 'running'

  function quit() {
    phase = 'stopped'
    app.quit()
  }

  function begin() {
    if (phase !== 'running') return
    phase = 'stopping'
    const cancelLimit = clock.after(LONGEST_STOP_MS, quit)
    const stopAll = guard('Stopping the parts', async () => {
      await Promise.all(stops.map((stop) => endOf(guard, 'Stopping a part', stop)))
      cancelLimit()
      setImmediate(guard('Quitting after the parts', quit))
    })
    stopAll()
  }

  return {
    begin,
    onWillQuit(event: Pick<Event, 'preventDefault'>) {
      if (phase === 'stopped') return
      event.preventDefault()
      begin()
    },
  }
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
