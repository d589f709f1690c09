// Writes the icon files, in the formats of each system.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { lightNames } from '../app/model/light.ts'
import { paletteNames } from '../app/model/names.ts'
import { type PanelName, type TrayIcon, trayIconPath } from '../app/outputs/tray/tray-icon.ts'
import { appIconPng } from './app-icon.ts'
import { lightPng, type Size } from './light-drawing.ts'

/** The systems with their own icon formats, and the panel themes that each reports (tray-icon.ts). */
export const trayPanels = {
  win32: ['light', 'dark', 'either'],
  darwin: ['dark', 'either'],
  linux: ['either'],
} as const satisfies Partial<Record<NodeJS.Platform, readonly PanelName[]>>
type Platform = keyof typeof trayPanels

/** File name suffixes of the scale factors, which nativeImage.createFromPath reads (Electron, "nativeImage"). */
export const macScales = { '': 16, '@2x': 32, '@3x': 48 } as const satisfies Record<string, Size>
/** A Linux panel gets one image and scales it down. */
export const LARGE = 48
/**
 * The ICO sizes that Windows uses in the notification area at 100 % to 400 % (Electron, "Tray"), and those of 175 %, 225 %
 * and 250 %, for which a scaled icon would be blurred.
 */
const icoSizes = [16, 20, 24, 28, 32, 36, 40, 48, 64] as const satisfies readonly Size[]
/**
 * In px. Entries of an ICO up to this size are bitmaps, which every program reads. Larger ones are PNG, which Windows reads
 * since Vista: the 36 lights in four colour sets would take 7 MB as bitmaps.
 */
const BITMAPS_UP_TO = 16
export const appIcoSizes = [16, 20, 24, 28, 32, 36, 40, 48, 64, 128, 256] as const
/** A single one while the taskbar is unknown, at the start or because it cannot be read: the size of a package is limited. */
const unknownTaskbarSizes = [32] as const satisfies readonly Size[]
export const trayIcoSizes = (panel: PanelName): readonly Size[] =>
  panel === 'either' ? unknownTaskbarSizes : icoSizes
/** The types of the ICNS entries and their width in px, as in iconutil: `ic11` is 16 points at twice the resolution. */
export const icnsKinds = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
} as const
/** Linux desktops look up an icon by size (freedesktop, "Icon Theme Specification"). */
export const appPngSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const

/** Writes all icons to `folder`: the lights at trayIconPath, and `app`, `app.icns`, `app.ico`. */
export async function writeIcons(folder: string): Promise<void> {
  const write = async (path: string, content: Uint8Array) => {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    for (const palette of paletteNames)
      for (const panel of trayPanels[platform])
        for (const light of lightNames) {
          const icon = { light, palette, panel }
          const path = trayIconPath(folder, icon, platform)
          for (const [suffix, content] of await trayFiles(platform, icon))
            await write(path.replace(/(?=\.\w+$)/, suffix), content)
        }
  const into = (name: string) => join(folder, name)
  for (const size of appPngSizes) await write(into(`app/${size}x${size}.png`), appIconPng(size))
  await write(into('app.icns'), await appIcns())
  await write(into('app.ico'), await icoOf(appIcoSizes, appIconPng))
}

/** A system's files of one light: name suffixes and contents. */
async function trayFiles(
  platform: Platform,
  { light, ...scheme }: TrayIcon,
): Promise<[suffix: string, content: Uint8Array][]> {
  const drawn = (size: Size) => lightPng(light, scheme, size)
  switch (platform) {
    case 'win32':
      return [['', await icoOf(trayIcoSizes(scheme.panel), drawn)]]
    case 'darwin':
      return Object.entries(macScales).map(([scale, size]) => [scale, drawn(size)])
    case 'linux':
      return [['', drawn(LARGE)]]
    default:
      return platform satisfies never
  }
}

async function icoOf<Px extends number>(
  sizes: readonly Px[],
  pngOf: (size: Px) => Buffer,
): Promise<Uint8Array> {
  const ico = new IconIco()
  for (const size of sizes) await ico.addFromPng(pngOf(size), size > BITMAPS_UP_TO, true)
  return ico.encode()
}

async function appIcns(): Promise<Uint8Array> {
  const icns = new IconIcns()
  for (const [kind, size] of Object.entries(icnsKinds)) await icns.addFromPng(appIconPng(size), [kind], true)
  return icns.encode()
}
