// The written icons: all files exist, all sizes are right, all colours have enough contrast.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { wcagContrast } from 'culori'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LightName, lightNames } from '../../app/model/light.ts'
import { localLights } from '../../app/model/lights/local-light.ts'
import { paletteNames } from '../../app/model/names.ts'
import { type TrayIcon, trayIconPath } from '../../app/outputs/tray/tray-icon.ts'
import {
  appIcoSizes,
  appPngSizes,
  icnsKinds,
  LARGE,
  macScales,
  trayIcoSizes,
  trayPanels,
  writeIcons,
} from '../../build/icon-files.ts'
import { lightPicture, lightPng, png, type Size } from '../../build/light-drawing.ts'
import { colours, panelColours, panelNames, panelsOf } from '../../build/lights.ts'
import { pixelsOfPng, readIcns, readIco, sizeOfPng } from './read-pictures.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-light-icons-'))
  await writeIcons(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const read = (name: string) => readFile(join(folder, name))
const square = (size: number) => ({ width: size, height: size })
const sets = (platform: keyof typeof trayPanels) =>
  paletteNames.flatMap((palette) => trayPanels[platform].map((panel) => ({ palette, panel })))
const drawn = ({ light, ...scheme }: TrayIcon, size: Size) => pixelsOfPng(lightPng(light, scheme, size))

describe.each(lightNames)('%s', (light) => {
  test.each(sets('darwin'))('has a file for each scale factor on macOS: %j', async (set) => {
    const path = trayIconPath(folder, { light, ...set }, 'darwin')
    for (const [scale, size] of Object.entries(macScales))
      expect(sizeOfPng(await readFile(path.replace('.png', `${scale}.png`)))).toEqual(square(size))
  })

  test.each(sets('linux'))(
    'is large for a Linux panel, with no sibling to be chosen instead: %j',
    async (set) => {
      const path = trayIconPath(folder, { light, ...set }, 'linux')
      expect(sizeOfPng(await readFile(path))).toEqual(square(LARGE))
      await expect(readFile(path.replace('.png', '@2x.png'))).rejects.toThrow('ENOENT')
    },
  )

  test.each(sets('win32'))('has an ICO with each size unscaled: %j', async (set) => {
    const icon = { light, ...set }
    const entries = readIco(await readFile(trayIconPath(folder, icon, 'win32')))
    const sizes = trayIcoSizes(set.panel)
    expect(entries.map(({ width }) => width)).toEqual([...sizes])
    for (const [index, size] of sizes.entries())
      expect(mostDifferent(entries[index]?.pixels, drawn(icon, size))).toBeLessThanOrEqual(4)
  })

  test('is not scaled at any scale of Windows from 100 % to 250 %', async () => {
    const path = trayIconPath(folder, { light, palette: 'teams', panel: 'dark' }, 'win32')
    const widths = readIco(await readFile(path)).map(({ width }) => width)
    for (let percent = 100; percent <= 250; percent += 25) expect(widths).toContain((16 * percent) / 100)
  })

  test('fills its 16 px', () => {
    const pixels = drawn({ light, palette: 'teams', panel: 'either' }, 16)
    const seen = [...Array(256).keys()].filter((index) => (pixels[index * 4 + 3] ?? 0) > 40)
    const extent = (places: number[]) => Math.max(...places) - Math.min(...places) + 1
    expect(seen.length).toBeGreaterThan(60)
    expect(extent(seen.map((index) => index % 16))).toBeGreaterThanOrEqual(12)
    expect(extent(seen.map((index) => Math.floor(index / 16)))).toBeGreaterThanOrEqual(12)
  })
})

test.each(localLights)('%s of this computer differs from that of Graph in its outline', (light) => {
  const scheme = { palette: 'teams', panel: 'either' } as const
  const alphas = (name: LightName) =>
    drawn({ light: name, ...scheme }, 16).filter((_value, index) => index % 4 === 3)
  const [local, plain] = [alphas(`${light}-local`), alphas(light)]
  const different = local.filter((alpha, index) => Math.abs(alpha - (plain[index] ?? 0)) > 128)
  expect(different.length).toBeGreaterThan(32)
})

/** The minimum contrast; for a known panel higher than WCAG 2.2 requires (1.4.11: 3:1). */
const least = { light: 4.5, dark: 4.5, either: 3 }
const everyColour = paletteNames.flatMap((palette) =>
  panelNames.flatMap((panel) =>
    Object.entries(colours[palette][panel]).map(([meaning, colour]) => ({ palette, panel, meaning, colour })),
  ),
)
test.each(everyColour)(
  '$palette on $panel: $meaning and its mark have enough contrast',
  ({ panel, colour }) => {
    const { fill, rim, ink } = colour
    for (const behind of panelsOf[panel].map((on) => panelColours[on])) {
      expect(wcagContrast(rim ?? fill, behind)).toBeGreaterThanOrEqual(least[panel])
      expect(wcagContrast(ink ?? behind, fill)).toBeGreaterThanOrEqual(least[panel])
    }
  },
)

test.each(lightNames)('%s looks as it was rendered', (light) => {
  for (const palette of paletteNames)
    for (const panel of panelNames) {
      const svg = lightPicture(light, { palette, panel })
      const before = new Resvg(svg, { fitTo: { mode: 'width', value: 48 } }).render().asPng()
      const [rendered, drawn] = [pixelsOfPng(before), pixelsOfPng(png(svg, 48))]
      expect(drawn).toHaveLength(rendered.length)
      const worst = rendered.reduce((most, value, index) => {
        const alpha = rendered[index - (index % 4) + 3] ?? 0
        const weight = index % 4 === 3 ? 255 : alpha
        return Math.max(most, Math.abs(value - (drawn[index] ?? 0)) * weight)
      }, 0)
      expect(worst).toBeLessThan(255)
    }
})

test('the app icon exists in every size', async () => {
  expect(readIcns(await read('app.icns'))).toEqual(icnsKinds)
  expect(readIco(await read('app.ico')).map(({ width }) => width)).toEqual([...appIcoSizes])
  expect(appIcoSizes).toEqual(expect.arrayContaining([28, 36, 40]))
  for (const size of appPngSizes)
    expect(sizeOfPng(await read(`app/${size}x${size}.png`))).toEqual(square(size))
})

/** The largest difference of one channel in any pixel that is not transparent. */
function mostDifferent(one: Uint8Array | undefined, other: Uint8Array): number {
  if (one?.length !== other.length) return 255
  return other.reduce((most, value, index) => {
    const alpha = other[index - (index % 4) + 3] ?? 0
    return alpha < 128 && index % 4 !== 3 ? most : Math.max(most, Math.abs(value - (one[index] ?? 0)))
  }, 0)
}
