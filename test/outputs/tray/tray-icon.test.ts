// Which icon file each system gets, for which panel.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Taskbar } from '../../../app/model/state.ts'
import { type PanelName, panelOf, type TrayIcon, trayIconPath } from '../../../app/outputs/tray/tray-icon.ts'

const panels: [
  NodeJS.Platform,
  taskbar: Taskbar | null,
  dark: boolean,
  themeSource: 'system' | 'light' | 'dark',
  PanelName,
  why: string,
][] = [
  ['win32', 'dark', true, 'system', 'dark', 'the taskbar is dark'],
  ['win32', 'light', false, 'system', 'light', 'the taskbar is light'],
  ['win32', 'light', true, 'system', 'light', 'the theme of apps is not the taskbar’s'],
  ['win32', 'dark', false, 'system', 'dark', 'the theme of apps is not the taskbar’s'],
  ['win32', 'light', true, 'dark', 'light', 'the window’s theme is not the taskbar’s'],
  ['win32', 'dark', false, 'light', 'dark', 'the window’s theme is not the taskbar’s'],
  ['win32', null, true, 'system', 'either', 'the taskbar has not been read'],
  ['win32', null, false, 'system', 'either', 'the taskbar has not been read'],
  ['darwin', null, true, 'system', 'dark', 'a dark Mac has a dark menu bar'],
  ['darwin', null, false, 'system', 'either', 'the wallpaper decides'],
  ['darwin', null, true, 'dark', 'either', 'the value is the window’s'],
  ['darwin', null, false, 'light', 'either', 'the value is the window’s'],
  ['linux', null, true, 'system', 'either', 'the system does not tell'],
  ['linux', null, false, 'system', 'either', 'the system does not tell'],
  ['freebsd', null, true, 'system', 'either', 'the system does not tell'],
]
test.each(panels)(
  'on %s, taskbar: %j, dark: %j, window: %s, the panel is %s: %s',
  (platform, taskbar, dark, themeSource, panel) => {
    expect(panelOf(platform, taskbar, { shouldUseDarkColors: dark, themeSource })).toBe(panel)
  },
)

const icon: TrayIcon = { light: 'busy-oof-stale', palette: 'colour-blind', panel: 'dark' }
test.each<[NodeJS.Platform, string]>([
  ['win32', 'tray/win32/colour-blind/dark/busy-oof-stale.ico'],
  ['darwin', 'tray/darwin/colour-blind/dark/busy-oof-stale.png'],
  ['linux', 'tray/linux/colour-blind/dark/busy-oof-stale.png'],
  ['freebsd', 'tray/linux/colour-blind/dark/busy-oof-stale.png'],
])('on %s the file is %s', (platform, path) => {
  expect(trayIconPath('icons', icon, platform)).toBe(join('icons', path))
})
