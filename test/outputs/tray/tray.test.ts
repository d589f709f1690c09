// The tray icon on the simulated desktops, where they differ.
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { LONGEST_DOUBT_MS } from '../../../app/outputs/tray/open-menu.ts'
import { createLightTray } from '../../../app/outputs/tray/tray.ts'
import type { TrayView } from '../../../app/outputs/tray/tray-view.ts'
import type { MenuChoice } from '../../../app/services/menu-commands.ts'
import { type SystemName, systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { type Stage, stage } from '../../simulator/stand-in/stage.ts'
import { setElectron } from '../../support/electron-now.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)

const turn = () => new Promise(setImmediate)
const iconFolder = join(import.meta.dirname, 'no-icons')
const view: TrayView = { icon: 'busy', palette: 'teams', taskbar: null, tooltip: 'Busy', menu: [] }

interface Given {
  trayHost?: boolean
  /** What a choice in the menu does. */
  act?: () => void | Promise<void>
}

async function onSystem(system: SystemName, { trayHost = true, act = () => {} }: Given = {}) {
  const played: Stage = await stage({ system })
  played.desktop.trayHost = trayHost
  const written: Record<string, unknown[]> = { menus: [], tooltips: [] }
  class Tray extends played.electron.Tray {
    override setContextMenu(menu: Electron.Menu | null) {
      written.menus?.push(JSON.stringify(menu?.items.map(({ label }) => label)))
      super.setContextMenu(menu)
    }
    override setToolTip(tooltip: string) {
      // On Windows it is set each time: Explorer may have lost it.
      if (system !== 'windows') written.tooltips?.push(tooltip)
      super.setToolTip(tooltip)
    }
  }
  const icons: string[] = []
  const nativeImage = {
    createFromPath(path: string) {
      icons.push(relative(iconFolder, path).replaceAll('\\', '/'))
      return played.electron.nativeImage.createFromPath(path)
    },
  }
  setElectron({ ...played.electron, Tray, nativeImage })
  const clock = createVirtualClock()
  const chosen: MenuChoice[] = []
  const clicks: string[] = []
  const tray = createLightTray({
    iconFolder,
    platform: systemOf(system).platform,
    onChoose(choice) {
      chosen.push(choice)
      return act()
    },
    onClick: () => void clicks.push('click'),
    clock,
    guard: createGuard({ error: () => {} }),
  })
  onTestFinished(() => tray.destroy())
  tray.show(view)
  return { ...played, tray, clock, chosen, clicks, written, icons }
}

// electron: shell/browser/ui/win/notify_icon_host.cc emits only a double click for the second press.
test('a double click on Windows opens the window, whatever its first press did', async () => {
  const { desktop, chosen, clicks } = await onSystem('windows')
  desktop.tray?.doubleClick()
  expect(clicks).toEqual(['click'])
  expect(chosen).toEqual(['open'])
})

test('on Windows the icon suits both panels until the taskbar is known, then the taskbar, whatever the theme of apps is', async () => {
  const { tray, drive, electron, icons } = await onSystem('windows')
  tray.show({ ...view, taskbar: 'light' })
  drive.appearance({ dark: true })
  await turn()
  electron.nativeTheme.themeSource = 'light'
  await turn()
  tray.show({ ...view, taskbar: 'dark' })
  const panels = ['either', 'light', 'dark']
  expect(icons).toEqual(panels.map((panel) => `tray/win32/teams/${panel}/busy.ico`))
})

test('on macOS the icon follows a change of the theme', async () => {
  const { drive, icons } = await onSystem('macos')
  drive.appearance({ dark: true })
  await turn()
  expect(icons).toEqual(['either', 'dark'].map((panel) => `tray/darwin/teams/${panel}/busy.png`))
})

// Of a person's name, such as "Grace Hopper (R&D)".
test.each(systemNames)('no letter of a name is lost in the tooltip or the menu on %s', async (system) => {
  const { tray, desktop } = await onSystem(system)
  tray.show({ ...view, tooltip: 'A & B (R&D)', menu: [{ kind: 'line', id: 'status', label: 'A & B (R&D)' }] })
  expect(desktop.tray?.tooltip.replaceAll('＆', '&')).toBe('A & B (R&D)')
  expect(desktop.tray?.menu()[0]?.label.replaceAll('&&', '&')).toBe('A & B (R&D)')
})

test.each(['macos', 'gnome-x11'] as const)(
  'a double click on %s is as many clicks as the system emits',
  async (system) => {
    const { desktop, chosen, clicks } = await onSystem(system)
    desktop.tray?.doubleClick()
    expect(clicks).toHaveLength(system === 'macos' ? 0 : 2)
    expect(chosen).toEqual([])
  },
)

// electron: shell/browser/ui/win/notify_icon.cc adds the icon again without its tooltip.
test('after a restart of Explorer the next view restores the tooltip', async () => {
  const { desktop, drive, tray } = await onSystem('windows')
  drive.trayHost(false)
  drive.trayHost(true)
  expect(desktop.tray?.tooltip).toBe('')
  tray.show(view)
  expect(desktop.tray?.tooltip).toBe('Busy')
})

// electron: on Linux setting a tooltip rebuilds the menu, which closes an open one.
test('on Linux an equal view does not replace an open menu', async () => {
  const { desktop, tray } = await onSystem('gnome-x11')
  desktop.tray?.showMenu()
  tray.show({ ...view, menu: [] })
  expect(desktop.tray?.openMenu?.dead).toBe(false)
})

const line = (label: string): TrayView['menu'][number] => ({ kind: 'line', id: 'status', label })
const said = (desktop: Stage['desktop']) => desktop.tray?.menu().map(({ label }) => label)

// electron: tray_icon_cocoa.mm sets another menu for the status item, which closes the open one.
test('on macOS an open menu stays open, and shows the last view after it was closed', async () => {
  const { desktop, tray } = await onSystem('macos')
  tray.show({ ...view, menu: [line('Busy')] })
  desktop.tray?.showMenu()
  tray.show({ ...view, icon: 'away', tooltip: 'Away', menu: [line('Away')] })
  tray.show({ ...view, icon: 'available', tooltip: 'Available', menu: [line('Available')] })
  expect(desktop.tray?.openMenu?.entries.map(({ label }) => label)).toEqual(['Busy'])
  desktop.tray?.closeMenu()
  await turn()
  expect([desktop.tray?.tooltip, said(desktop)]).toEqual(['Available', ['Available']])
})

// electron: electron_menu_controller.mm emits a submenu's close as the menu's, and then none for the menu.
describe('on macOS a menu whose submenu the pointer has crossed', () => {
  const choice: TrayView['menu'][number] = {
    kind: 'choice',
    id: 'open',
    label: 'Open',
    enabled: true,
    choice: 'open',
  }
  async function crossed() {
    const started = await onSystem('macos')
    const { desktop, tray } = started
    tray.show({ ...view, menu: [line('Busy'), choice] })
    desktop.tray?.showMenu()
    desktop.tray?.crossSubmenu()
    await turn()
    tray.show({ ...view, icon: 'away', tooltip: 'Away', menu: [line('Away'), choice] })
    return started
  }

  test('stays open, and so does one that is opened again at once', async () => {
    const { desktop, tray, clock } = await crossed()
    for (const label of ['Busy', 'Available']) {
      const [shown] = desktop.tray?.openMenu?.entries ?? []
      expect([shown?.label, desktop.tray?.tooltip]).toEqual([label, label === 'Busy' ? 'Away' : 'Available'])
      desktop.tray?.closeMenu()
      tray.show({ ...view, icon: 'available', tooltip: 'Available', menu: [line('Available'), choice] })
      await clock.pass(LONGEST_DOUBT_MS - 1)
      desktop.tray?.showMenu()
      await clock.pass(LONGEST_DOUBT_MS)
      desktop.tray?.crossSubmenu()
    }
    await clock.pass(0)
    tray.destroy()
    expect(clock.waiting()).toBe(0)
  })

  test.each<[string, (started: Awaited<ReturnType<typeof crossed>>) => unknown]>([
    ['a choice in it', ({ desktop }) => desktop.tray?.menu()[1]?.activate()],
    ['the next press of the icon', ({ desktop }) => desktop.tray?.showMenu()],
    ['a while', ({ clock }) => clock.pass(LONGEST_DOUBT_MS)],
  ])('shows the last view after %s', async (_name, act) => {
    const started = await crossed()
    const { desktop, clock } = started
    desktop.tray?.closeMenu()
    await clock.pass(LONGEST_DOUBT_MS - 1)
    await turn()
    expect(said(desktop)).toEqual(['Busy', 'Open'])
    await act(started)
    await turn()
    expect(said(desktop)).toEqual(['Away', 'Open'])
  })
})

const switches = (on: boolean): TrayView => ({
  ...view,
  menu: [
    { kind: 'switch', id: 'start-at-login', label: 'Start at login', on, choice: 'start-at-login' },
    {
      kind: 'submenu',
      id: 'accounts',
      label: 'Accounts',
      entries: [{ kind: 'switch', id: 'most-urgent', label: 'The most urgent', on, choice: 'open' }],
    },
  ],
})
const marks = (desktop: Stage['desktop']) => {
  const [login, accounts] = desktop.tray?.menu() ?? []
  return [login?.checked, accounts?.submenu?.[0]?.checked]
}
const outcomes = {
  'nothing changes': () => {},
  'nothing changes in the end': () => turn(),
  'it is refused at once': () => {
    throw new Error('EROFS')
  },
  'it is refused later': () => turn().then(() => Promise.reject(new Error('EROFS'))),
}

// electron: lib/browser/api/menu-item.ts changes the mark before it calls `click`.
test.each(
  systemNames.flatMap((system) =>
    Object.entries(outcomes).map(([name, act]) => [system, name, act] as const),
  ),
)('on %s a clicked mark shows what is so if %s', async (system, _name, act) => {
  for (const on of [true, false]) {
    const { desktop, tray, chosen } = await onSystem(system, { act })
    tray.show(switches(on))
    for (const at of [0, 0, 1, 1]) {
      desktop.tray?.showMenu()
      desktop.tray?.closeMenu()
      const [login, accounts] = desktop.tray?.menu() ?? []
      ;[login, accounts?.submenu?.[0]][at]?.activate()
      await expect.poll(() => marks(desktop), { interval: 1 }).toEqual([on, on])
    }
    expect(chosen).toHaveLength(4)
    tray.destroy()
  }
})

test('created again on Linux, the icon is drawn by a host that started late, with tooltip and menu', async () => {
  const { desktop, drive, tray, clicks } = await onSystem('sway', { trayHost: false })
  tray.show({ ...view, menu: [line('Busy')] })
  drive.trayHost(true)
  expect(desktop.tray).toBeNull()
  tray.recreate()
  expect([desktop.tray?.tooltip, said(desktop)]).toEqual(['Busy', ['Busy']])
  desktop.tray?.click()
  expect(clicks).toEqual(['click'])
})

const words = fc.constantFrom('Busy', 'Away', 'Available')
const step = fc.oneof(
  fc.record({ tooltip: words, label: words, icon: fc.constantFrom('busy', 'away') }),
  fc.constantFrom('open', 'cross', 'close'),
)

test.each(systemNames)('on %s only changes are set, and the last view stays', async (system) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { desktop, tray, clock, written } = await onSystem(system)
      let last = view
      for (const one of steps) {
        const open = desktop.tray?.openMenu
        if (one === 'open') open || desktop.tray?.showMenu()
        else if (one === 'cross') desktop.tray?.crossSubmenu()
        else if (one === 'close') desktop.tray?.closeMenu()
        else {
          last = { ...view, icon: one.icon as 'busy' | 'away', tooltip: one.tooltip, menu: [line(one.label)] }
          tray.show(last)
          if (system === 'macos') expect(desktop.tray?.openMenu).toBe(open)
        }
        if (one === 'close' || one === 'cross') await turn()
      }
      desktop.tray?.closeMenu()
      await clock.pass(LONGEST_DOUBT_MS)
      await turn()
      expect([desktop.tray?.tooltip, said(desktop)]).toEqual([
        last.tooltip,
        last.menu.map((entry) => 'label' in entry && entry.label),
      ])
      for (const values of Object.values(written)) {
        expect(values.filter((value, index) => index > 0 && value === values[index - 1])).toEqual([])
      }
      tray.destroy()
    }),
    { numRuns: 40 },
  )
})
