// Which file draws a light in the tray, and what each system's panel asks of it.
import { join } from 'node:path'
import type { NativeTheme } from 'electron'
import type { LightName } from '../../model/light.ts'
import type { PaletteName } from '../../model/names.ts'

/** What the icons have to stand out from; `either` where nobody says. */
export type PanelName = 'light' | 'dark' | 'either'

type PanelTheme = Pick<NativeTheme, 'shouldUseDarkColorsForSystemIntegratedUI' | 'themeSource'>

/**
 * Windows' taskbar has a theme of its own, apart from the apps'. Linux tells nothing (nativeTheme,
 * "shouldUseDarkColorsForSystemIntegratedUI": macOS and Windows): GNOME's bar is dark under a light theme too.
 * On macOS the answer is that for the window, so it says nothing once a theme is chosen for that; and a light Mac has a
 * dark menu bar under a dark wallpaper (electron/electron#27105).
 */
export function panelOf(platform: NodeJS.Platform, theme: PanelTheme): PanelName {
  const { shouldUseDarkColorsForSystemIntegratedUI: dark, themeSource } = theme
  if (platform === 'win32') return dark ? 'dark' : 'light'
  if (platform === 'darwin') return dark && themeSource === 'system' ? 'dark' : 'either'
  return 'either'
}

/** One picture of a light among its many. */
export interface TrayIcon {
  light: LightName
  palette: PaletteName
  panel: PanelName
}

/**
 * Windows takes sizes for every scale out of one ICO. macOS picks the file's @2x or @3x sibling; no template image, as
 * that would be drawn without colour. Linux panels are given one pixmap and scale it, so it is a large one.
 */
export function trayIconPath(folder: string, icon: TrayIcon, platform: NodeJS.Platform): string {
  const kind = kindOf(platform)
  const file = `${icon.light}.${kind === 'win32' ? 'ico' : 'png'}`
  return join(folder, 'tray', kind, icon.palette, icon.panel, file)
}

const kindOf = (platform: NodeJS.Platform): 'win32' | 'darwin' | 'linux' =>
  platform === 'win32' || platform === 'darwin' ? platform : 'linux'
