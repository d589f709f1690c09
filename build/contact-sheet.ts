// Draws every light on one page, in its sizes and magnified, in colour and in grey: look at it after a change.
// Run: tsx build/contact-sheet.ts. Writes out/icons/contact-sheet.png.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { type LightName, lightNames } from '../app/presence/light.ts'
import { lightPng, type Size } from './drawing.ts'
import { panels } from './lights.ts'

const FILE = 'out/icons/contact-sheet.png'
const COLUMNS = 5
const CELL = { width: 384, height: 214 }
/** Where each true size stands on a panel: [size in px, left edge]. */
const ROW: readonly (readonly [Size, number])[] = [
  [16, 6],
  [20, 28],
  [24, 54],
  [32, 84],
  [48, 124],
]

function picture(name: LightName, size: Size, x: number, y: number, shown: number = size): string {
  const data = lightPng(name, size).toString('base64')
  return `<image x="${x}" y="${y}" width="${shown}" height="${shown}" image-rendering="optimizeSpeed"
    href="data:image/png;base64,${data}"/>`
}

const onPanel = (name: LightName, panel: string, x: number) => `<g transform="translate(${x} 22)">
  <rect width="192" height="192" fill="${panel}"/>
  ${picture(name, 16, 6, 6, 128)}${picture(name, 16, 140, 8, 48)}
  <g filter="url(#grey)">${picture(name, 16, 140, 62, 48)}${picture(name, 16, 140, 116)}</g>
  ${ROW.map(([size, left]) => picture(name, size, left, 140)).join('')}</g>`

const cells = lightNames.map((name, index) => {
  const left = (index % COLUMNS) * CELL.width
  const top = Math.floor(index / COLUMNS) * CELL.height
  return `<g transform="translate(${left} ${top})"><text x="6" y="16" font-size="14" fill="#fff">${name}</text>
    ${onPanel(name, panels.light, 0)}${onPanel(name, panels.dark, CELL.width / 2)}</g>`
})
const height = Math.ceil(cells.length / COLUMNS) * CELL.height
const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${COLUMNS * CELL.width}" height="${height}">
  <filter id="grey" x="0" y="0" width="1" height="1"><feColorMatrix type="saturate" values="0"/></filter>
  <rect width="100%" height="100%" fill="#555"/>${cells.join('')}</svg>`
mkdirSync('out/icons', { recursive: true })
writeFileSync(FILE, new Resvg(sheet).render().asPng())
process.stdout.write(`${FILE}\n`)
