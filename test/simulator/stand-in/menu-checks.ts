// Checks of menus and their items.
import { expect, vi } from 'vitest'
import type { SystemName } from '../../../simulator/desktop/system.ts'
import { createMenus } from '../../../simulator/electron/menu/menu.ts'
import { assigning, type Checks, stage } from './stage.ts'

const menus = (system: SystemName = 'gnome-x11') => createMenus({ system, appName: 'Stage' })
const separator = { type: 'separator' } as const
const hidden = { type: 'separator', visible: false } as const
const build = (template: unknown) => {
  const { Menu } = menus()
  return () => Reflect.apply(Menu.buildFromTemplate, Menu, [template])
}
const labels = (role: string, system: SystemName = 'gnome-x11') =>
  item({ role }, system).submenu?.items.map(({ label, type }) => (type === 'separator' ? '-' : label))

/** Creates an item from options that TypeScript would reject. */
function item(options: object, system: SystemName = 'gnome-x11') {
  const { MenuItem } = menus(system)
  const made: InstanceType<typeof MenuItem> = Reflect.construct(MenuItem, [options])
  return made
}

const needsOne = /must have at least one of label, role or type/

export const menu: Checks = {
  'class name': () => expect(menus().Menu.name).toBe('Menu'),
  'extra fields kept': () => {
    const [first] = menus().Menu.buildFromTemplate([
      Object.assign({ label: 'text' }, { extra: 'field' }),
    ]).items
    expect(first).toHaveProperty('extra', 'field')
  },
  'MenuItems accepted': () => {
    const { Menu, MenuItem } = menus()
    const menu = new Menu()
    menu.append(new MenuItem({ label: 'one' }))
    const made = Reflect.apply(Menu.buildFromTemplate, Menu, [menu.items])
    expect(made.items.map(({ label }: { label: string }) => label)).toEqual(['one'])
  },
  'MenuItems in a submenu': () => {
    const { MenuItem } = menus()
    const submenu = [new MenuItem({ label: 'two' })]
    const outer: InstanceType<typeof MenuItem> = Reflect.construct(MenuItem, [{ label: 'one', submenu }])
    expect(outer.submenu?.items.map(({ label }) => label)).toEqual(['two'])
  },
  'template not modified': () => {
    const template = [separator, { label: 'text', submenu: [{ label: 'sub' }] }]
    const before = structuredClone(template)
    build(template)()
    expect(template).toEqual(before)
  },
  'null accelerator fine': () => {
    expect(
      build([
        { label: 'a', accelerator: undefined },
        { label: 'b', accelerator: null },
      ]),
    ).not.toThrow()
  },
  'empty object or null throws': () => {
    for (const template of [[{}], [null], [{}, null]]) expect(build(template)).toThrow(needsOne)
  },
  'without role, label, type throws': () => expect(build([{ visible: true }])).toThrow(needsOne),
  'undefined item throws': () => expect(build([undefined])).toThrow(needsOne),
  'non-array throws': () => {
    for (const template of ['hello', null, undefined, 7, { label: 'a' }]) {
      expect(build(template)).toThrow('Menu template must be an array')
    }
  },
  'excess separators filtered': () => {
    const [a, b] = [{ label: 'a' }, { label: 'b' }]
    const shape = (template: object[]) =>
      build(template)().items.map(({ label, type }: { label: string; type: string }) =>
        type === 'separator' ? '-' : label,
      )
    expect(shape([separator, a, b, separator])).toEqual(['a', 'b'])
    expect(shape([separator, separator, a, separator, separator, b, separator, separator])).toEqual([
      'a',
      '-',
      'b',
    ])
    expect(shape([separator])).toEqual([])
    expect(shape([{ label: 'x', submenu: [separator, a] }])).toEqual(['x'])
    expect(shape([])).toEqual([])
  },
  'getMenuItemById finds nested': () => {
    const menu = menus().Menu.buildFromTemplate([
      { label: 'View', submenu: [{ label: 'Enter', id: 'fullScreen' }] },
    ])
    expect(menu.getMenuItemById('fullScreen')?.label).toBe('Enter')
    expect(menu.getMenuItemById('nothing')).toBeNull()
  },
  'getMenuItemById finds a separator': () => {
    const between = [{ label: 'First' }, { id: 'separator', ...separator }, { label: 'Last' }]
    expect(menus().Menu.buildFromTemplate(between).getMenuItemById('separator')?.type).toBe('separator')
  },
  append: () => {
    const { Menu, MenuItem } = menus()
    const menu = Menu.buildFromTemplate([{ label: '1' }])
    menu.append(new MenuItem({ label: '2' }))
    expect(menu.items.map(({ label }) => label)).toEqual(['1', '2'])
  },
  'setApplicationMenu(menu) then getApplicationMenu': () => {
    const { Menu } = menus()
    const menu = Menu.buildFromTemplate([{ label: '1' }])
    Menu.setApplicationMenu(menu)
    expect(Menu.getApplicationMenu()).toBe(menu)
  },
  'setApplicationMenu(null)': () => {
    const { Menu } = menus()
    Menu.setApplicationMenu(null)
    expect(Menu.getApplicationMenu()).toBeNull()
  },
  'default application menu before the app sets one': async () => {
    const names = async (system: SystemName) => {
      const { electron, drive } = await stage({ system, ready: false })
      expect(electron.Menu.getApplicationMenu()).toBeNull()
      drive.becomeReady()
      return electron.Menu.getApplicationMenu()?.items.map(({ label }) => label)
    }
    expect(await names('gnome-x11')).toEqual(['File', 'Edit', 'View', 'Window'])
    expect(await names('macos')).toEqual(['Stage', 'File', 'Edit', 'View', 'Window'])
  },
  'setApplicationMenu of a non-menu throws': () => {
    const { Menu } = menus()
    expect(() => Reflect.apply(Menu.setApplicationMenu, Menu, [{}])).toThrow('Invalid menu')
  },
  'hidden separators stay': () => {
    const visible = ({ items }: { items: { visible: boolean }[] }) => items.map((one) => one.visible)
    expect(visible(build([hidden, { label: 'a' }, hidden])())).toEqual([false, true, false])
  },
  'append takes a MenuItem and nothing else': () => {
    const menu = new (menus().Menu)()
    for (const one of [{}, null, undefined, { label: 'a' }]) {
      expect(() => Reflect.apply(menu.append, menu, [one])).toThrow('Invalid item')
    }
  },
  'insert refuses a position outside': () => {
    const { Menu, MenuItem } = menus()
    const menu = Menu.buildFromTemplate([{ label: '1' }])
    for (const at of [-1, 2]) {
      expect(() => menu.insert(at, new MenuItem({ label: 'x' }))).toThrow(RangeError)
    }
    menu.insert(0, new MenuItem({ label: '0' }))
    expect(menu.items.map(({ label }) => label)).toEqual(['0', '1'])
  },
  'one of each radio group is marked once the menu shows': () => {
    const radio = { label: 'r', type: 'radio' } as const
    const { Menu, appear } = menus()
    const menu = Menu.buildFromTemplate([radio, radio, separator, radio, { ...radio, checked: true }])
    appear(menu)
    expect(menu.items.map(({ checked }) => checked)).toEqual([true, false, false, false, true])
  },
  'radio groups end at separators alone': () => {
    const radio = { label: 'r', type: 'radio' } as const
    const menu = menus().Menu.buildFromTemplate([radio, { label: 'x' }, radio, separator, radio])
    for (const at of [0, 4, 2]) menu.items[at]?.click()
    expect(menu.items.map(({ checked }) => checked)).toEqual([false, false, true, false, true])
  },
}

