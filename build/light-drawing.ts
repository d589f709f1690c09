// Draws a light as SVG on a pixel grid, and as PNG in any size.
import { Resvg } from '@resvg/resvg-js'
import { PNG } from 'pngjs'
import type { LightName } from '../app/model/light.ts'
import { fluentOutline, fluentPath, type Grid, markSvg, strokes } from './fluent.ts'
import { type Body, type Colour, type Drawing, drawingOf, type Mark, type Scheme } from './lights.ts'

/**
 * The icon sizes of Windows, macOS and Linux panels in px, and the grid for each. No grid divides 28 and 36: they use the
 * finest.
 */
const gridOfSize = {
  16: 16,
  20: 20,
  24: 24,
  28: 24,
  32: 16,
  36: 24,
  40: 20,
  48: 24,
  64: 16,
} as const satisfies Record<number, Grid>
export type Size = keyof typeof gridOfSize

/** One light as a PNG of `size` px a side, on a transparent background. */
export function lightPng(name: LightName, scheme: Scheme, size: Size): Buffer {
  return png(lightSvg(drawingOf(name, scheme), gridOfSize[size]), size)
}

/**
 * Renders an SVG that holds no text. Written anew without PNG's filters and with the best deflation, which leaves three
 * fifths of the bytes: the icons are flat.
 */
export function png(svg: string, width: number): Buffer {
  const options = { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } } as const
  const drawn = PNG.sync.read(new Resvg(svg, options).render().asPng())
  unifyColours(drawn.data)
  return PNG.sync.write(drawn, { filterType: 0, deflateLevel: 9, deflateStrategy: 0 })
}

/**
 * The renderer rounds the colour of a pixel, the more the more transparent it is. Where the most common colour looks the same
 * it replaces the rounded one, which leaves nine tenths of the bytes. `pixels`: RGBA.
 */
function unifyColours(pixels: Buffer): void {
  const weights = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = pixels.readUIntBE(at, 3)
    weights.set(colour, (weights.get(colour) ?? 0) + pixels.readUInt8(at + 3))
  }
  const common = Buffer.alloc(3)
  common.writeUIntBE([...weights].reduce((one, other) => (other[1] > one[1] ? other : one))[0], 0, 3)
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels.readUInt8(at + 3)
    const looksSame = common.every(
      (value, channel) => Math.abs(value - pixels.readUInt8(at + channel)) * alpha < 255,
    )
    if (alpha > 0 && looksSame) common.copy(pixels, at)
  }
}

/** One light as SVG on the finest grid, for large pictures. */
export const lightPicture = (name: LightName, scheme: Scheme): string => lightSvg(drawingOf(name, scheme), 24)

function lightSvg(drawing: Drawing, grid: Grid): string {
  const content = drawing.stale ? stale(drawing, grid) : fresh(drawing, grid)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${grid} ${grid}">${content}</svg>`
}

function fresh({ colour, body, mark }: Drawing, grid: Grid): string {
  const shape = bodySvg(body, grid)
  const sign = mark ? signSvg(mark, grid, body) : ''
  if (body === 'ring') return painted(shape + sign, lineColour(colour))
  if (colour.ink) return rimmed(shape, colour, grid) + painted(sign, colour.ink)
  return cutOut(painted(shape, colour.fill), sign, grid)
}

/**
 * A stale light: a dashed outline with the mark, in a colour halfway to grey. A disc's outline is thin with eight dashes, a
 * ring's has its usual width and four dashes, so that out of office stays recognizable.
 */
function stale({ colour, neutral, body, mark }: Drawing, grid: Grid): string {
  const outline =
    body === 'ring'
      ? brokenRing(grid, strokes[grid].ring, 4, 0.3)
      : brokenRing(grid, strokes[grid].outline, 8, 0.4)
  return painted(outline + staleSign(body, mark, grid), halfway(lineColour(colour), neutral))
}

/** A light without a mark would look like the dots of `signed-out`, so a disc keeps a small disc. */
function staleSign(body: Body, mark: Mark | null, grid: Grid): string {
  if (mark) return markSvg(mark, grid, body)
  return body === 'disc' ? `<circle cx="${grid / 2}" cy="${grid / 2}" r="${(grid * 3) / 16}"/>` : ''
}

/** The mark in the middle of the body. The middle of a clock's hands is above that of the clock. */
function signSvg(mark: Mark, grid: Grid, body: Body): string {
  const sign = markSvg(mark, grid, body)
  if (body !== 'monitor') return sign
  const up = monitors[grid].above - (mark === 'clock' ? 1 : 0)
  return `<g transform="translate(0 ${-up})">${sign}</g>`
}

