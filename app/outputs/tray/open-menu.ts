// Whether the tray's menu is open on macOS, which closes an open menu that is replaced.
import type { Menu } from 'electron'
import type { Guard } from '../../model/guard.ts'
import type { Clock } from '../../model/timing/clock.ts'

export interface OpenMenuParts {
  clock: Pick<Clock, 'after'>
  guard: Guard
  /** Called too where the menu was not open. */
  onClosed: () => void
}

/** How long a menu counts as open that may have closed without an event, ms. */
export const LONGEST_DOUBT_MS = 60_000

/**
 * Electron emits the events of each submenu as those of the menu, and after the close of one it does not emit that of the
 * menu (electron_menu_controller.mm, menuDidClose). So a close is certain only after a single show; any other counts after
 * a while, or once something else says that the menu is closed: `close` is called.
 */
export function createOpenMenu({ clock, guard, onClosed }: OpenMenuParts) {
  let shows = 0
  let cancelDoubt = () => {}

  function stop() {
    cancelDoubt()
    shows = 0
  }

  function close() {
    stop()
    onClosed()
  }

  return {
    isOpen: () => shows > 0,
    watch(menu: Menu) {
      const opened = guard('The opening of the menu', () => {
        cancelDoubt()
        shows += 1
      })
      const closed = guard('The closing of the menu', () => {
        if (shows < 2) return close()
        cancelDoubt()
        cancelDoubt = clock.after(LONGEST_DOUBT_MS, close)
      })
      menu.on('menu-will-show', opened)
      menu.on('menu-will-close', closed)
    },
    close,
    stop,
  }
}
