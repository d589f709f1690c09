// Converts colours to the CIE coordinates of Hue lamps. Pure.
// Source: "Color conversion formulas RGB to xy and back", Hue developer documentation.
import { channelsOf } from '../../../model/external-outputs/shown-light.ts'

export interface Point {
  x: number
  y: number
}

/** The colours that a lamp can show: a triangle. */
export interface Gamut {
  red: Point
  green: Point
  blue: Point
}

/** The triangles of the documented gamut types. Lamps of other types send theirs, or none. */
export const gamuts = {
  A: { red: { x: 0.704, y: 0.296 }, green: { x: 0.2151, y: 0.7106 }, blue: { x: 0.138, y: 0.08 } },
  B: { red: { x: 0.675, y: 0.322 }, green: { x: 0.409, y: 0.518 }, blue: { x: 0.167, y: 0.04 } },
  C: { red: { x: 0.6915, y: 0.3083 }, green: { x: 0.17, y: 0.7 }, blue: { x: 0.1532, y: 0.0475 } },
} as const satisfies Record<string, Gamut>

/** The bridge itself works with four digits. */
const DIGITS = 4

/**
 * The coordinates of `colour` ('#rrggbb'), each from 0 to 1. A colour outside `gamut` becomes the nearest colour in it, as
 * the documentation says. Null if the gamut is not known: the bridge then chooses the nearest colour.
 */
export function xyOf(colour: string, gamut: Gamut | null): Point {
  const point = coordinatesOf(colour)
  const { x, y } = gamut === null || isInside(point, gamut) ? point : nearestOf(point, gamut)
  return { x: rounded(x), y: rounded(y) }
}

function coordinatesOf(colour: string): Point {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => linear(channel / 255))
  // "Wide RGB D65"
  const x = red * 0.664511 + green * 0.154324 + blue * 0.162028
  const y = red * 0.283881 + green * 0.668433 + blue * 0.047685
  const z = red * 0.000088 + green * 0.07231 + blue * 0.986039
  const sum = x + y + z
  // Black has no colour of its own.
  return sum === 0 ? coordinatesOf('#ffffff') : { x: x / sum, y: y / sum }
}

/** Removes the gamma correction of sRGB. */
const linear = (part: number) => (part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92)

const rounded = (part: number) => Math.min(1, Math.max(0, Number(part.toFixed(DIGITS))))

/** Twice the signed area of a triangle. */
const areaOf = (one: Point, two: Point, three: Point) =>
  (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x)

function isInside(point: Point, { red, green, blue }: Gamut): boolean {
  const areas = [areaOf(red, green, point), areaOf(green, blue, point), areaOf(blue, red, point)]
  return (
    areaOf(red, green, blue) !== 0 && (areas.every((area) => area >= 0) || areas.every((area) => area <= 0))
  )
}

function nearestOf(point: Point, { red, green, blue }: Gamut): Point {
  const nearest = [nearestOn(red, green, point), nearestOn(green, blue, point), nearestOn(blue, red, point)]
  return nearest.reduce((best, next) => (distance(next, point) < distance(best, point) ? next : best))
}

/** The nearest point of the line from `start` to `end`. */
function nearestOn(start: Point, end: Point, point: Point): Point {
  const [dx, dy] = [end.x - start.x, end.y - start.y]
  const lengthSquared = dx * dx + dy * dy
  if (lengthSquared === 0) return start
  const along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / lengthSquared
  const part = Math.min(1, Math.max(0, along))
  return { x: start.x + part * dx, y: start.y + part * dy }
}

const distance = (one: Point, two: Point) => Math.hypot(one.x - two.x, one.y - two.y)
