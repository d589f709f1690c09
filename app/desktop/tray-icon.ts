// Which file draws a light in the tray, and how each system wants it.
import { join } from 'node:path'
import type { LightName } from '../presence/light.ts'

/**
 * Windows takes sizes for every scale out of one ICO. Linux panels are given one pixmap and scale it, so it is a large
 * one. macOS picks the file's @2x sibling; no template image, as that would be drawn without colour.
 */
export function trayIconPath(folder: string, light: LightName, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(folder, 'tray-ico', `${light}.ico`)
  if (platform === 'linux') return join(folder, 'tray-large', `${light}.png`)
  return join(folder, 'tray', `${light}.png`)
}
