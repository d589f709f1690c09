import { describe, expect, test } from 'vitest'
import type { MenuEntry } from '../../../simulator/desktop/desktop.ts'
import { findEntry } from '../../../simulator/desktop/menu-path.ts'
import { createMenus } from '../../../simulator/electron/menu/menu.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

const entry = (label: string, more: Partial<MenuEntry> = {}): MenuEntry => ({
  id: undefined,
  label,
  type: 'normal',
  enabled: true,
  checked: false,
  submenu: undefined,
  activate: () => {},
  ...more,
})
const entries = [
  entry('', { type: 'separator' }),
  entry('&Open'),
  entry('Settings…', { id: 'settings' }),
  entry('Check now', { enabled: false }),
  entry('Pause', { submenu: [entry('30 min'), entry('Resume', { id: 'resume' })] }),
]

describe('a path', () => {
  test.each([
    [['open'], '&Open'],
    [['SETTINGS'], 'Settings…'],
    [['settings...'], 'Settings…'],
    [['pause', '30 MIN'], '30 min'],
    [['Pause', 'resume'], 'Resume'],
  ])('%j is found', (path, label) => {
    expect(findEntry(entries, path)).toMatchObject({ kind: 'found', entry: { label } })
  })

  test.each([
    [['nothing'], 'missing', ['Open', 'Settings…', 'Check now', 'Pause']],
    [[''], 'missing', ['Open', 'Settings…', 'Check now', 'Pause']],
    [['check now'], 'disabled', ['Open', 'Settings…', 'Check now', 'Pause']],
    [['pause'], 'missing', ['30 min', 'Resume']],
    [['pause', 'nothing'], 'missing', ['30 min', 'Resume']],
    [['open', 'further'], 'missing', []],
  ])('%j is %s', (path, kind, available) => {
    expect(findEntry(entries, path)).toMatchObject({ kind, available })
  })
})

test('one radio item of a group is checked, and the check changes before the click listener runs', () => {
  const { Menu } = createMenus()
  const seen: boolean[] = []
  const radio = (label: string) => ({ label, type: 'radio' as const })
  const menu = Menu.buildFromTemplate([
    radio('a'),
    radio('b'),
    { type: 'separator' },
    { ...radio('c'), checked: true },
    { label: 'd', type: 'checkbox', click: (item) => seen.push(item.checked) },
  ])
  for (const index of [0, 1, 4]) menu.items[index]?.click()
  expect(menu.items.map((item) => item.checked)).toEqual([false, true, false, true, true])
  expect(seen).toEqual([true])
})

test('a click reaches the app, a checkbox stays checked, and the menu shows the app’s changes', async () => {
  const simulated = await startSimulator(
    await fixtureApp(`
import { app, Menu, Tray } from 'electron'
app.whenReady().then(() => {
  const tray = new Tray(import.meta.dirname + '/picture.png')
  const menu = Menu.buildFromTemplate([
    { label: 'Fish && chips', enabled: false },
    { id: 'mark', label: 'Mark', type: 'checkbox', click: (item) => tray.setToolTip('marked ' + item.checked) },
    { label: 'Pause', submenu: [{ label: 'Rename', click: () => { menu.items[1].label = 'Renamed' } }] },
    { label: 'Secret', visible: false },
  ])
  tray.setContextMenu(menu)
})`),
  )
  expect((await simulated.desktop()).menu).toEqual([
    { label: 'Fish & chips', enabled: false, checked: false, type: 'normal' },
    { id: 'mark', label: 'Mark', enabled: true, checked: false, type: 'checkbox' },
    {
      label: 'Pause',
      enabled: true,
      checked: false,
      type: 'submenu',
      submenu: [{ label: 'Rename', enabled: true, checked: false, type: 'normal' }],
    },
  ])
  const marked = await simulated.post('menu', { path: ['mark'] })
  expect(marked.tray?.tooltip).toBe('marked true')
  expect(marked.menu[1]).toMatchObject({ checked: true })
  expect((await simulated.post('menu', { path: ['Mark'] })).menu[1]).toMatchObject({ checked: false })
  const renamed = await simulated.post('menu', { path: ['pause', 'rename'] })
  expect(renamed.menu[1]?.label).toBe(process.platform === 'linux' ? 'Mark' : 'Renamed')
  await expect(simulated.post('menu', { path: ['fish & chips'] })).rejects.toThrow(
    /^409 .*"available":\["Fish & chips"/,
  )
  await expect(simulated.post('menu', { path: ['secret'] })).rejects.toThrow(/^404 /)
})
