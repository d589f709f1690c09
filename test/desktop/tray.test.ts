// The tray icon on the simulator's desktops, where they differ.
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import type { MenuChoice, TrayView } from '../../app/desktop/tray-view.ts'
import { createGuard } from '../../app/guard.ts'
import type { SystemName } from '../simulator/system.ts'
import { type Stage, stage } from '../stand-in/stage.ts'

const electron = vi.hoisted(() => ({ now: {} as Record<string, unknown> }))
vi.mock('electron', () => ({
  get Menu() {
    return electron.now.Menu
  },
  get nativeImage() {
    return electron.now.nativeImage
  },
  get nativeTheme() {
    return electron.now.nativeTheme
  },
  get Tray() {
    return electron.now.Tray
  },
}))

// Another file of this process has the same module with an `electron` of its own.
vi.resetModules()
const { createLightTray } = await import('../../app/desktop/tray.ts')
afterAll(() => void vi.resetModules())

const platforms = { windows: 'win32', macos: 'darwin', 'gnome-x11': 'linux' } as const
const iconFolder = join(import.meta.dirname, 'no-icons')
const view: TrayView = { icon: 'busy', palette: 'teams', tooltip: 'Busy', menu: [] }

async function onSystem(system: keyof typeof platforms & SystemName) {
  const played: Stage = await stage({ system })
  electron.now = played.electron
  const chosen: MenuChoice[] = []
  const clicks: string[] = []
  const tray = createLightTray({
    iconFolder,
    platform: platforms[system],
    onChoose: (choice) => void chosen.push(choice),
    onClick: () => void clicks.push('click'),
    guard: createGuard({ error: () => {} }),
  })
  onTestFinished(() => tray.destroy())
  tray.show(view)
  return { ...played, tray, chosen, clicks }
}

// electron: shell/browser/ui/win/notify_icon_host.cc tells the second press as a double click alone.
test('a double click on Windows opens the window, whatever its first press did', async () => {
  const { desktop, chosen, clicks } = await onSystem('windows')
  desktop.tray?.doubleClick()
  expect(clicks).toEqual(['click'])
  expect(chosen).toEqual(['open'])
})

test.each(['macos', 'gnome-x11'] as const)(
  'a double click on %s is nothing else than before',
  async (system) => {
    const { desktop, chosen, clicks } = await onSystem(system)
    desktop.tray?.doubleClick()
    expect(clicks).toHaveLength(system === 'macos' ? 0 : 2)
    expect(chosen).toEqual([])
  },
)

// electron: shell/browser/ui/win/notify_icon.cc adds the icon anew without it.
test('after Explorer restarts the next view brings the tooltip back', async () => {
  const { desktop, drive, tray } = await onSystem('windows')
  drive.trayHost(false)
  drive.trayHost(true)
  expect(desktop.tray?.tooltip).toBe('')
  tray.show(view)
  expect(desktop.tray?.tooltip).toBe('Busy')
})

// electron: on Linux a tooltip rebuilds the menu, which takes the open one from under the pointer.
test('a view that says the same leaves an open menu on Linux alive', async () => {
  const { desktop, tray } = await onSystem('gnome-x11')
  desktop.tray?.showMenu()
  tray.show({ ...view, menu: [] })
  expect(desktop.tray?.openMenu?.dead).toBe(false)
})
