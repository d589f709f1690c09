// An ICO file from PNGs: small pictures as bitmaps, which everything reads, larger ones as PNG, which is far smaller.
import { PNG } from 'pngjs'

const HEADER = 6
const ENTRY = 16
const BITMAP_HEADER = 40
const PNG_WIDTH = 16

/**
 * Square PNGs as one ICO (Microsoft Learn, "Icons"; "BITMAPINFOHEADER structure"). Windows takes PNG entries of any
 * size since Vista.
 * @param bitmapsUpTo entries of at most so many px a side are bitmaps
 */
export function icoOf(pngs: readonly Buffer[], bitmapsUpTo: number): Buffer {
  const pictures = pngs.map((png) => {
    const size = png.readUInt32BE(PNG_WIDTH)
    return { size, content: size <= bitmapsUpTo ? bitmapOf(png) : png }
  })
  const header = Buffer.alloc(HEADER)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = HEADER + ENTRY * pictures.length
  const entries = pictures.map(({ size, content }) => {
    const entry = Buffer.alloc(ENTRY)
    // 256 is written as 0.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(content.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += content.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...pictures.map(({ content }) => content)])
}

/** Rows from the bottom, pixels as blue, green, red, alpha; then the mask of one bit, all opaque: alpha says it. */
function bitmapOf(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png)
  const header = Buffer.alloc(BITMAP_HEADER)
  header.writeUInt32LE(BITMAP_HEADER, 0)
  header.writeInt32LE(width, 4)
  // Picture and mask together.
  header.writeInt32LE(height * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const pixels = Buffer.alloc(data.length)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray((row * width + column) * 4)
      pixels.set([blue, green, red, alpha], ((height - 1 - row) * width + column) * 4)
    }
  const maskRow = Math.ceil(width / 32) * 4
  return Buffer.concat([header, pixels, Buffer.alloc(maskRow * height)])
}
