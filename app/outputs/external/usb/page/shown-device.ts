// One open device: sends its reports, blinks it and keeps it alive.

import type { UsbReport } from '../usb-light-models.ts'
import type { UsbCommand } from '../usb-page-messages.ts'
import type { HidCollection, HidDevice, HidReportInfo } from './web-hid.ts'

/** The length of the longest feature report without its id, bytes. */
function longestFeatureReport(collections: readonly HidCollection[]): number {
  const bytesOf = ({ items }: HidReportInfo) =>
    items.reduce((sum, { reportSize = 0, reportCount = 0 }) => sum + reportSize * reportCount, 0) / 8
  return Math.max(
    0,
    ...collections.flatMap(({ featureReports, children }) => [
      ...featureReports.map(bytesOf),
      longestFeatureReport(children),
    ]),
  )
}

/**
 * Windows refuses a feature report that is shorter than the longest one of the device (hidapi, windows/hid.c:
 * hid_send_feature_report), and Chromium does not fill it up (services/device/hid/hid_connection_win.cc), as it does with
 * output reports. On macOS it has to have its own length (todbot/blink1-webhid).
 */
function padded(bytes: readonly number[], device: Pick<HidDevice, 'collections'>): Uint8Array {
  const all = new Uint8Array(Math.max(bytes.length, longestFeatureReport(device.collections)))
  all.set(bytes)
  return all
}

/** Whether one of the device's collections has the report. Other interfaces of a device, such as a keyboard, do not. */
export function declaresReport(device: Pick<HidDevice, 'collections'>, { kind, id }: UsbReport): boolean {
  const hasReport = ({ outputReports, featureReports, children }: HidCollection) =>
    (kind === 'output' ? outputReports : featureReports).some(({ reportId }) => reportId === id) ||
    children.some(hasReport)
  return device.collections.some(hasReport)
}

export type ShownDevice = ReturnType<typeof createShownDevice>

/** `device` is open. `onFailed` is called at most once, for a report that a timer sent. */
export function createShownDevice(device: HidDevice, onFailed: (error: unknown) => void) {
  let stopTimers = () => {}
  let lastSend = Promise.resolve()
  let padsFeatureReports = false

  /** Reports of a timer never come between those of a new frame. */
  function send(reports: readonly UsbReport[]): Promise<void> {
    const sent = lastSend.then(() => sendAll(reports))
    lastSend = sent.catch(() => {})
    return sent
  }

  async function sendAll(reports: readonly UsbReport[]) {
    for (const report of reports) {
      if (!declaresReport(device, report)) continue
      const bytes = Uint8Array.from(report.bytes)
      if (report.kind === 'output') await device.sendReport(report.id, bytes)
      else
        await device.sendFeatureReport(report.id, padsFeatureReports ? padded(report.bytes, device) : bytes)
    }
  }

  /** Calls `act` every `ms`, unless the call before has not ended. */
  function every(ms: number, act: () => Promise<void>): () => void {
    let isBusy = false
    const timer = setInterval(() => {
      if (isBusy) return
      isBusy = true
      act().then(
        () => {
          isBusy = false
        },
        (error: unknown) => {
          clearInterval(timer)
          onFailed(error)
        },
      )
    }, ms)
    return () => clearInterval(timer)
  }

  /** A keep-alive that is late, after the computer slept, finds the device off: then `shown` is sent again. */
  function startKeepAlive(
    { report, everyMs }: NonNullable<UsbCommand['keepAlive']>,
    shown: readonly UsbReport[],
  ) {
    let lastMs = Date.now()
    return every(everyMs, () => {
      const isLate = Date.now() - lastMs > 2 * everyMs
      lastMs = Date.now()
      return send(isLate ? shown : [report])
    })
  }

  return {
    /** Resolves when the first frame was sent. */
    async show({ frames, keepAlive }: UsbCommand, pads: boolean): Promise<void> {
      stopTimers()
      padsFeatureReports = pads
      const [first] = frames
      if (!first) return
      await send(first.reports)
      let next = 0
      const stops = [
        frames.length > 1
          ? every(first.forMs, () => {
              next = (next + 1) % frames.length
              return send(frames[next]?.reports ?? [])
            })
          : null,
        keepAlive ? startKeepAlive(keepAlive, first.reports) : null,
      ]
      stopTimers = () => {
        for (const stop of stops) stop?.()
      }
    },
    stop() {
      stopTimers()
    },
  }
}
