// Tray: one icon in the panel, its tooltip and its menu.
import { EventEmitter } from 'node:events'
import type { Tray as ElectronTray } from 'electron'
import type { Desktop, MenuEntry, TrayOnDesktop } from '../desktop.ts'
import { loudClass } from './loud.ts'
import { entriesOf, type Menus } from './menu.ts'
import type { Image, NativeImages } from './native-image.ts'
import { trayBounds } from './screen.ts'

type Used = 'setImage' | 'setToolTip' | 'setTitle' | 'getBounds' | 'destroy' | 'isDestroyed'

export function createTrayClass(desktop: Desktop, images: NativeImages, menus: Menus) {
  class Tray extends EventEmitter implements Pick<ElectronTray, Used> {
    #menu: InstanceType<Menus['Menu']> | null = null
    #shown: MenuEntry[] = []
    #destroyed = false
    readonly #onDesktop: TrayOnDesktop

    constructor(image: Image | string) {
      super()
      this.#onDesktop = {
        ...this.#read(image),
        tooltip: '',
        title: '',
        menu: () => this.#entries(),
        click: () => {
          const keys = {
            altKey: false,
            shiftKey: false,
            ctrlKey: false,
            metaKey: false,
            triggeredByAccelerator: false,
          }
          const bounds = this.getBounds()
          this.emit('click', keys, bounds, { x: bounds.x, y: bounds.y })
        },
      }
      desktop.tray = this.#onDesktop
      desktop.changed()
    }

    setImage(image: Image | string) {
      this.#write(this.#read(image))
    }

    setToolTip(tooltip: string) {
      this.#write({ tooltip })
    }

    /** Text beside the icon, which only macOS shows. */
    setTitle(title: string) {
      this.#write({ title })
    }

    setContextMenu(menu: object | null) {
      this.#menu = menu && menus.asMenu(menu)
      this.#shown = this.#menu ? entriesOf(this.#menu) : []
      this.#write({})
    }

    /** Zeros on Linux, where a tray icon does not know where it is. */
    getBounds() {
      return process.platform === 'linux' ? { x: 0, y: 0, width: 0, height: 0 } : { ...trayBounds }
    }

    destroy() {
      this.#destroyed = true
      if (desktop.tray === this.#onDesktop) desktop.tray = null
      desktop.changed()
    }

    isDestroyed() {
      return this.#destroyed
    }

    /** On Linux changes of an item show only after setContextMenu (docs: tray, "Platform considerations"). */
    #entries(): MenuEntry[] {
      if (!this.#menu) return []
      if (process.platform !== 'linux') return entriesOf(this.#menu)
      return this.#shown.map((entry) => this.#refreshing(entry))
    }

    /** The desktop itself flips the mark of what is clicked, so a click is shown without setContextMenu. */
    #refreshing(entry: MenuEntry): MenuEntry {
      return {
        ...entry,
        submenu: entry.submenu?.map((inner) => this.#refreshing(inner)),
        activate: () => {
          const before = this.#shown
          entry.activate()
          const marks = entry.type === 'checkbox' || entry.type === 'radio'
          if (marks && this.#menu && this.#shown === before) copyMarks(this.#shown, entriesOf(this.#menu))
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

    #write(change: Partial<TrayOnDesktop>) {
      if (this.#destroyed) throw new TypeError('Tray is destroyed')
      Object.assign(this.#onDesktop, change)
      desktop.changed()
    }
  }
  return loudClass('Tray', Tray)
}

function copyMarks(shown: MenuEntry[], now: MenuEntry[]) {
  shown.forEach((entry, index) => {
    entry.checked = now[index]?.checked ?? entry.checked
    if (entry.submenu) copyMarks(entry.submenu, now[index]?.submenu ?? [])
  })
}
