// Menu and MenuItem: built from a template, clicked by whoever plays the person.
import { EventEmitter } from 'node:events'
import type { MenuItem as ElectronItem, Menu as ElectronMenu } from 'electron'
import type { MenuEntry } from '../desktop.ts'
import { loudClass } from './loud.ts'

type UsedItem = 'id' | 'label' | 'sublabel' | 'toolTip' | 'type' | 'enabled' | 'visible' | 'checked'
type Template = Parameters<typeof ElectronMenu.buildFromTemplate>[0]

/** What is read of a menu, Electron's own or the one below. */
export interface MenuRead {
  readonly items: readonly {
    id: string
    label: string
    type: string
    enabled: boolean
    visible: boolean
    checked: boolean
    submenu?: MenuRead | undefined
    click: ElectronItem['click']
  }[]
}

/** What the menu shows; `activate` does what a click on the entry does. Hidden items are left out. */
export function entriesOf({ items }: MenuRead): MenuEntry[] {
  return items
    .filter((item) => item.visible)
    .map((item) => ({
      id: item.id || undefined,
      label: item.label,
      type: item.type,
      enabled: item.enabled,
      checked: item.checked,
      submenu: item.submenu && entriesOf(item.submenu),
      activate: () => void Reflect.apply(item.click, item, []),
    }))
}

/** The Menu and MenuItem classes of one app. */
export function createMenus() {
  class MenuItem implements Pick<ElectronItem, UsedItem> {
    id: string
    label: string
    sublabel: string
    toolTip: string
    type: ElectronItem['type']
    enabled: boolean
    visible: boolean
    role: string | undefined
    submenu: Menu | undefined
    /** The menu it stands in, from the moment it stands in one. */
    menu: Menu | undefined
    readonly click: () => void
    #checked: boolean

    constructor(options: Template[number]) {
      const { submenu } = options
      if (submenu) this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : asMenu(submenu)
      this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
      if (this.type === 'submenu' && !this.submenu) throw new Error('Invalid submenu')
      this.id = options.id ?? ''
      this.label = options.label ?? ''
      this.sublabel = options.sublabel ?? ''
      this.toolTip = options.toolTip ?? ''
      this.enabled = options.enabled ?? true
      this.visible = options.visible ?? true
      this.role = options.role
      this.#checked = options.checked ?? false
      this.click = () => {
        // Electron flips the mark before the listener runs (lib/browser/api/menu-item.ts).
        if (this.type === 'checkbox') this.checked = !this.checked
        if (this.type === 'radio') this.checked = true
        Reflect.apply(options.click ?? (() => {}), undefined, [
          this,
          undefined,
          { triggeredByAccelerator: false },
        ])
      }
    }

    get checked() {
      return this.#checked
    }

    set checked(value: boolean) {
      this.#checked = value
      if (this.type !== 'radio' || !value || !this.menu) return
      for (const other of radioGroup(this.menu.items, this)) if (other !== this) other.#checked = false
    }
  }

  /** Adjacent radio items form one group (docs: menu-item, "type"). */
  function radioGroup(items: readonly MenuItem[], member: MenuItem): MenuItem[] {
    const at = items.indexOf(member)
    const before = items.slice(0, at).findLastIndex((item) => item.type !== 'radio')
    const after = items.findIndex((item, index) => index > at && item.type !== 'radio')
    return items.slice(before + 1, after === -1 ? items.length : after)
  }

  class Menu extends EventEmitter {
    items: MenuItem[] = []

    append(item: MenuItem) {
      item.menu = this
      this.items.push(item)
    }

    getMenuItemById(id: string): MenuItem | null {
      for (const item of this.items) {
        const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
        if (found) return found
      }
      return null
    }

    static buildFromTemplate(template: Template): Menu {
      const menu = new Menu()
      for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item))
      return menu
    }

    /** There is no menu bar on this desktop, so nothing is drawn. */
    static setApplicationMenu(_menu: Menu | null) {}
  }

  function asMenu(value: object): Menu {
    if (value instanceof Menu) return value
    throw new TypeError('Invalid submenu: neither a template nor a Menu of the simulator')
  }

  return { Menu: loudClass('Menu', Menu), MenuItem: loudClass('MenuItem', MenuItem), asMenu }
}
export type Menus = ReturnType<typeof createMenus>
