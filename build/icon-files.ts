// Writes the icon files: one set for each way a desktop takes its pictures.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { lightNames } from '../app/model/light.ts'
import { paletteNames } from '../app/model/names.ts'
import { type PanelName, type TrayIcon, trayIconPath } from '../app/outputs/tray/tray-icon.ts'
import { appIconPng } from './app-icon.ts'
import { lightPng, type Size } from './drawing.ts'

/** The systems that take their icons in ways of their own, and the panels that each tells of (tray-icon.ts). */
export const trayPanels = {
  win32: ['light', 'dark'],
  darwin: ['dark', 'either'],
  linux: ['either'],
} as const satisfies Partial<Record<NodeJS.Platform, readonly PanelName[]>>
type Platform = keyof typeof trayPanels

/** Scale factors as file names say them; nativeImage.createFromPath gathers them (Electron, "nativeImage"). */
export const macScales = { '': 16, '@2x': 32, '@3x': 48 } as const satisfies Record<string, Size>
/** A Linux panel is sent one picture whatever its height and scales it down itself. */
export const LARGE = 48
/**
 * What Windows takes from an ICO for a notification area at 100 % to 400 % (Electron, "Tray"). Between two sizes it
 * scales, and a light grows blurred: 175 %, 225 % and 250 % have their own.
 */
export const icoSizes = [16, 20, 24, 28, 32, 36, 40, 48, 64] as const satisfies readonly Size[]
/**
 * In px. Entries of an ICO up to this size are bitmaps, which every program reads; larger ones are PNG, which Windows
 * takes since Vista: each of 33 lights is there four times, and as bitmaps alone they would be 7 MB.
 */
const BITMAPS_UP_TO = 16
export const appIcoSizes = [16, 20, 24, 28, 32, 36, 40, 48, 64, 128, 256] as const
/** Each kind of an ICNS's entries with its px a side, as iconutil names them: `ic11` is 16 points at twice the resolution. */
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
/** A Linux desktop looks for its icon by size (freedesktop, "Icon Theme Specification"). */
export const appPngSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const

/** Draws every icon under that folder: the lights where trayIconPath looks for them, and `app`, `app.icns`, `app.ico`. */
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

/** What a system needs of one light: the ends of the files' names, and the files. */
async function trayFiles(
  platform: Platform,
  { light, ...scheme }: TrayIcon,
): Promise<[suffix: string, content: Uint8Array][]> {
  const drawn = (size: Size) => lightPng(light, scheme, size)
  switch (platform) {
    case 'win32':
      return [['', await icoOf(icoSizes, drawn)]]
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
