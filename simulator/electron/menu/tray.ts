// Tray: one icon in the panel, its tooltip and its menu.
import { EventEmitter } from 'node:events'
import type { Tray as ElectronTray } from 'electron'
import type { Desktop, MenuEntry, TrayOnDesktop } from '../../desktop/desktop.ts'
import { isLinux, type SystemName, systemHere } from '../../desktop/system.ts'
import type { Image, NativeImages } from '../native-image.ts'
import { strictClass } from '../strict-members.ts'
import { trayBounds } from '../window/screen.ts'
import { entriesOf, type Menus } from './menu.ts'

type Used = 'setImage' | 'setToolTip' | 'setTitle' | 'getBounds' | 'destroy' | 'isDestroyed'

export interface TrayParts {
  desktop: Desktop
  images: NativeImages
  menus: Menus
  isReady?: () => boolean
  system?: SystemName
}

/** The event of a click without a modifier key. */
const noKeys = {
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  triggeredByAccelerator: false,
}

/** The Tray class of one app, and `hostChanged` for the start and end of the panel that draws tray icons. */
export function createTrays({
  desktop,
  images,
  menus,
  isReady = () => true,
  system = systemHere(),
}: TrayParts) {
  /** Icons that are drawn while there is a host, in the order of their creation. */
  const drawn = new Set<TrayOnDesktop>()

  class Tray extends EventEmitter implements Pick<ElectronTray, Used> {
    #menu: InstanceType<Menus['Menu']> | null = null
    #shown: MenuEntry[] = []
    #destroyed = false
    /** Whether the open menu emits its next close. */
    #emitsClose = false
    readonly #onDesktop: TrayOnDesktop

    constructor(image: Image | string) {
      super()
      if (!isReady()) throw new Error('Cannot create Tray before app is ready')
      this.#onDesktop = {
        ...this.#read(image),
        tooltip: '',
        title: '',
        menu: () => this.#entries(),
        click: () => this.#press('click'),
        doubleClick: () => {
          this.#press('click')
          // Linux panels know single clicks only (docs: tray, "double-click").
          this.#press(isLinux(system) ? 'click' : 'double-click')
        },
        openMenu: null,
        showMenu: () => {
          // Emitted before the menu opens (tray_icon_cocoa.mm, mouseDown).
          if (system === 'macos') this.emit('mouse-down', noKeys, this.#position())
          if (!this.#menu) return
          this.#emitsClose = true
          menus.appear(this.#menu)
          this.#onDesktop.openMenu = { entries: this.#entries(), dead: false }
          desktop.changed()
        },
        // On macOS the events of a submenu are emitted as those of the menu, which then does not emit its own close
        // (electron_menu_controller.mm, menuDidClose).
        crossSubmenu: () => {
          if (!this.#onDesktop.openMenu || system !== 'macos') return
          this.#emitsClose = true
          this.#menu?.emit('menu-will-show')
          this.#emitClose()
        },
        closeMenu: () => this.#closeMenu(),
      }
      desktop.trayMade = true
      // On Linux Electron checks once for a host and otherwise falls back to an icon that modern panels do not draw
      // (shell/browser/ui/tray_icon_linux.cc). On Windows the icon is added when Explorer starts (notify_icon.cc).
      if (desktop.trayHost || !isLinux(system)) drawn.add(this.#onDesktop)
      if (desktop.trayHost) desktop.tray = this.#onDesktop
      desktop.changed()
    }

    setImage(image: Image | string) {
      this.#write(this.#read(image))
    }

    setToolTip(tooltip: string) {
      this.#write({ tooltip: system === 'windows' ? windowsTooltip(tooltip) : tooltip })
      // The tooltip may be part of the menu, which is rebuilt (StatusIconLinuxDbus::SetToolTip).
      if (isLinux(system)) this.#invalidateOpenMenu()
    }

    /** Text beside the icon, on macOS. */
    setTitle(title: string) {
      this.#write({ title })
    }

    setContextMenu(menu: object | null) {
      const given = menus.asMenu(menu)
      if (menu !== null && !given) throw new TypeError('Must pass Menu or null')
      this.#assertAlive()
      // On macOS setting a menu closes the open one.
      if (system === 'macos') this.#closeMenu()
      this.#menu = given
      this.#shown = given ? entriesOf(given) : []
      if (isLinux(system)) this.#invalidateOpenMenu()
      this.#write({})
    }

    /** Zeros on Linux, where the position of a tray icon is not known. */
    getBounds() {
      this.#assertAlive()
      return isLinux(system) ? { x: 0, y: 0, width: 0, height: 0 } : { ...trayBounds }
    }

    destroy() {
      this.#destroyed = true
      drawn.delete(this.#onDesktop)
      if (desktop.tray === this.#onDesktop) desktop.tray = null
      desktop.changed()
    }

    isDestroyed() {
      return this.#destroyed
    }

    #press(event: 'click' | 'double-click') {
      const bounds = this.getBounds()
      if (event === 'double-click') this.emit(event, noKeys, bounds)
      else this.emit(event, noKeys, bounds, this.#position())
    }

    #position() {
      const { x, y } = this.getBounds()
      return { x, y }
    }

    #closeMenu() {
      if (!this.#onDesktop.openMenu) return
      this.#onDesktop.openMenu = null
      this.#emitClose()
      desktop.changed()
    }

    #emitClose() {
      if (!this.#emitsClose) return
      this.#emitsClose = false
      this.#menu?.emit('menu-will-close')
    }

    /** The open menu has the item ids of the old one, which the app no longer knows. */
    #invalidateOpenMenu() {
      if (this.#onDesktop.openMenu) this.#onDesktop.openMenu.dead = true
    }

    /** On Linux a changed item is shown only after setContextMenu (docs: tray, "Platform considerations"). */
    #entries(): MenuEntry[] {
      if (!this.#menu) return []
      if (!isLinux(system)) return entriesOf(this.#menu)
      return this.#shown.map((entry) => this.#withCheckMark(entry))
    }

    /** The panel itself toggles a clicked check mark, so that one is shown without setContextMenu. */
    #withCheckMark(entry: MenuEntry): MenuEntry {
      return {
        ...entry,
        submenu: entry.submenu?.map((inner) => this.#withCheckMark(inner)),
        activate: () => {
          const before = this.#shown
          entry.activate()
          const marks = entry.type === 'checkbox' || entry.type === 'radio'
          if (marks && this.#menu && this.#shown === before) copyChecks(this.#shown, entriesOf(this.#menu))
          desktop.changed()
        },
      }
    }

    #read(image: Image | string) {
      const icon = typeof image === 'string' ? images.nativeImage.createFromPath(image) : image
      if (typeof image === 'string' && icon.isEmpty())
        throw new Error(`Failed to load image from path '${image}'`)
      return { icon: images.nameOf(icon), images: images.representationsOf(icon) }
    }

    #assertAlive() {
      if (this.#destroyed) throw new Error('Tray is destroyed')
    }

    #write(change: Partial<TrayOnDesktop>) {
      this.#assertAlive()
      Object.assign(this.#onDesktop, change)
      desktop.changed()
    }
  }

  /** A panel or Windows' Explorer starts or ends. The menu bar of macOS always runs. */
  function hostChanged(there: boolean) {
    if (system === 'macos' || there === desktop.trayHost) return
    desktop.trayHost = there
    // Windows adds each icon again, without its tooltip (NotifyIcon::ResetIcon).
    if (there && system === 'windows') for (const icon of drawn) icon.tooltip = ''
    desktop.tray = there ? ([...drawn].at(-1) ?? null) : null
    desktop.changed()
  }
  return { Tray: strictClass('Tray', Tray), hostChanged }
}

/**
 * Windows truncates it (notify_icon.cc, CopyStringToBuf), takes an ampersand for the mark of an access key, and shows one for
 * three (electron#14373).
 */
function windowsTooltip(text: string): string {
  return text.slice(0, 127).replace(/&(&&)?/g, (marks) => marks[2] ?? '')
}

function copyChecks(shown: MenuEntry[], now: MenuEntry[]) {
  shown.forEach((entry, index) => {
    entry.checked = now[index]?.checked ?? entry.checked
    if (entry.submenu) copyChecks(entry.submenu, now[index]?.submenu ?? [])
  })
}