const lineColour = ({ fill, rim }: Colour) => rim ?? fill

const painted = (svg: string, colour: string) =>
  `<g fill="${colour}" stroke="${colour}" stroke-width="0">${svg}</g>`

/** Cuts the mark out of the shape, so that it has the panel's colour and with it the light's contrast. */
function cutOut(svg: string, sign: string, grid: Grid): string {
  if (!sign) return svg
  return `<mask id="sign" maskUnits="userSpaceOnUse" x="0" y="0" width="${grid}" height="${grid}">
    ${painted(`<rect width="${grid}" height="${grid}"/>`, '#fff')}${painted(sign, '#000')}</mask>
    <g mask="url(#sign)">${svg}</g>`
}

/** Draws the rim inside the shape's edge. */
function rimmed(shape: string, { fill, rim }: Colour, grid: Grid): string {
  if (!rim) return painted(shape, fill)
  return `<clipPath id="shape">${shape}</clipPath>
    <g clip-path="url(#shape)" fill="${fill}" stroke="${rim}" stroke-width="${2 * strokes[grid].rim}">${shape}</g>`
}

function bodySvg(body: Body, grid: Grid): string {
  switch (body) {
    case 'disc':
      return `<path d="${fluentPath(`presence_busy_${grid}_filled`)}"/>`
    case 'ring':
      return `<path d="${fluentPath(`presence_unknown_${grid}_regular`)}"/>`
    case 'triangle':
      return `<path d="${fluentOutline(`warning_${grid}_filled`)}"/>`
    case 'bars':
      return `<path d="${fluentPath(`pause_${grid}_filled`)}"/>`
    case 'dots':
      return dots[grid]
    case 'monitor':
      return `<path d="${monitors[grid].path}"/>`
    default:
      return body satisfies never
  }
}

/** A monitor on its foot, on whole pixels. `above`: how far its middle is above that of the grid, px. */
const monitors: Record<Grid, { path: string; above: number }> = {
  16: {
    path: 'M1.5 0h13A1.5 1.5 0 0 1 16 1.5v9a1.5 1.5 0 0 1-1.5 1.5H10v2h2v2H4v-2h2v-2H1.5A1.5 1.5 0 0 1 0 10.5v-9A1.5 1.5 0 0 1 1.5 0z',
    above: 2,
  },
  20: {
    path: 'M2 1h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-6v2h3v2H5v-2h3v-2H2a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z',
    above: 2,
  },
  24: {
    path: 'M2.5 1h19A2.5 2.5 0 0 1 24 3.5v12a2.5 2.5 0 0 1-2.5 2.5H15v2h3v3H6v-3h3v-2H2.5A2.5 2.5 0 0 1 0 15.5v-12A2.5 2.5 0 0 1 2.5 1z',
    above: 2.5,
  },
}

/** Eight dots around the centre, each on whole pixels. */
const dots: Record<Grid, string> = {
  16: around(16, 2.5, 6.5, 1.5),
  20: around(20, 3.5, 8.5, 1.5),
  24: around(24, 4, 10, 2),
}
function around(grid: number, near: number, far: number, radius: number): string {
  const dot = (x: number, y: number) => `<circle cx="${grid / 2 + x}" cy="${grid / 2 + y}" r="${radius}"/>`
  const signs = [-1, 1]
  return signs.flatMap((x) => signs.flatMap((y) => [dot(x * near, y * far), dot(x * far, y * near)])).join('')
}

/** A dashed ring with one dash centred at the top. `gap`: the share of the gap in each dash. */
function brokenRing(grid: Grid, width: number, pieces: number, gap: number): string {
  const radius = (grid - width) / 2
  const piece = (2 * Math.PI * radius) / pieces
  const turn = -90 - (180 * (1 - gap)) / pieces
  return `<circle cx="${grid / 2}" cy="${grid / 2}" r="${radius}" fill="none" stroke-width="${width}"
    stroke-dasharray="${piece * (1 - gap)} ${piece * gap}" transform="rotate(${turn} ${grid / 2} ${grid / 2})"/>`
}

function halfway(one: string, other: string): string {
  const [from = 0, to = 0] = [one, other].map((hex) => Number.parseInt(hex.slice(1), 16))
  const part = (shift: number) => Math.round(((from >> shift) & 255) / 2 + ((to >> shift) & 255) / 2)
  return `rgb(${part(16)} ${part(8)} ${part(0)})`
}
