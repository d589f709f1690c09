// What the tray shows for a state: icon, tooltip and menu as plain values. tray.ts draws them.
import { shortStatusLine, statusLine } from '../../../words/status.ts'
import type { Words } from '../../../words/words.ts'
import type { Light, LightName } from '../../model/light.ts'
import type { PaletteName } from '../../model/names.ts'
import type { AccountView } from '../../model/state.ts'
import type { MenuEntry } from './menu-entry.ts'
import { trayMenu } from './tray-menu.ts'

export interface TrayView {
  icon: LightName
  palette: PaletteName
  tooltip: string
  menu: MenuEntry[]
}

/** Windows truncates a tooltip to this many characters (NOTIFYICONDATA, szTip); macOS and Linux show all of it. */
const LONGEST_TOOLTIP = 127

/** `nowMs`: epoch ms. */
export function trayView(
  state: AccountView,
  light: Light,
  words: Words,
  nowMs: number,
  platform: NodeJS.Platform,
): TrayView {
  const line = statusLine(state, light, words, nowMs)
  return {
    icon: light.name,
    palette: state.settings.palette,
    tooltip: platform === 'win32' ? shortStatusLine(state, light, words, nowMs, LONGEST_TOOLTIP) : line,
    menu: trayMenu(state, words, line),
  }
}
