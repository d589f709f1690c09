// The window's size of writing, by the keys that every browser has for it. The window has no menu to hold them.
import type { Input } from 'electron'

/** Electron's levels: each is 20 % larger than the one before; 4 is a little over 200 %. */
const LEVELS = { least: -1, usual: 0, most: 4 } as const

type Keys = Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>

/** The level that these keys ask for, or null where they ask for something else. */
export function zoomLevelAfter(keys: Keys, level: number, platform: NodeJS.Platform): number | null {
  const held = platform === 'darwin' ? keys.meta && !keys.control : keys.control && !keys.meta
  if (keys.type !== 'keyDown' || !held || keys.alt) return null
  switch (keys.key) {
    // Plus stands on the key of the equals sign on many keyboards, and then needs no Shift.
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
