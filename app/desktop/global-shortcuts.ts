// Global keyboard shortcuts: registers those of the settings, and says which the system refused.
import type { GlobalShortcut } from 'electron'
import type { Guard } from '../model/guard.ts'
import type { Log } from '../model/log.ts'
import { type ShortcutAction, shortcutActions } from '../model/names.ts'
import type { Settings } from '../model/settings.ts'
import type { AccountStore } from '../model/state.ts'
import type { RemoteAnswer, RemoteCommand } from './command-line/command-messages.ts'

export interface GlobalShortcutParts {
  store: Pick<AccountStore, 'getState' | 'setState' | 'subscribe'>
  globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>
  process: Pick<NodeJS.Process, 'platform' | 'env'>
  guard: Guard
  log: Pick<Log, 'info'>
  run: (command: RemoteCommand) => Promise<RemoteAnswer>
}

const PAUSE_MINUTES = 30

const acceleratorIn = (settings: Settings, action: ShortcutAction): string | null =>
  action === 'open' ? settings.openShortcut : settings.pauseShortcut

/**
 * Returns whether two accelerators are one shortcut. To Wayland's portal Electron names no function keys, so any two of them
 * are (electron#52223).
 */
function sharedShortcuts({ platform, env }: GlobalShortcutParts['process']) {
  const hasNoFunctionKeys = platform === 'linux' && Boolean(env.WAYLAND_DISPLAY)
  const named = (accelerator: string) =>
    hasNoFunctionKeys ? accelerator.replace(/(?:.*\+)?F\d+$/, '') : accelerator
  return (one: string, other: string): boolean => named(one) === named(other)
}

/** Keeps the registered shortcuts those of the settings. To be called when the app is ready. */
export function createGlobalShortcuts(parts: GlobalShortcutParts) {
  const { store, globalShortcut, guard, log, run } = parts
  const isShared = sharedShortcuts(parts.process)
  const registered = new Map<ShortcutAction, string>()

  function commandOf(action: ShortcutAction): RemoteCommand {
    if (action === 'open') return { kind: 'open' }
    return store.getState().pausedUntil === null
      ? { kind: 'pause', length: PAUSE_MINUTES }
      : { kind: 'resume' }
  }

  function press(action: ShortcutAction, accelerator: string) {
    // Electron does not unregister the shortcuts of Wayland's portal (electron_api_global_shortcut.cc, Unregister).
    return registered.get(action) === accelerator ? run(commandOf(action)) : undefined
  }

  /** Returns whether the system took it. On Wayland the portal always does, and the desktop asks the user. */
  function register(action: ShortcutAction, accelerator: string): boolean {
    try {
      const listener = guard('A global shortcut', () => press(action, accelerator))
      if (!globalShortcut.register(accelerator, listener)) return false
    } catch (error) {
      log.info(`The shortcut ${accelerator} cannot be registered: ${error}`)
      return false
    }
    registered.set(action, accelerator)
    return true
  }

  function update() {
    const { settings } = store.getState()
    for (const [action, accelerator] of registered) {
      if (acceleratorIn(settings, action) === accelerator) continue
      registered.delete(action)
      globalShortcut.unregister(accelerator)
    }
    const refused = shortcutActions.filter((action) => {
      const accelerator = acceleratorIn(settings, action)
      if (accelerator === null || registered.get(action) === accelerator) return false
      // One shortcut has one action. On Wayland Electron would replace the first listener without a word.
      const isTaken = [...registered.values()].some((other) => isShared(accelerator, other))
      return isTaken || !register(action, accelerator)
    })
    store.setState({ refusedShortcuts: refused })
  }

  const unsubscribe = store.subscribe((state, before) => {
    const isChanged = shortcutActions.some(
      (action) => acceleratorIn(state.settings, action) !== acceleratorIn(before.settings, action),
    )
    if (isChanged) update()
  })
  update()
  return {
    stop() {
      unsubscribe()
      for (const accelerator of registered.values()) globalShortcut.unregister(accelerator)
      registered.clear()
    },
  }
}
