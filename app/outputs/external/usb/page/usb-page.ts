// The page that drives the USB lights by WebHID: opens the devices, sends what the main process asks for, and reports
// devices that are plugged in or unplugged. What the window imports too must not be imported here: the bundler would put
// it in a file of its own, which usb-window.ts does not serve.

import type { ShowRequest, UsbCommand, UsbPageMessage, UsbResult } from '../usb-page-messages.ts'
import { createShownDevice, declaresReport, type ShownDevice } from './shown-device.ts'
import type { HidDevice } from './web-hid.ts'

declare global {
  interface Window {
    readonly usbLights: {
      send(message: UsbPageMessage): void
      onShow(listener: (request: ShowRequest) => void): void
    }
  }
}

const { send, onShow } = window.usbLights
const { hid } = navigator
const shown = new Map<HidDevice, ShownDevice>()

const idOf = ({ vendorId, productId }: HidDevice) => ({ vendorId, productId })
const detailOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)

/** The command for a device, if one of its interfaces takes the reports. */
const commandFor = (device: HidDevice, commands: readonly UsbCommand[]) =>
  commands.find(
    ({ vendorId, productId, frames }) =>
      vendorId === device.vendorId &&
      productId === device.productId &&
      frames.some(({ reports }) => reports.some((report) => declaresReport(device, report))),
  )

/** Stops the timers and closes the device, which keeps what it shows. */
async function release(device: HidDevice) {
  shown.get(device)?.stop()
  shown.delete(device)
  await device.close().catch(() => {})
}

function onTimerFailed(device: HidDevice, error: unknown) {
  // An unplugged device is reported by `disconnect`.
  if (!shown.has(device)) return
  void release(device)
  send({ kind: 'failed', ...idOf(device), detail: detailOf(error) })
}

async function showOn(device: HidDevice, command: UsbCommand, pads: boolean): Promise<UsbResult> {
  try {
    if (!device.opened) await device.open()
  } catch (error) {
    return { ...idOf(device), outcome: 'not-opened', detail: detailOf(error) }
  }
  const open = shown.get(device) ?? createShownDevice(device, (error) => onTimerFailed(device, error))
  shown.set(device, open)
  try {
    await open.show(command, pads)
    return { ...idOf(device), outcome: 'shown', detail: '' }
  } catch (error) {
    await release(device)
    return { ...idOf(device), outcome: 'not-sent', detail: detailOf(error) }
  }
}

async function show({ call, padsFeatureReports, commands }: ShowRequest) {
  const devices = await hid.getDevices()
  const results = await Promise.all(
    devices.map(async (device) => {
      const command = commandFor(device, commands)
      if (command) return await showOn(device, command, padsFeatureReports)
      if (shown.has(device)) await release(device)
      return null
    }),
  )
  send({ kind: 'shown', call, results: results.filter((result) => result !== null) })
}

async function reportDevices() {
  send({ kind: 'devices', devices: (await hid.getDevices()).map(idOf) })
}

/** One after another, so that the newest reports are the last ones. */
let lastShow = Promise.resolve()
onShow((request) => {
  lastShow = lastShow.then(() => show(request))
})
hid.addEventListener('connect', () => void reportDevices())
hid.addEventListener('disconnect', ({ device }) => {
  shown.get(device)?.stop()
  shown.delete(device)
  void reportDevices()
})
send({ kind: 'ready' })
