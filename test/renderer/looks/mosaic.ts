// Reduces a picture to a coarse mosaic of surfaces, borders and lights, and compares two mosaics.
import { PNG } from 'pngjs'

/** Pixels. */
const PATCH = 12
/** Another font changes widths and line breaks: the matching patch may be this many patches away. */
const NEARBY = { columns: 3, rows: 5 }
/** Of 255, in each channel. A card differs from the window by ten. */
const SAME_COLOUR = 6
/** Share of a patch's pixels; a border of one pixel is a twelfth. */
const LEAST_INK = 0.04
/** Of 255: the least distance from the background at which a pixel is ink. */
const INK_CONTRAST = 40

/** One pixel for each patch: its background colour, opaque if the patch has ink, such as a border or an icon. */
export type Mosaic = PNG

export function mosaicOf(picture: PNG): Mosaic {
  const mosaic = new PNG({
    width: Math.floor(picture.width / PATCH),
    height: Math.floor(picture.height / PATCH),
  })
  for (let row = 0; row < mosaic.height; row += 1) {
    for (let column = 0; column < mosaic.width; column += 1) {
      const pixels = pixelsOf(picture, column * PATCH, row * PATCH)
      const ground = commonest(pixels)
      const ink = pixels.filter((pixel) => distance(pixel, ground) > INK_CONTRAST).length / pixels.length
      mosaic.data.set([...ground, ink < LEAST_INK ? LIGHT : OPAQUE], 4 * (row * mosaic.width + column))
    }
  }
  return mosaic
}

/** Alpha of a patch without ink, so that lines stand out in the mosaic. */
const LIGHT = 160
const OPAQUE = 255

/** How many patches of a thousand have no similar patch nearby in the other mosaic. Throws if the sizes differ. */
export function unlikeness(one: Mosaic, other: Mosaic): number {
  if (one.width !== other.width || one.height !== other.height) {
    throw new Error(`${one.width} × ${one.height} patches against ${other.width} × ${other.height}`)
  }
  const patches = one.width * one.height
  return (1000 * (withoutLike(one, other) + withoutLike(other, one))) / (2 * patches)
}

function withoutLike(mosaic: Mosaic, other: Mosaic): number {
  let count = 0
  for (let row = 0; row < mosaic.height; row += 1) {
    for (let column = 0; column < mosaic.width; column += 1) {
      const patch = patchAt(mosaic, column, row)
      if (!nearby(other, column, row).some((candidate) => isLike(patch, candidate))) count += 1
    }
  }
  return count
}

/** The other patch may have ink in addition, as a line may fall into either of two patches. */
const isLike = (one: Buffer, other: Buffer): boolean =>
  distance(one, other) <= SAME_COLOUR && (one[3] !== OPAQUE || other[3] === OPAQUE)

function nearby(mosaic: Mosaic, column: number, row: number): Buffer[] {
  const found: Buffer[] = []
  for (let y = row - NEARBY.rows; y <= row + NEARBY.rows; y += 1) {
    for (let x = column - NEARBY.columns; x <= column + NEARBY.columns; x += 1) {
      if (x >= 0 && x < mosaic.width && y >= 0 && y < mosaic.height) found.push(patchAt(mosaic, x, y))
    }
  }
  return found
}

const patchAt = ({ data, width }: Mosaic, column: number, row: number): Buffer =>
  data.subarray(4 * (row * width + column), 4 * (row * width + column) + 4)

function pixelsOf({ data, width }: PNG, left: number, top: number): Buffer[] {
  return Array.from({ length: PATCH * PATCH }, (_, number) => {
    const at = 4 * ((top + Math.floor(number / PATCH)) * width + left + (number % PATCH))
    return data.subarray(at, at + 3)
  })
}

function commonest(pixels: Buffer[]): Buffer {
  const counts = new Map<number, number>()
  const colours = pixels.map((pixel) => pixel.readUIntBE(0, 3))
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const most = Math.max(...counts.values())
  return pixels[colours.findIndex((colour) => counts.get(colour) === most)] ?? Buffer.alloc(3)
}

const distance = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Math.max(...[0, 1, 2].map((channel) => Math.abs((one[channel] ?? 0) - (other[channel] ?? 0))))
