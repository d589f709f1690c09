// Checks of Tray and its menu.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { SystemName } from '../../../simulator/desktop/system.ts'
import { picture } from '../start-simulator.ts'
import { type Checks, stage } from './stage.ts'

const linux = ['gnome-wayland', 'gnome-x11', 'kde', 'sway'] as const

async function withTray(system: SystemName = 'gnome-x11') {
  const on = await stage({ system })
  const tray = new on.electron.Tray(on.electron.nativeImage.createFromDataURL(dataUrl))
  const menu = on.electron.Menu.buildFromTemplate([{ label: 'Open', click: () => opened() }])
  const opened = vi.fn<() => void>()
  return { ...on, tray, menu, opened }
}
const dataUrl = `data:image/png;base64,${picture.toString('base64')}`

export const tray: Checks = {
  'class name': async () => {
    const { electron } = await stage()
    expect(electron.Tray.name).toBe('Tray')
  },
  'constructor throws for a missing file': async () => {
    const { electron } = await stage()
    expect(() => new electron.Tray('/no/such.png')).toThrow("Failed to load image from path '/no/such.png'")
  },
  instanceOf: async () => {
    const { electron, tray } = await withTray()
    expect(tray).toBeInstanceOf(electron.Tray)
  },
  'setContextMenu takes a Menu and null': async () => {
    const { desktop, tray, menu } = await withTray()
    tray.setContextMenu(menu)
    expect(desktop.tray?.menu()).toMatchObject([{ label: 'Open' }])
    tray.setContextMenu(null)
    expect(desktop.tray?.menu()).toEqual([])
  },
  destroy: async () => {
    const { desktop, tray } = await withTray()
    expect(tray.isDestroyed()).toBe(false)
    tray.destroy()
    expect(tray.isDestroyed()).toBe(true)
    expect(desktop.tray).toBeNull()
  },
  'setImage throws for a missing file': async () => {
    const { tray } = await withTray()
    expect(() => tray.setImage('/no/such.png')).toThrow(/Failed to load image/)
  },
  'setImage takes an empty image': async () => {
    const { electron, tray } = await withTray()
    expect(() => tray.setImage(electron.nativeImage.createEmpty())).not.toThrow()
  },
  'getBounds has x,y,width,height': async () => {
    for (const system of ['windows', 'gnome-x11'] as const) {
      const { tray } = await withTray(system)
      const number = expect.any(Number)
      expect(tray.getBounds()).toEqual({ x: number, y: number, width: number, height: number })
    }
  },
  'cannot be made before ready': async () => {
    const { electron, drive, profile } = await stage({ ready: false })
    const path = join(profile, 'busy.png')
    await writeFile(path, picture)
    expect(() => new electron.Tray(path)).toThrow('Cannot create Tray before app is ready')
    drive.becomeReady()
    expect(() => new electron.Tray(path)).not.toThrow()
  },
  'setContextMenu(undefined) throws TypeError': async () => {
    const { tray } = await withTray()
    const given: unknown[] = [undefined, {}, [], 'menu']
    for (const one of given) {
      expect(() => Reflect.apply(tray.setContextMenu, tray, [one])).toThrow(TypeError)
    }
  },
  'Windows: a tooltip is truncated to 127 characters': async () => {
    for (const [system, characters] of [
      ['windows', 127],
      ['macos', 200],
      ['kde', 200],
    ] as const) {
      const { desktop, tray } = await withTray(system)
      tray.setToolTip('x'.repeat(200))
      expect(desktop.tray?.tooltip, system).toHaveLength(characters)
    }
  },
  'Windows: a tooltip loses its ampersands': async () => {
    for (const [system, shown] of [
      ['windows', 'R&D, RD and RD'],
      ['macos', 'R&&&D, R&&D and R&D'],
      ['kde', 'R&&&D, R&&D and R&D'],
    ] as const) {
      const { desktop, tray } = await withTray(system)
      tray.setToolTip('R&&&D, R&&D and R&D')
      expect(desktop.tray?.tooltip).toBe(shown)
    }
  },
  'destroyed tray: setToolTip throws "Tray is destroyed"': async () => {
    const { tray } = await withTray()
    tray.destroy()
    expect(() => tray.setToolTip('Busy')).toThrow('Tray is destroyed')
  },
  'destroyed tray: getBounds throws': async () => {
    const { tray } = await withTray()
    tray.destroy()
    expect(() => tray.getBounds()).toThrow('Tray is destroyed')
  },
  'Linux: made before there is a host, it never appears': async () => {
    for (const system of linux) {
      const { electron, desktop, drive } = await stage({ system })
      desktop.trayHost = false
      const tray = new electron.Tray(electron.nativeImage.createEmpty())
      drive.trayHost(true)
      tray.setToolTip('Busy')
      expect([system, desktop.tray, desktop.trayMade]).toEqual([system, null, true])
    }
  },
  'Linux: made anew once there is a host, it appears': async () => {
    const { electron, desktop, drive } = await stage({ system: 'sway' })
    desktop.trayHost = false
    const dead = new electron.Tray(electron.nativeImage.createEmpty())
    drive.trayHost(true)
    dead.destroy()
    const anew = new electron.Tray(electron.nativeImage.createEmpty())
    anew.setToolTip('Busy')
    expect(desktop.tray?.tooltip).toBe('Busy')
  },
  'Linux: it comes back with its host, as it was': async () => {
    const { tray, desktop, drive } = await withTray('kde')
    tray.setToolTip('Busy')
    drive.trayHost(false)
    expect(desktop.tray).toBeNull()
    drive.trayHost(true)
    expect(desktop.tray?.tooltip).toBe('Busy')
  },
  'Windows: made before Explorer runs, it appears with it': async () => {
    const { electron, desktop, drive } = await stage({ system: 'windows' })
    desktop.trayHost = false
    const tray = new electron.Tray(electron.nativeImage.createEmpty())
    expect(desktop.tray).toBeNull()
    drive.trayHost(true)
    expect(desktop.tray).not.toBeNull()
    tray.destroy()
  },
  'Windows: after Explorer restarts it has no tooltip': async () => {
    const { tray, menu, desktop, drive } = await withTray('windows')
    tray.setToolTip('Busy')
    tray.setContextMenu(menu)
    drive.trayHost(false)
    drive.trayHost(true)
    expect(desktop.tray?.tooltip).toBe('')
    expect(desktop.tray?.images).toHaveLength(1)
    expect(desktop.tray?.menu()).toHaveLength(1)
  },
  'Windows and macOS: the second press of two is a double-click': async () => {
    for (const system of ['windows', 'macos'] as const) expect(await presses(system)).toEqual([1, 1])
  },
  'Linux: two presses are two clicks': async () => {
    for (const system of linux) expect(await presses(system)).toEqual([2, 0])
  },
  'an open menu tells of its opening and closing': async () => {
    const { tray, menu, desktop } = await withTray()
    const told: string[] = []
    for (const event of ['menu-will-show', 'menu-will-close']) menu.on(event, () => told.push(event))
    tray.setContextMenu(menu)
    desktop.tray?.showMenu()
    desktop.tray?.closeMenu()
    expect(told).toEqual(['menu-will-show', 'menu-will-close'])
  },
  "macOS: a submenu's events are the menu's, whose own close is not emitted then": async () => {
    const { tray, menu, desktop } = await withTray('macos')
    const emitted: string[] = []
    for (const event of ['menu-will-show', 'menu-will-close']) menu.on(event, () => emitted.push(event))
    tray.setContextMenu(menu)
    desktop.tray?.crossSubmenu()
    expect(emitted).toEqual([])
    for (let time = 0; time < 2; time += 1) {
      emitted.length = 0
      desktop.tray?.showMenu()
      desktop.tray?.crossSubmenu()
      expect(desktop.tray?.openMenu).not.toBeNull()
      desktop.tray?.closeMenu()
      expect(emitted).toEqual(['menu-will-show', 'menu-will-show', 'menu-will-close'])
      expect(desktop.tray?.openMenu).toBeNull()
    }
  },
  'macOS: a press of the icon is emitted before its menu opens': async () => {
    const { tray, menu, opened, desktop } = await withTray('macos')
    tray.on('mouse-down', () => tray.setContextMenu(menu))
    desktop.tray?.showMenu()
    desktop.tray?.openMenu?.entries[0]?.activate()
    expect(opened).toHaveBeenCalledOnce()
  },
  'macOS: a new menu closes the open one': async () => {
    const { tray, menu, desktop } = await withTray('macos')
    const closed = vi.fn<() => void>()
    menu.on('menu-will-close', closed)
    tray.setContextMenu(menu)
    desktop.tray?.showMenu()
    tray.setContextMenu(menu)
    expect(closed).toHaveBeenCalledOnce()
    expect(desktop.tray?.openMenu).toBeNull()
  },
  'Linux: a new menu or tooltip leaves the open one dead': async () => {
    for (const system of linux) {
      const { tray, menu, desktop } = await withTray(system)
      tray.setContextMenu(menu)
      desktop.tray?.showMenu()
      expect(desktop.tray?.openMenu?.dead).toBe(false)
      tray.setToolTip('Busy')
      expect(desktop.tray?.openMenu?.dead).toBe(true)
      desktop.tray?.showMenu()
      tray.setContextMenu(menu)
      expect(desktop.tray?.openMenu?.dead).toBe(true)
    }
  },
  'Windows: a new menu leaves the open one as it is': async () => {
    const { tray, menu, opened, desktop } = await withTray('windows')
    tray.setContextMenu(menu)
    desktop.tray?.showMenu()
    tray.setContextMenu(null)
    expect(desktop.tray?.openMenu).toMatchObject({ dead: false, entries: [{ label: 'Open' }] })
    desktop.tray?.openMenu?.entries[0]?.activate()
    expect(opened).toHaveBeenCalledOnce()
  },
}

/** The numbers of click and double-click events of one double click. */
async function presses(system: SystemName): Promise<[number, number]> {
  const { tray, desktop } = await withTray(system)
  const click = vi.fn<() => void>()
  const double = vi.fn<() => void>()
  tray.on('click', click)
  tray.on('double-click', double)
  desktop.tray?.doubleClick()
  return [click.mock.calls.length, double.mock.calls.length]
}
