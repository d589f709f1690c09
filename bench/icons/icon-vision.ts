// Simulates how an icon on its panel looks with different kinds of colour vision, and measures how much two icons differ.
import {
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  type Lab65,
  type Rgb,
  wcagContrast,
} from 'culori'
import { PNG } from 'pngjs'

export const visions = ['normal', 'protanopia', 'deuteranopia', 'tritanopia', 'grey'] as const
export type Vision = (typeof visions)[number]

/** An icon on a panel: the panel's colour and the colours of the pixels, row by row. */
export interface IconPixels {
  panel: Rgb
  pixels: readonly Rgb[]
}

const toRgb = converter('rgb')
const toLinear = converter('lrgb')
const toLab = converter('lab65')
const difference = differenceCiede2000()

/** Blends a PNG with a panel's colour. Throws if either is invalid. */
export function pixelsOf(png: Buffer, panelColour: string): IconPixels {
  const panel = toRgb(panelColour)
  if (!panel) throw new Error(`${panelColour} is no colour`)
  const { data } = PNG.sync.read(png)
  const over = (value: number, alpha: number, behind: number) =>
    ((value / 255) * alpha + behind * (255 - alpha)) / 255
  const pixels = Array.from({ length: data.length / 4 }, (_, index): Rgb => {
    const [r = 0, g = 0, b = 0, alpha = 0] = data.subarray(index * 4, index * 4 + 4)
    return { mode: 'rgb', r: over(r, alpha, panel.r), g: over(g, alpha, panel.g), b: over(b, alpha, panel.b) }
  })
  return { panel, pixels }
}

const dichromat: Partial<Record<Vision, (colour: Rgb) => Rgb>> = {
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
}

/** Simulates a colour for a vision. The model of Machado, Oliveira and Fernandes (2009) takes linear light. */
function seen(colour: Rgb, vision: Vision): Lab65 {
  if (vision === 'grey') return { ...toLab(colour), a: 0, b: 0 }
  const simulate = dichromat[vision]
  if (!simulate) return toLab(colour)
  const { r, g, b } = toLinear(colour)
  return toLab({ ...simulate({ mode: 'rgb', r, g, b }), mode: 'lrgb' })
}

/** Caches: icons have few colours. */
const colours = new Map<string, Lab65>()
const distances = new Map<Lab65, Map<Lab65, number>>()

function seenBefore(colour: Rgb, vision: Vision): Lab65 {
  const key = `${vision} ${colour.r} ${colour.g} ${colour.b}`
  const lab = colours.get(key) ?? seen(colour, vision)
  colours.set(key, lab)
  return lab
}

function distanceOf(one: Lab65, other: Lab65): number {
  const fromOne = distances.get(one) ?? new Map<Lab65, number>()
  distances.set(one, fromOne)
  const distance = fromOne.get(other) ?? difference(one, other)
  fromOne.set(other, distance)
  return distance
}

/** The icon's pixels with a vision. */
export const labOf = ({ pixels }: IconPixels, vision: Vision): readonly Lab65[] =>
  pixels.map((pixel) => seenBefore(pixel, vision))

/** The mean CIEDE2000 of two icons' pixels: 0 for the same icon; about 1 is just noticeable. */
export function meanDifference(one: readonly Lab65[], other: readonly Lab65[]): number {
  const sum = one.reduce((total, colour, index) => {
    const beside = other[index]
    if (!beside) throw new Error('The icons are not of one size')
    return total + distanceOf(colour, beside)
  }, 0)
  return sum / one.length
}

/** The icon in black and white: true for pixels whose lightness is nearer to the most contrasting pixel than to the panel. */
export function shapeOf({ panel, pixels }: IconPixels): readonly boolean[] {
  const lightness = (colour: Rgb) => toLab(colour).l
  const behind = lightness(panel)
  const steps = pixels.map((pixel) => Math.abs(lightness(pixel) - behind))
  const half = Math.max(...steps) / 2
  return steps.map((step) => step > half && half > 1)
}

/** The number of pixels in which two shapes differ. */
export const shapeDifference = (one: readonly boolean[], other: readonly boolean[]): number =>
  one.filter((value, index) => value !== other[index]).length

/** Contrast is measured on this many pixels: an eighth of 16 × 16, fewer than those of any ring. */
const CARRYING_PIXELS = 32

/** The lowest WCAG contrast with the panel of the CARRYING_PIXELS pixels that contrast most. */
export function contrastOf({ panel, pixels }: IconPixels): number {
  const ratios = pixels.map((pixel) => wcagContrast(pixel, panel)).sort((a, b) => b - a)
  return ratios[CARRYING_PIXELS - 1] ?? 1
}
