// What different eyes make of an icon on its panel, and how far apart two icons are to them.
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

/** An icon on a panel: the panel's colour, and each pixel's, row by row. */
export interface Sight {
  panel: Rgb
  pixels: readonly Rgb[]
}

const toRgb = converter('rgb')
const toLinear = converter('lrgb')
const toLab = converter('lab65')
const difference = differenceCiede2000()

/** A PNG as it looks on a panel of that colour. Throws when it is no PNG or no colour. */
export function sightOf(png: Buffer, panelColour: string): Sight {
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

/** A colour as that eye sees it. Machado, Oliveira and Fernandes (2009) reckon in linear light, so that is handed in. */
function seen(colour: Rgb, vision: Vision): Lab65 {
  if (vision === 'grey') return { ...toLab(colour), a: 0, b: 0 }
  const simulate = dichromat[vision]
  if (!simulate) return toLab(colour)
  const { r, g, b } = toLinear(colour)
  return toLab({ ...simulate({ mode: 'rgb', r, g, b }), mode: 'lrgb' })
}

/** Few colours make up an icon: each is reckoned once, and how far two of them are apart too. */
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

/** The icon's pixels as that eye sees them. */
export const labOf = ({ pixels }: Sight, vision: Vision): readonly Lab65[] =>
  pixels.map((pixel) => seenBefore(pixel, vision))

/** Mean CIEDE2000 of two icons' pixels; 0 for the same icon, and about 1 a pixel is what an eye can just see. */
export function apart(one: readonly Lab65[], other: readonly Lab65[]): number {
  const sum = one.reduce((total, colour, index) => {
    const beside = other[index]
    if (!beside) throw new Error('The icons are not of one size')
    return total + distanceOf(colour, beside)
  }, 0)
  return sum / one.length
}

/** Black and white: where the icon's lightness is nearer to what stands out most than to the panel. */
export function shapeOf({ panel, pixels }: Sight): readonly boolean[] {
  const lightness = (colour: Rgb) => toLab(colour).l
  const behind = lightness(panel)
  const steps = pixels.map((pixel) => Math.abs(lightness(pixel) - behind))
  const half = Math.max(...steps) / 2
  return steps.map((step) => step > half && half > 1)
}

/** How many pixels of two shapes differ. */
export const shapesApart = (one: readonly boolean[], other: readonly boolean[]): number =>
  one.filter((value, index) => value !== other[index]).length

/** The icon is carried by so many of its pixels: an eighth of 16 × 16, less than any ring of it. */
const CARRYING_PIXELS = 32

/** WCAG contrast with the panel that the icon's best CARRYING_PIXELS all have. */
export function contrastOf({ panel, pixels }: Sight): number {
  const ratios = pixels.map((pixel) => wcagContrast(pixel, panel)).sort((a, b) => b - a)
  return ratios[CARRYING_PIXELS - 1] ?? 1
}
