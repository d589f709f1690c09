// Writes the icon files: one set for each way a desktop takes its pictures.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pngToIco from 'png-to-ico'
import { type LightName, lightNames } from '../app/presence/light.ts'
import { appIconPng } from './app-icon.ts'
import { lightPng, type Size } from './drawing.ts'

/** Scale factors as file names say them; nativeImage.createFromPath gathers them (Electron, "nativeImage"). */
export const trayScales = { '': 16, '@1.5x': 24, '@2x': 32, '@3x': 48, '@4x': 64 } as const satisfies Record<
  string,
  Size
>
/** A Linux panel is sent one picture whatever its height and scales it down itself. */
export const LARGE = 48
/** What Windows takes from an ICO for a notification area at 100 % to 400 % (Electron, "Tray"). */
export const icoSizes = [16, 20, 24, 32, 48, 64] as const satisfies readonly Size[]
export const appIcoSizes = [16, 20, 24, 32, 48, 64, 128, 256] as const
/** A Linux desktop looks for its icon by size (freedesktop, "Icon Theme Specification"). */
export const appPngSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const

/** Draws every icon into `tray`, `tray-large`, `tray-ico` and `app` under that folder, beside `app.png` and `app.ico`. */
export async function writeIcons(folder: string): Promise<void> {
  const into = (name: string) => join(folder, name)
  const folders = ['tray', 'tray-large', 'tray-ico', 'app'].map(into)
  await Promise.all(folders.map((each) => mkdir(each, { recursive: true })))
  await Promise.all([...lightNames.map((name) => writeLight(name, into)), writeAppIcon(into)])
}

async function writeLight(name: LightName, into: (name: string) => string): Promise<void> {
  const ico = await pngToIco(icoSizes.map((size) => lightPng(name, size)))
  await Promise.all([
    ...Object.entries(trayScales).map(([scale, size]) =>
      writeFile(into(`tray/${name}${scale}.png`), lightPng(name, size)),
    ),
    writeFile(into(`tray-large/${name}.png`), lightPng(name, LARGE)),
    writeFile(into(`tray-ico/${name}.ico`), ico),
  ])
}

async function writeAppIcon(into: (name: string) => string): Promise<void> {
  const ico = await pngToIco(appIcoSizes.map(appIconPng))
  await Promise.all([
    ...appPngSizes.map((size) => writeFile(into(`app/${size}x${size}.png`), appIconPng(size))),
    writeFile(into('app.png'), appIconPng(1024)),
    writeFile(into('app.ico'), ico),
  ])
}
