// Parses PNG, ICO and ICNS files.
import { PNG } from 'pngjs'

/** Width and height in px, from the first chunk (PNG, 11.2.1 "IHDR"). */
export function sizeOfPng(png: Buffer): { width: number; height: number } {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('this is no PNG')
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

/** Red, green, blue and alpha of each pixel, row by row from the top. */
export const pixelsOfPng = (png: Buffer): Uint8Array => PNG.sync.read(png).data

/** The types of an ICNS's entries with their widths in px. Throws if a length is wrong. */
export function readIcns(icns: Buffer): Record<string, number> {
  const [whole] = entriesOf(icns)
  if (whole?.kind !== 'icns' || whole.content.length + 8 !== icns.length) throw new Error('this is no ICNS')
  return Object.fromEntries(
    entriesOf(whole.content).map(({ kind, content }) => [kind, sizeOfPng(content).width]),
  )
}

function entriesOf(content: Buffer): { kind: string; content: Buffer }[] {
  if (content.length === 0) return []
  const end = content.readUInt32BE(4)
  const first = { kind: content.toString('latin1', 0, 4), content: content.subarray(8, end) }
  return [first, ...entriesOf(content.subarray(end))]
}

export interface IcoEntry {
  width: number
  pixels: Uint8Array
}

/** The images of an ICO, PNGs or 32-bit bitmaps. Throws if they differ from the directory's entries. */
export function readIco(ico: Buffer): IcoEntry[] {
  if (ico.readUInt16LE(2) !== 1) throw new Error('this is no ICO')
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + index * 16
    const width = ico.readUInt8(entry) || 256
    const content = ico.subarray(ico.readUInt32LE(entry + 12)).subarray(0, ico.readUInt32LE(entry + 8))
    const isPng = content.toString('latin1', 1, 4) === 'PNG'
    const expected = isPng
      ? [sizeOfPng(content).width, sizeOfPng(content).height, 32]
      : [content.readInt32LE(4), content.readInt32LE(8) / 2, content.readUInt16LE(14)]
    if (expected.some((value, place) => value !== [width, width, 32][place]))
      throw new Error(`entry ${index} is not what the directory says: ${expected.join(' ')}`)
    return { width, pixels: isPng ? pixelsOfPng(content) : fromBottomUp(content.subarray(40), width) }
  })
}

/** Bitmaps have their rows from bottom to top, in the order blue, green, red, alpha. */
function fromBottomUp(rows: Buffer, width: number): Uint8Array {
  const pixels = new Uint8Array(width * width * 4)
  for (let place = 0; place < width * width; place++) {
    const from = ((width - 1 - Math.floor(place / width)) * width + (place % width)) * 4
    for (const [channel, order] of [2, 1, 0, 3].entries())
      pixels[place * 4 + channel] = rows[from + order] ?? 0
  }
  return pixels
}
