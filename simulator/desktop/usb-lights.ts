// USB lights that are plugged into the simulated computer: what their reports make them show.
import type { HIDDevice } from 'electron'
import type { UsbLightModelName } from '../../app/model/names.ts'
import type { Desktop, SimulatedWindow } from './desktop.ts'

interface SentReport {
  kind: 'output' | 'feature'
  id: number
  bytes: readonly number[]
}

/** What a light shows. `untilMs`: when it turns off by itself, epoch ms; null for never. */
interface Shown {
  colour: string
  blinks: boolean
  untilMs: number | null
}

const dark: Shown = { colour: '#000000', blinks: false, untilMs: null }

interface Model {
  vendorId: number
  productId: number
  name: string
  /** The longest data of each report, without its id. */
  outputs: Readonly<Record<number, number>>
  features: Readonly<Record<number, number>>
  /** What it shows after a report. */
  after(shown: Shown, report: SentReport, nowMs: number): Shown
}

const hex = (...channels: number[]) =>
  `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
const lit = (red: number, green: number, blue: number, blinks = false): Shown => ({
  colour: hex(red, green, blue),
  blinks,
  untilMs: null,
})

const KEPT_ALIVE_MS = 15_000

const models: Readonly<Record<UsbLightModelName, Model>> = {
  luxafor: {
    vendorId: 0x04d8,
    productId: 0xf372,
    name: 'LUXAFOR FLAG',
    outputs: { 0: 8 },
    features: {},
    after: (shown, { bytes: [command, , red = 0, green = 0, blue = 0] }) =>
      command === 1 ? lit(red, green, blue) : shown,
  },
  blynclight: {
    vendorId: 0x2c0d,
    productId: 0x0001,
    name: 'Blynclight',
    outputs: { 0: 8 },
    features: {},
    after: (_shown, { bytes: [red = 0, blue = 0, green = 0, flags = 0] }) =>
      flags & 1 ? dark : lit(red, green, blue, (flags & 4) !== 0),
  },
  busylight: {
    vendorId: 0x27bb,
    productId: 0x3bcd,
    name: 'Busylight Omega',
    outputs: { 0: 64 },
    features: {},
    after(shown, { bytes }, nowMs) {
      const sum = bytes.slice(0, 62).reduce((total, byte) => total + byte, 0)
      const [command = 0, , red = 0, green = 0, blue = 0, on = 0, off = 0] = bytes
      if (bytes[62] !== sum >> 8 || bytes[63] !== (sum & 0xff)) return shown
      if (command >> 4 === 8) return { ...shown, untilMs: nowMs + (command & 15) * 1000 }
      const scaled = [red, green, blue].map((percent) => Math.round((percent * 255) / 100))
      return { colour: hex(...scaled), blinks: on > 0 && off > 0, untilMs: nowMs + KEPT_ALIVE_MS }
    },
  },
  blink1: {
    vendorId: 0x27b8,
    productId: 0x01ed,
    name: 'blink(1) mk2',
    outputs: {},
    features: { 1: 8 },
    after: (shown, { bytes: [command, red = 0, green = 0, blue = 0] }) =>
      command === 0x63 ? lit(red, green, blue) : shown,
  },
  muteme: {
    vendorId: 0x20a0,
    productId: 0x42da,
    name: 'MuteMe',
    outputs: { 0: 8 },
    features: {},
    after(_shown, { bytes: [bits = 0] }) {
      const full = bits & 0x10 ? 127 : 255
      const channel = (bit: number) => (bits & bit ? full : 0)
      return lit(channel(1), channel(2), channel(4), (bits & 0x20) !== 0)
    },
  },
  blinkstick: {
    vendorId: 0x20a0,
    productId: 0x41e5,
    name: 'BlinkStick Square',
    outputs: {},
    features: { 1: 3, 6: 25 },
    after: (_shown, { id, bytes: [first = 0, second = 0, third = 0, fourth = 0] }) =>
      id === 1 ? lit(first, second, third) : lit(third, second, fourth),
  },
}

export interface PluggedLight {
  model: UsbLightModelName
  /** Differs after each plugging in. */
  deviceId: string
  /** Whether a program may open it. On Linux a light without a udev rule does not. */
  opens: boolean
  /** Whether its reports fail. */
  fails: boolean
  shown: Shown
  /** The last reports, such as "output 0: 01 ff". */
  reports: readonly string[]
}

const KEPT_REPORTS = 20

const textOf = ({ kind, id, bytes }: SentReport) =>
  `${kind} ${id}: ${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`

let lastPlugged = 0

export function plugLight(model: UsbLightModelName, opens: boolean, fails: boolean): PluggedLight {
  lastPlugged += 1
  return { model, deviceId: `usb-${lastPlugged}`, opens, fails, shown: dark, reports: [] }
}

/** The device as a device permission handler gets it. */
function hidDeviceOf({ model, deviceId }: PluggedLight): HIDDevice {
  const { vendorId, productId, name } = models[model]
  return { deviceId, name, vendorId, productId, collections: [] }
}

/** The lights that the session of a window gives to its page, for the page's `navigator.hid` (page/hid.js). */
export function lightsOfPage(
  window: Pick<SimulatedWindow, 'url' | 'allowsHid'>,
  { usbLights, system }: Pick<Desktop, 'usbLights' | 'system'>,
) {
  const address = window.url()
  if (address === '') return []
  const { protocol, host } = new URL(address)
  return usbLights
    .filter((light) => window.allowsHid(`${protocol}//${host}`, hidDeviceOf(light)))
    .map(({ model, deviceId, opens, fails }) => {
      const { vendorId, productId, name, outputs, features } = models[model]
      const isWindows = system.platform === 'win32'
      return { deviceId, vendorId, productId, name, outputs, features, opens, fails, isWindows }
    })
}

/** The lights after a page sent a report to one of them. */
export const withReport = (
  lights: readonly PluggedLight[],
  deviceId: string,
  report: SentReport,
): PluggedLight[] =>
  lights.map((light) =>
    light.deviceId === deviceId
      ? {
          ...light,
          shown: models[light.model].after(light.shown, report, Date.now()),
          reports: [...light.reports, textOf(report)].slice(-KEPT_REPORTS),
        }
      : light,
  )

/** A light in the snapshot: what it shows now, and its last reports. */
export function shownLight({ model, shown, reports }: PluggedLight) {
  const { colour, blinks } = shown.untilMs !== null && shown.untilMs < Date.now() ? dark : shown
  return { model, colour, blinks, reports }
}
