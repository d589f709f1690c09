// globalShortcut: the shortcuts of the app on the desktop, and those that other programs have taken.
import type { GlobalShortcut } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { strictMembers } from './strict-members.ts'

const isAccelerator = (text: unknown): text is string =>
  typeof text === 'string' && /^(?:(?:Super|Control|Alt|Shift)\+)*(?:\w+)$/i.test(text)

/**
 * As electron_api_global_shortcut.cc: it throws before the app is ready and for what is no accelerator, and answers false
 * for one that another program has. With Wayland's portal it takes any, and `unregister` does nothing.
 */
export function createGlobalShortcut(desktop: Desktop, isReady: () => boolean) {
  const viaPortal = () => desktop.system.wayland

  function check(accelerator: unknown): asserts accelerator is string {
    if (!isAccelerator(accelerator))
      throw new TypeError('Error processing argument at index 0, conversion failure')
    if (!isReady()) throw new Error('globalShortcut cannot be used before the app is ready')
  }

  return strictMembers('globalShortcut', {
    register(accelerator, callback) {
      check(accelerator)
      if (!viaPortal() && desktop.takenShortcuts.has(accelerator)) return false
      desktop.shortcuts.set(accelerator, callback)
      desktop.changed()
      return true
    },
    unregister(accelerator) {
      check(accelerator)
      if (viaPortal()) return
      desktop.shortcuts.delete(accelerator)
      desktop.changed()
    },
  } satisfies Pick<GlobalShortcut, 'register' | 'unregister'>)
}
