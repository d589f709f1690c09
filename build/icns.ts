// An ICNS file from PNGs, as a Mac takes an application's icon.

/** Each kind of entry with its px a side, as iconutil names them: `ic11` is 16 points at twice the resolution. */
export const icnsKinds = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
} as const
export type IcnsSize = (typeof icnsKinds)[keyof typeof icnsKinds]

const HEADER = 8

/** One ICNS: a name and a length in front of the whole, and the same in front of each picture. */
export function icnsOf(pngOf: (size: IcnsSize) => Buffer): Buffer {
  const entries = Object.entries(icnsKinds).map(([kind, size]) => named(kind, pngOf(size)))
  return named('icns', Buffer.concat(entries))
}

function named(kind: string, content: Buffer): Buffer {
  const header = Buffer.alloc(HEADER)
  header.write(kind, 'latin1')
  header.writeUInt32BE(HEADER + content.length, kind.length)
  return Buffer.concat([header, content])
}
