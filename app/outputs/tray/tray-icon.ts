// Which file is the tray icon of a light, by system, palette and the colour of the panel.
import { join } from 'node:path'
import type { NativeTheme } from 'electron'
import type { LightName } from '../../model/light.ts'
import type { PaletteName } from '../../model/names.ts'
import type { Taskbar } from '../../model/state.ts'

/** The colour of the panel that the icon has to stand out from; `either` if the system does not tell. */
export type PanelName = 'light' | 'dark' | 'either'

type PanelTheme = Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource'>

/**
 * Windows' taskbar has a theme of its own. Linux does not tell: GNOME's bar is dark with a light theme too. On macOS the theme
 * is the window's, so it is useless once that is set; and a light Mac has a dark menu bar with a dark wallpaper
 * (electron/electron#27105).
 */
export function panelOf(platform: NodeJS.Platform, taskbar: Taskbar | null, theme: PanelTheme): PanelName {
  const { shouldUseDarkColors, themeSource } = theme
  if (platform === 'win32') return taskbar ?? 'either'
  if (platform === 'darwin') return shouldUseDarkColors && themeSource === 'system' ? 'dark' : 'either'
  return 'either'
}

/** What decides the file of a light's icon. */
export interface TrayIcon {
  light: LightName
  palette: PaletteName
  panel: PanelName
}

/**
 * An ICO has the sizes for every scale of Windows. macOS picks the @2x or @3x file beside it; not a template image, which
 * would be drawn without colour. Linux panels get one large pixmap and scale it.
 */
export function trayIconPath(folder: string, icon: TrayIcon, platform: NodeJS.Platform): string {
  const kind = kindOf(platform)
  const file = `${icon.light}.${kind === 'win32' ? 'ico' : 'png'}`
  return join(folder, 'tray', kind, icon.palette, icon.panel, file)
}

const kindOf = (platform: NodeJS.Platform): 'win32' | 'darwin' | 'linux' =>
  platform === 'win32' || platform === 'darwin' ? platform : 'linux'