export const menuItem: Checks = {
  'click gets the item': () => {
    const click = vi.fn<(...args: unknown[]) => void>()
    const made = item({ label: 'a', click })
    made.click()
    expect(click.mock.calls[0]?.[0]).toBe(made)
  },
  'checkbox flips': () => {
    const made = item({ label: 'a', type: 'checkbox' })
    made.click()
    expect(made.checked).toBe(true)
    made.click()
    expect(made.checked).toBe(false)
  },
  'radio stays': () => {
    const [radio] = menus().Menu.buildFromTemplate([{ label: 'a', type: 'radio' }]).items
    for (let press = 0; press < 3; press += 1) {
      radio?.click()
      expect(radio?.checked).toBe(true)
    }
  },
  'invalid type throws': () => {
    expect(() => item({ label: 'a', type: 'unheard-of' })).toThrow('Unknown menu item type: unheard-of')
  },
  'submenu type without submenu throws': () => {
    expect(() => item({ label: 'a', type: 'submenu' })).toThrow('Invalid submenu')
  },
  'custom properties kept': () => expect(item({ customProp: 'foo' })).toHaveProperty('customProp', 'foo'),
  'type is read-only': () => {
    const made = item({ label: 'a' })
    for (const name of ['type', 'role', 'submenu']) {
      expect(assigning(made, { [name]: 'checkbox' })).toThrow(TypeError)
    }
  },
  'commandId is a number': () => {
    const made = item({ label: 'a' })
    expect(made.commandId).toEqual(expect.any(Number))
    expect(assigning(made, { commandId: '1' })).toThrow(TypeError)
  },
  'role editMenu: default label and submenu': () => {
    expect(item({ role: 'editMenu' }).label).toBe('Edit')
    expect(labels('editMenu')).toEqual('Undo,Redo,-,Cut,Copy,Paste,Delete,-,Select All'.split(','))
    expect(labels('editMenu', 'macos')?.slice(6)).toEqual(
      'Paste and Match Style,Delete,Select All,-,Substitutions,Speech'.split(','),
    )
    const own = item({ role: 'editMenu', label: 'Mine', submenu: [{ role: 'close' }] })
    expect([own.label, own.submenu?.items.length]).toEqual(['Mine', 1])
  },
  'default properties': () => {
    const { id, label, sublabel, toolTip, type, role, submenu, enabled, visible, checked } = item({})
    expect({ id, label, sublabel, toolTip, type, role, submenu, enabled, visible, checked }).toEqual({
      id: undefined,
      label: '',
      sublabel: '',
      toolTip: '',
      type: 'normal',
      role: null,
      submenu: null,
      enabled: true,
      visible: true,
      checked: false,
    })
  },
  'roles in any letter case have their labels': () => {
    const shown = (system: SystemName) =>
      ['cut', 'selectAll', 'FORCERELOAD', 'about', 'hide', 'quit', 'close'].map(
        (role) => item({ role }, system).label,
      )
    const same = ['Cut', 'Select All', 'Force Reload']
    expect(shown('kde')).toEqual([...same, 'About', 'Hide Stage', 'Quit', 'Close'])
    expect(shown('windows')).toEqual([...same, 'About Stage', 'Hide Stage', 'Exit', 'Close'])
    expect(shown('macos')).toEqual([...same, 'About Stage', 'Hide Stage', 'Quit Stage', 'Close Window'])
    expect(item({ role: 'unheard-of' }).label).toBe('')
  },
  'fileMenu, viewMenu and windowMenu have their submenus': () => {
    expect(labels('fileMenu')).toEqual(['Quit'])
    expect(labels('fileMenu', 'macos')).toEqual(['Close Window'])
    expect(labels('viewMenu')).toEqual(
      'Reload,Force Reload,Toggle Developer Tools,-,Actual Size,Zoom In,Zoom Out,-,Toggle Full Screen'.split(
        ',',
      ),
    )
    expect(labels('windowMenu')).toEqual(['Minimize', 'Zoom', 'Close'])
    expect(labels('windowMenu', 'macos')).toEqual(['Minimize', 'Zoom', '-', 'Bring All to Front'])
  },
  'appMenu: default submenu on macOS': () => {
    expect(item({ role: 'appMenu' }, 'macos').label).toBe('Stage')
    expect(labels('appMenu', 'macos')).toEqual(
      'About Stage,-,Services,-,Hide Stage,Hide Others,Show All,-,Quit Stage'.split(','),
    )
  },
  'role quit ends the app': async () => {
    const quit = vi.fn<() => void>()
    const { electron } = await stage({ onExit: quit })
    new electron.MenuItem({ role: 'quit' }).click()
    expect(quit).toHaveBeenCalledOnce()
  },
}
