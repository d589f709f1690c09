// Which icon file each system gets, for which panel.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type PanelName, panelOf, type TrayIcon, trayIconPath } from '../../../app/outputs/tray/tray-icon.ts'

const panels: [
  NodeJS.Platform,
  dark: boolean,
  themeSource: 'system' | 'light' | 'dark',
  PanelName,
  why: string,
][] = [
  ['win32', true, 'system', 'dark', 'the taskbar is dark'],
  ['win32', false, 'system', 'light', 'the taskbar is light'],
  ['win32', false, 'dark', 'light', 'the window’s theme is not the taskbar’s'],
  ['win32', true, 'light', 'dark', 'the window’s theme is not the taskbar’s'],
  ['darwin', true, 'system', 'dark', 'a dark Mac has a dark menu bar'],
  ['darwin', false, 'system', 'either', 'the wallpaper decides'],
  ['darwin', true, 'dark', 'either', 'the value is the window’s'],
  ['darwin', false, 'light', 'either', 'the value is the window’s'],
  ['linux', true, 'system', 'either', 'the system does not tell'],
  ['linux', false, 'system', 'either', 'the system does not tell'],
  ['freebsd', true, 'system', 'either', 'the system does not tell'],
]
test.each(panels)(
  'on %s, dark: %j, window: %s, the panel is %s: %s',
  (platform, dark, themeSource, panel) => {
    expect(panelOf(platform, { shouldUseDarkColorsForSystemIntegratedUI: dark, themeSource })).toBe(panel)
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
