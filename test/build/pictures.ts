// Reads pictures back: PNG, ICO, and what the eye makes of colours.
import { Resvg } from '@resvg/resvg-js'

/** Width and height in px, from the PNG's first chunk (PNG, 11.2.1 "IHDR"). */
export function sizeOfPng(png: Buffer): { width: number; height: number } {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('this is no PNG')
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

/** Red, green, blue and alpha of each pixel, row by row from the top. */
export function pixelsOfPng(png: Buffer): Uint8Array {
  const { width, height } = sizeOfPng(png)
  const href = `data:image/png;base64,${png.toString('base64')}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <image width="${width}" height="${height}" image-rendering="optimizeSpeed" href="${href}"/></svg>`
  return straight(new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels)
}

/** resvg's pixels are multiplied by their alpha. */
function straight(pixels: Uint8Array): Uint8Array {
  return pixels.map((value, index) => {
    const alpha = pixels[index - (index % 4) + 3] ?? 0
    return index % 4 === 3 || alpha === 0 ? value : Math.min(255, Math.round((value * 255) / alpha))
  })
}

export interface IcoEntry {
  width: number
  pixels: Uint8Array
}

/** The pictures of an ICO of 32-bit bitmaps, checked against what the directory says of them. */
export function readIco(ico: Buffer): IcoEntry[] {
  if (ico.readUInt16LE(2) !== 1) throw new Error('this is no ICO')
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + index * 16
    const width = ico.readUInt8(entry) || 256
    const bitmap = ico.subarray(ico.readUInt32LE(entry + 12)).subarray(0, ico.readUInt32LE(entry + 8))
    const said = [bitmap.readInt32LE(4), bitmap.readInt32LE(8) / 2, bitmap.readUInt16LE(14)]
    if (said.some((value, place) => value !== [width, width, 32][place]))
      throw new Error(`entry ${index} is not what the directory says: ${said.join(' ')}`)
    return { width, pixels: fromBottomUp(bitmap.subarray(40), width) }
  })
}

/** A bitmap's rows run from the bottom and its pixels blue, green, red, alpha. */
function fromBottomUp(rows: Buffer, width: number): Uint8Array {
  const pixels = new Uint8Array(width * width * 4)
  for (let place = 0; place < width * width; place++) {
    const from = ((width - 1 - Math.floor(place / width)) * width + (place % width)) * 4
    for (const [channel, order] of [2, 1, 0, 3].entries())
      pixels[place * 4 + channel] = rows[from + order] ?? 0
  }
  return pixels
}

/** Brightness of each pixel on a panel, 0 to 255, as a screen without colour shows it (Rec. 709). */
export function greyOn(pixels: Uint8Array, panel: string): number[] {
  const behind = brightness(channels(panel))
  return Array.from({ length: pixels.length / 4 }, (_, place) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(place * 4, place * 4 + 4)
    return (brightness([red, green, blue]) * alpha + behind * (255 - alpha)) / 255
  })
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((colour) => luminance(channels(colour)))
    .sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

const brightness = ([red = 0, green = 0, blue = 0]: number[]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

const luminance = (colour: number[]) =>
  brightness(
    colour.map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)),
  )
