// npm run contact-sheet: draws every light in every size, and magnified on the three grids, on each panel, in each palette,
// to out/icons/contact-sheet-<palette>.png, to review changes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { type LightName, lightNames } from '../app/model/light.ts'
import { type PaletteName, paletteNames } from '../app/model/names.ts'
import { lightPng, type Size } from './light-drawing.ts'
import { type PanelColour, panelColours, panelNames, panelsOf, type Scheme } from './lights.ts'

const TIMES = 8
const BOX = { width: 628, height: 204 }
const HEAD = 24
type Place = readonly [size: Size, left: number, top: number, shown: number]
/** In px: the grids' sizes magnified, then all sizes unscaled. */
const PLACES: readonly Place[] = [
  [16, 6, 6, 16 * TIMES],
  [20, 140, 6, 20 * TIMES],
  [24, 306, 6, 24 * TIMES],
  [64, 510, 6, 64],
  [48, 578, 6, 48],
  [32, 510, 80, 32],
  [24, 548, 80, 24],
  [20, 578, 80, 20],
  [16, 604, 80, 16],
]
/** The same without colour. */
const GREY_PLACES: readonly Place[] = [
  [16, 510, 126, 64],
  [16, 582, 126, 16],
]

const columns = panelNames.flatMap((panel) => panelsOf[panel].map((on) => ({ panel, on })))

function picture(name: LightName, scheme: Scheme, [size, x, y, shown]: Place): string {
  const data = lightPng(name, scheme, size).toString('base64')
  return `<image x="${x}" y="${y}" width="${shown}" height="${shown}" image-rendering="optimizeSpeed"
    href="data:image/png;base64,${data}"/>`
}

function box(name: LightName, scheme: Scheme, on: PanelColour): string {
  const draw = (place: Place) => picture(name, scheme, place)
  return `<rect width="${BOX.width}" height="${BOX.height}" fill="${panelColours[on]}"/>
    ${PLACES.map(draw).join('')}<g filter="url(#grey)">${GREY_PLACES.map(draw).join('')}</g>`
}

function row(name: LightName, palette: PaletteName, index: number): string {
  const boxes = columns.map(
    ({ panel, on }, column) =>
      `<g transform="translate(${column * BOX.width} ${HEAD})">${box(name, { palette, panel }, on)}</g>`,
  )
  return `<g transform="translate(0 ${index * (BOX.height + HEAD)})">
    <text x="6" y="17" font-size="15" fill="#fff">${name}</text>${boxes.join('')}</g>`
}

function sheet(palette: PaletteName): string {
  const [width, height] = [columns.length * BOX.width, lightNames.length * (BOX.height + HEAD)]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <filter id="grey" x="0" y="0" width="1" height="1"><feColorMatrix type="saturate" values="0"/></filter>
    <rect width="100%" height="100%" fill="#555"/>
    ${lightNames.map((name, index) => row(name, palette, index)).join('')}</svg>`
}

mkdirSync('out/icons', { recursive: true })
for (const palette of paletteNames) {
  const file = `out/icons/contact-sheet-${palette}.png`
  writeFileSync(file, new Resvg(sheet(palette)).render().asPng())
  console.log(file)
}
