// Menu and MenuItem: built from a template, with Electron's own checks (lib/browser/api/menu.ts, menu-item.ts). Sorting a
// template by `before` and `after` is not supported.
import { EventEmitter } from 'node:events'
import type { MenuItem as ElectronItem } from 'electron'
import type { MenuEntry } from '../../desktop/desktop.ts'
import { type SystemName, systemHere } from '../../desktop/system.ts'
import { strictClass } from '../strict-members.ts'
import { createRoles, defaultMenu } from './menu-roles.ts'
import {
  assertTemplate,
  assertType,
  type ItemOptions,
  type Template,
  withoutNeedlessSeparators,
} from './menu-template.ts'

type UsedItem = 'label' | 'sublabel' | 'toolTip' | 'type' | 'enabled' | 'visible' | 'checked' | 'commandId'

/** The members that are read of a menu, Electron's own or the class below. */
interface MenuRead {
  readonly items: readonly {
    id?: string | undefined
    label: string
    type: string
    enabled: boolean
    visible: boolean
    checked: boolean
    submenu?: MenuRead | null | undefined
    click: ElectronItem['click']
  }[]
}

/** The visible entries; `activate` clicks one. */
export function entriesOf({ items }: MenuRead): MenuEntry[] {
  return items
    .filter((item) => item.visible)
    .map((item) => ({
      id: item.id || undefined,
      label: item.label,
      type: item.type,
      enabled: item.enabled,
      checked: item.checked,
      submenu: item.submenu ? entriesOf(item.submenu) : undefined,
      activate: () => void Reflect.apply(item.click, item, []),
    }))
}

interface MenuParts {
  system: SystemName
  appName: string
  isReady: () => boolean
  /** Called by the role `quit`. */
  quit: () => void
}

/** The Menu and MenuItem classes of one app. */
export function createMenus({
  system = systemHere(),
  appName = 'Electron',
  isReady = () => true,
  quit = () => {},
}: Partial<MenuParts> = {}) {
  const roleOf = createRoles(system, appName)
  let lastCommandId = 0
  /** undefined: the app has set none. */
  let applicationMenu: Menu | null | undefined

  class MenuItem implements Pick<ElectronItem, UsedItem> {
    id: string | undefined
    label: string
    sublabel: string
    toolTip: string
    readonly type: ElectronItem['type']
    readonly role: string | null
    readonly submenu: Menu | null
    readonly commandId: number
    enabled: boolean
    visible: boolean
    /** The menu that the item was added to first. */
    menu: Menu | undefined
    readonly click: (event?: object, window?: object) => void
    #checked: boolean

    constructor(options: ItemOptions) {
      const role = options.role === undefined ? undefined : roleOf(options.role)
      this.submenu = submenuOf(options.submenu ?? role?.submenu)
      this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
      if (this.type === 'submenu' && !this.submenu) throw new Error('Invalid submenu')
      assertType(this.type)
      this.id = options.id
      this.role = options.role?.toLowerCase() ?? null
      this.label = options.label ?? role?.label ?? ''
      this.sublabel = options.sublabel ?? ''
      this.toolTip = options.toolTip ?? ''
      this.enabled = options.enabled ?? true
      this.visible = options.visible ?? true
      this.#checked = options.checked ?? false
      this.menu = undefined
      lastCommandId += 1
      this.commandId = lastCommandId
      this.click = (event = { triggeredByAccelerator: false }, window) => {
        // Electron flips the mark before the listener runs (lib/browser/api/menu-item.ts).
        if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked
        if (this.role === 'quit') quit()
        else Reflect.apply(options.click ?? (() => {}), undefined, [this, window, event])
      }
      for (const name of ['type', 'role', 'submenu', 'commandId']) {
        Object.defineProperty(this, name, { writable: false, configurable: false })
      }
      // Other options of the template become properties.
      for (const [name, value] of Object.entries(options)) if (!(name in this)) Reflect.set(this, name, value)
    }

    get checked() {
      return this.#checked
    }

    /** A radio item in a menu can only be checked; checking it unchecks the others of its group. */
    set checked(value: boolean) {
      if (this.type !== 'radio' || !this.menu) {
        this.#checked = value
        return
      }
      for (const other of radioGroup(this.menu.items, this)) other.#checked = other === this
    }
  }

  /** The radio items between two separators are one group (lib/browser/api/menu.ts). */
  function radioGroup(items: readonly MenuItem[], member: MenuItem): MenuItem[] {
    const at = items.indexOf(member)
    const before = items.slice(0, at).findLastIndex((item) => item.type === 'separator')
    const after = items.findIndex((item, index) => index > at && item.type === 'separator')
    const between = items.slice(before + 1, after === -1 ? items.length : after)
    return between.filter((item) => item.type === 'radio')
  }

  class Menu extends EventEmitter {
    items: MenuItem[] = []

    append(item: MenuItem) {
      this.insert(this.items.length, item)
    }

    insert(at: number, item: MenuItem) {
      if (!(item instanceof MenuItem)) throw new TypeError('Invalid item')
      if (at < 0 || at > this.items.length) throw new RangeError(`There is no position ${at} in this menu`)
      // An item that is already in a menu keeps that one as its `menu`.
      item.menu ??= this
      Object.defineProperty(item, 'menu', { writable: false, configurable: false })
      this.items.splice(at, 0, item)
    }

    getMenuItemById(id: string): MenuItem | null {
      for (const item of this.items) {
        const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
        if (found) return found
      }
      return null
    }

    static buildFromTemplate(template: Template): Menu {
      return built(template)
    }

    /** Not drawn: this desktop has no menu bar. */
    static setApplicationMenu(menu: Menu | null) {
      if (menu && !(menu instanceof Menu)) throw new TypeError('Invalid menu')
      applicationMenu = menu
    }

    static getApplicationMenu(): Menu | null {
      if (applicationMenu === undefined && isReady()) applicationMenu = built(defaultMenu(system))
      return applicationMenu ?? null
    }
  }

  function built(template: unknown): Menu {
    assertTemplate(template)
    const menu = new Menu()
    for (const item of withoutNeedlessSeparators(template)) {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    }
    return menu
  }

  function submenuOf(given: unknown): Menu | null {
    if (!given) return null
    return given instanceof Menu ? given : built(given)
  }

  /** `value` as a menu of this app, or null when it is none. */
  const asMenu = (value: unknown): Menu | null => (value instanceof Menu ? value : null)

  /** Before a menu is shown: checks one item of each radio group and emits `menu-will-show`. */
  function appear(menu: Menu) {
    for (const item of menu.items) {
      if (item.type !== 'radio') continue
      const group = radioGroup(menu.items, item)
      const first = group[0]
      if (first && !group.some(({ checked }) => checked)) first.checked = true
    }
    menu.emit('menu-will-show')
  }

  return { Menu: strictClass('Menu', Menu), MenuItem: strictClass('MenuItem', MenuItem), asMenu, appear }
}
export type Menus = ReturnType<typeof createMenus>
