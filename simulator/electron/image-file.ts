// Reads tray icon files: PNG, and the entries of ICO.
import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'

export interface Representation {
  scaleFactor: number
  /** Pixels, not divided by the scale factor. */
  width: number
  height: number
  png: Buffer
}

// The suffixes Electron looks for (docs: native-image, "High resolution image").
const scales = [1, 1.25, 1.33, 1.4, 1.5, 1.8, 2, 2.5, 3, 4, 5]
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const ICON_EDGE = 16

/** One representation for a PNG; none if the bytes are no PNG. */
export function readPng(png: Buffer, scaleFactor: number): Representation[] {
  if (png.length < 24 || !png.subarray(0, 8).equals(PNG_SIGNATURE)) return []
  return [{ scaleFactor, width: png.readUInt32BE(16), height: png.readUInt32BE(20), png }]
}

/** The PNG entries of an ICO. Bitmap entries are skipped. */
function readIco(ico: Buffer): Representation[] {
  const count = ico.length >= 6 && ico.readUInt16LE(2) === 1 ? ico.readUInt16LE(4) : 0
  return Array.from({ length: count }, (_, index) => {
    const entry = 6 + index * 16
    const start = ico.readUInt32LE(entry + 12)
    return readPng(ico.subarray(start, start + ico.readUInt32LE(entry + 8)), 1)
  })
    .flat()
    .map((found) => ({ ...found, scaleFactor: found.width / ICON_EDGE }))
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

function readScaled(path: string): Representation[] {
  const extension = extname(path)
  const stem = path.slice(0, path.length - extension.length)
  return scales.flatMap((scale) => {
    const file = scale === 1 ? path : `${stem}@${scale}x${extension}`
    return isFile(file) ? readPng(readFileSync(file), scale) : []
  })
}

/** All representations of an image path: the file and its `@2x` siblings. Empty if there is none. */
export function readImageFile(path: string): Representation[] {
  if (extname(path).toLowerCase() !== '.ico') return readScaled(path)
  if (!isFile(path)) return []
  const sibling = readScaled(join(dirname(path), `${basename(path, extname(path))}.png`))
  return sibling.length > 0 ? sibling : readIco(readFileSync(path))
}

/** `…/tray/busy@2x.png` → `busy`. */
export function iconName(path: string): string {
  return basename(path, extname(path)).replace(/@\d+(\.\d+)?x$/, '')
}
