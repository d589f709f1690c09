// The USB lights that the program can drive: their ids, and the reports that show a colour.

import type { UsbLightModelName } from '../../../model/names.ts'
import { busylightKeepAlive, busylightReport } from './busylight-report.ts'

/** Red, green and blue, 0 to 255 each, with the brightness included. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** A HID report. `id` is 0 for a device without numbered reports. `bytes` do not include the id, as in WebHID. */
export interface UsbReport {
  kind: 'output' | 'feature'
  id: number
  bytes: readonly number[]
}

/** The USB ids of a device. */
export interface UsbId {
  vendorId: number
  productId: number
}

interface UsbLight {
  ids: readonly UsbId[]
  /** The reports that show `colour`, black for off. Of several, only those are sent that the device declares. */
  reports: (colour: Rgb, blink: boolean) => readonly UsbReport[]
  /** Whether it blinks by itself. The others are switched on and off by a timer. */
  blinks: boolean
  /** Sent again and again while the light is on. Without it the device turns off by itself. */
  keepAlive: { report: UsbReport; everyMs: number } | null
}

const ids = (vendorId: number, ...productIds: number[]): UsbId[] =>
  productIds.map((productId) => ({ vendorId, productId }))

const output = (...bytes: number[]): UsbReport => ({ kind: 'output', id: 0, bytes })
const feature = (id: number, ...bytes: number[]): UsbReport => ({ kind: 'feature', id, bytes })

const BLINKSTICK_LEDS = 8

/**
 * Sources: JnyJny/busylight (packages/busylight-core, vendors/) for the ids and the reports, except where another is named.
 */
export const usbLights: Readonly<Record<UsbLightModelName, UsbLight>> = {
  /** The Flag, and the Orb, Mute and Bluetooth, which have the same id. Command 1 sets a colour, 0xff is all LEDs. */
  luxafor: {
    ids: ids(0x04d8, 0xf372),
    reports: (colour) => [output(0x01, 0xff, ...colour, 0, 0, 0)],
    blinks: false,
    keepAlive: null,
  },
  /** The Standard, the Plus and the Mini. */
  blynclight: {
    ids: [
      ...ids(0x2c0d, 0x0001, 0x0002, 0x0003, 0x000a, 0x000c, 0x0010),
      ...ids(0x0e53, 0x2516, 0x2517, 0x2519),
    ],
    reports: ([red, green, blue], blink) => [
      output(red, blue, green, blynclightFlags(red + green + blue > 0, blink), 0, 0, 0xff, 0x22),
    ],
    blinks: true,
    keepAlive: null,
  },
  /** Product ids as in yaddran/busylight, and the first Alpha, which has Microchip's vendor id. */
  busylight: {
    ids: [...ids(0x27bb, 0x3bca, 0x3bcb, 0x3bcc, 0x3bcd, 0x3bce, 0x3bcf), ...ids(0x04d8, 0xf848)],
    reports: (colour, blink) => [output(...busylightReport(colour, blink))],
    blinks: true,
    // The device waits for 15 s.
    keepAlive: { report: output(...busylightKeepAlive()), everyMs: 7000 },
  },
  /**
   * "Fade to RGB color" within 0 ms, on all LEDs (todbot/blink1, docs/blink1-hid-commands.md). The report has 8 bytes
   * without its id (todbot/blink1-webhid). Its "serverdown tickle" is not used: when the program ends it plays the stored
   * pattern, which by default is a series of colours (hardware/firmware_mk2/main.c).
   */
  blink1: {
    ids: ids(0x27b8, 0x01ed),
    reports: (colour) => [feature(1, 0x63, ...colour, 0, 0, 0, 0)],
    blinks: false,
    keepAlive: null,
  },
  /** The MuteMe and the MuteMe Mini. */
  muteme: {
    ids: [...ids(0x16c0, 0x27db), ...ids(0x20a0, 0x42da, 0x42db)],
    reports: (colour, blink) => [output(mutemeBits(colour, blink))],
    blinks: true,
    keepAlive: null,
  },
  /**
   * Report 1 sets the first LED. Report 6 sets eight, in the order green, red, blue, after the channel; the first
   * BlinkStick does not have it (arvydas/blinkstick-node, blinkstick.js: setColor, setColors).
   */
  blinkstick: {
    ids: ids(0x20a0, 0x41e5),
    reports: ([red, green, blue]) => [
      feature(1, red, green, blue),
      feature(6, 0, ...Array.from({ length: BLINKSTICK_LEDS }, () => [green, red, blue]).flat()),
    ],
    blinks: false,
    keepAlive: null,
  },
}

/** Bit 0 turns it off, bit 2 flashes, bit 3 is the slow speed. */
function blynclightFlags(isLit: boolean, blink: boolean): number {
  if (!isLit) return 0x01
  return blink ? 0x0c : 0
}

/** A channel that is at least two thirds of the brightest one is on. Only then orange is red and amber is yellow. */
const MUTEME_SHARE = 2 / 3
/** Below half of the full brightness it is dimmed. */
const MUTEME_DIM = 128

/** Bits 0 to 2 are red, green and blue, bit 4 dims, bit 5 blinks. */
function mutemeBits(colour: Rgb, blink: boolean): number {
  const most = Math.max(...colour)
  if (most === 0) return 0
  const bits = colour.reduce((sum, value, at) => sum + (value >= most * MUTEME_SHARE ? 1 << at : 0), 0)
  return bits | (most < MUTEME_DIM ? 0x10 : 0) | (blink ? 0x20 : 0)
}
