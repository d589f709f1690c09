// The report of a Kuando Busylight: seven steps of 8 bytes and a footer with a checksum (Plenom, "Busylight API rev. 2.2";
// porsager/busylight, yaddran/busylight and JnyJny/busylight).

import type { Rgb } from './usb-light-models.ts'

const LENGTH = 64
const FOOTER = 56

/** "Jump" to step 0, which is repeated. */
const JUMP = 0x10
/** The device turns off unless another one arrives within the seconds in the lower four bits. */
const KEEP_ALIVE = 0x8f
/** Ends a sound that another program started. */
const NO_SOUND = 0x80
/** Half a second, in units of 0.1 s. */
const BLINK = 5

/** A report of 64 bytes whose first step is `step`. */
function reportOf(step: readonly number[]): number[] {
  const bytes = Array.from({ length: LENGTH }, (_, at) => step[at] ?? 0)
  bytes.splice(FOOTER, 6, 0, 0, 0, 0xff, 0xff, 0xff)
  const sum = bytes.slice(0, LENGTH - 2).reduce((total, byte) => total + byte, 0)
  bytes.splice(LENGTH - 2, 2, sum >> 8, sum & 0xff)
  return bytes
}

/** The intensities are in percent. A channel that is not 0 stays at least 1. */
export function busylightReport(colour: Rgb, blink: boolean): number[] {
  const percents = colour.map((value) => Math.max(Math.round((value / 255) * 100), value > 0 ? 1 : 0))
  const [on, off] = blink ? [BLINK, BLINK] : [0xff, 0]
  return reportOf([JUMP, 0, ...percents, on, off, NO_SOUND])
}

export const busylightKeepAlive = (): number[] => reportOf([KEEP_ALIVE])
