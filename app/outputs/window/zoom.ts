// The window's zoom level, by the keys that browsers use: the window has no menu with accelerators.
import type { Input } from 'electron'

/** Electron's zoom levels: each is 20 % larger than the one before; 4 is a little over 200 %. */
const LEVELS = { least: -1, usual: 0, most: 4 } as const

type Keys = Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>

/** The level for these keys; null if they are not for zooming. */
export function zoomLevelAfter(keys: Keys, level: number, platform: NodeJS.Platform): number | null {
  const held = platform === 'darwin' ? keys.meta && !keys.control : keys.control && !keys.meta
  if (keys.type !== 'keyDown' || !held || keys.alt) return null
  switch (keys.key) {
    // On many keyboards plus is on the key of the equals sign, which needs no Shift.
    case '+':
    case '=':
      return Math.min(level + 1, LEVELS.most)
    case '-':
      return Math.max(level - 1, LEVELS.least)
    case '0':
      return LEVELS.usual
    default:
      return null
  }
}
