// globalShortcut: the shortcuts of the app on the desktop, and those that other programs have taken.
import type { GlobalShortcut } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { strictMembers } from './strict-members.ts'

const MODIFIERS =
  /^(?:shift|control|ctrl|alt|option|altgr|super|meta|cmd|command|cmdorctrl|commandorcontrol)$/i
/** A character, or a name of shell/common/keyboard_util.cc. */
const KEY =
  /^(?:[!-~]|f(?:[1-9]|1\d|2[0-4])|num(?:\d|add|dec|div|lock|mult|sub)|space|tab|backspace|delete|insert|return|enter|up|down|left|right|home|end|pageup|pagedown|esc|escape|plus|capslock|scrolllock|printscreen|media(?:nexttrack|playpause|previoustrack|stop)|volume(?:up|down|mute))$/i

/** The last part that is no modifier is the key (shell/browser/ui/accelerator_util.cc). */
function isAccelerator(text: unknown): text is string {
  if (typeof text !== 'string') return false
  const keys = text.split('+').filter((part) => part !== '' && !MODIFIERS.test(part))
  return KEY.test(keys.at(-1) ?? '')
}

/** The id of a shortcut in the portal: Electron names no function keys there, so they have one id (issue 52223). */
const portalId = (accelerator: string): string => (/(?:^|\+)F\d+$/i.test(accelerator) ? '' : accelerator)

/**
 * As electron_api_global_shortcut.cc: it throws before the app is ready and for what is no accelerator, and answers false
 * for one that another program or this one has. With Wayland's portal it takes any, the last listener of an id hears them
 * all, and `unregister` does nothing.
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
      const { shortcuts, takenShortcuts } = desktop
      if (viaPortal()) {
        const same = [...shortcuts.keys()].filter((other) => portalId(other) === portalId(accelerator))
        for (const other of same) shortcuts.set(other, callback)
      } else if (takenShortcuts.has(accelerator) || shortcuts.has(accelerator)) return false
      shortcuts.set(accelerator, callback)
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
