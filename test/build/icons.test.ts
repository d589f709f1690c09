// The icons as they are written: every file there, every size right, every light told apart, also without colour.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lightNames } from '../../app/presence/light.ts'
import { appIcoSizes, appPngSizes, icoSizes, LARGE, trayScales, writeIcons } from '../../build/icon-files.ts'
import { type Colour, colours, panels } from '../../build/lights.ts'
import { contrast, greyOn, pixelsOfPng, readIco, sizeOfPng } from './pictures.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-light-icons-'))
  await writeIcons(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const read = (name: string) => readFile(join(folder, name))
const square = (size: number) => ({ width: size, height: size })

describe.each(lightNames)('%s', (light) => {
  test('the tray icon has a file for each scale', async () => {
    for (const [scale, size] of Object.entries(trayScales))
      expect(sizeOfPng(await read(`tray/${light}${scale}.png`))).toEqual(square(size))
  })

  test('the icon for Linux panels is large, and has no siblings that would be chosen instead', async () => {
    expect(sizeOfPng(await read(`tray-large/${light}.png`))).toEqual(square(LARGE))
    await expect(read(`tray-large/${light}@2x.png`)).rejects.toThrow('ENOENT')
  })

  test('the ICO holds each size as it was drawn', async () => {
    const entries = readIco(await read(`tray-ico/${light}.ico`))
    expect(entries.map(({ width }) => width)).toEqual([...icoSizes])
    for (const [scale, size] of Object.entries(trayScales)) {
      const drawn = pixelsOfPng(await read(`tray/${light}${scale}.png`))
      expect(mostDifferent(entries.find(({ width }) => width === size)?.pixels, drawn)).toBeLessThanOrEqual(4)
    }
  })

  test('fills its 16 px', async () => {
    const pixels = pixelsOfPng(await read(`tray/${light}.png`))
    const seen = [...Array(256).keys()].filter((index) => (pixels[index * 4 + 3] ?? 0) > 40)
    const extent = (places: number[]) => Math.max(...places) - Math.min(...places) + 1
    expect(seen.length).toBeGreaterThan(60)
    expect(extent(seen.map((index) => index % 16))).toBeGreaterThanOrEqual(12)
    expect(extent(seen.map((index) => Math.floor(index / 16)))).toBeGreaterThanOrEqual(12)
  })
})

test('no two lights can be taken for each other at 16 px, in grey, on either panel', async () => {
  const images = await Promise.all(
    lightNames.map(async (light) => ({ light, pixels: pixelsOfPng(await read(`tray/${light}.png`)) })),
  )
  const alike = Object.values(panels).flatMap((panel) => {
    const greys = images.map(({ light, pixels }) => ({ light, grey: greyOn(pixels, panel) }))
    return greys.flatMap((one, index) =>
      greys
        .slice(index + 1)
        .map((other) => ({
          pair: `${one.light} ${other.light}`,
          panel,
          differing: differing(one.grey, other.grey),
        }))
        .filter(({ differing }) => differing < 12),
    )
  })
  expect(alike).toEqual([])
})

test.each(Object.entries<Colour>(colours))(
  '%s stands out from both panels, and its mark from it',
  (_, colour) => {
    const { fill, rim, ink } = colour
    for (const panel of Object.values(panels)) {
      expect(contrast(rim ?? fill, panel)).toBeGreaterThanOrEqual(3)
      expect(contrast(ink ?? panel, fill)).toBeGreaterThanOrEqual(3)
    }
  },
)

test('the app icon is there in every size', async () => {
  expect(sizeOfPng(await read('app.png'))).toEqual(square(1024))
  expect(readIco(await read('app.ico')).map(({ width }) => width)).toEqual([...appIcoSizes])
  for (const size of appPngSizes)
    expect(sizeOfPng(await read(`app/${size}x${size}.png`))).toEqual(square(size))
})

/** The largest difference of one channel in one pixel, where the picture is not transparent. */
function mostDifferent(one: Uint8Array | undefined, other: Uint8Array): number {
  if (one?.length !== other.length) return 255
  return other.reduce((most, value, index) => {
    const alpha = other[index - (index % 4) + 3] ?? 0
    return alpha < 128 && index % 4 !== 3 ? most : Math.max(most, Math.abs(value - (one[index] ?? 0)))
  }, 0)
}

/** How many pixels are of a clearly different brightness. */
const differing = (one: number[], other: number[]) =>
  one.filter((value, index) => Math.abs(value - (other[index] ?? 0)) > 24).length
