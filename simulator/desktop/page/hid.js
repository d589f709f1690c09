// Provides `navigator.hid` to a page, with the simulated USB devices (wicg.github.io/webhid).
// biome-ignore lint/correctness/noUnusedVariables: bridge.js calls it.
const provideHid = (() => {
  const refused = (text) => new DOMException(text, 'NotAllowedError')

  class HIDConnectionEvent extends Event {
    constructor(name, device) {
      super(name)
      this.device = device
    }
  }

  /** `plugged`: the device as the server describes it. A device that is plugged in again is another object. */
  function createDevice(plugged, onReport) {
    let now = plugged
    let opened = false
    let isThere = true
    const infos = (reports) =>
      Object.entries(reports).map(([id, bytes]) => ({
        reportId: Number(id),
        items: [{ reportSize: 8, reportCount: bytes }],
      }))
    async function send(kind, id, data, what) {
      if (!opened) throw new DOMException('The device must be opened first.', 'InvalidStateError')
      const reports = kind === 'output' ? now.outputs : now.features
      // Chromium compares with the longest report of the device (services/device/hid/hid_connection.cc).
      const longest = Math.max(...Object.values(reports))
      const bytes = [...new Uint8Array(data.buffer ?? data)]
      // Windows refuses a shorter feature report; Chromium fills up output reports only (hid_connection_win.cc).
      const isShort = now.isWindows && kind === 'feature' && bytes.length < longest
      const isLong = now.isWindows ? bytes.length > longest : bytes.length > reports[id]
      if (!isThere || now.fails || !(id in reports) || isShort || isLong)
        throw refused(`Failed to write the ${what}.`)
      onReport(now.deviceId, { kind, id, bytes: bytes.slice(0, reports[id]) })
    }
    const device = Object.assign(new EventTarget(), {
      vendorId: plugged.vendorId,
      productId: plugged.productId,
      productName: plugged.name,
      collections: [
        {
          usagePage: 0xff00,
          usage: 1,
          inputReports: [],
          outputReports: infos(plugged.outputs),
          featureReports: infos(plugged.features),
          children: [],
        },
      ],
      async open() {
        if (opened) throw new DOMException('The device is already open.', 'InvalidStateError')
        if (!isThere || !now.opens) throw refused('Failed to open the device.')
        opened = true
      },
      async close() {
        opened = false
      },
      sendReport: (id, data) => send('output', id, data, 'report'),
      sendFeatureReport: (id, data) => send('feature', id, data, 'feature report'),
    })
    Object.defineProperty(device, 'opened', { get: () => opened })
    return {
      device,
      change(next) {
        now = next
      },
      unplug() {
        isThere = false
        opened = false
      },
    }
  }

  /**
   * `first`: the devices that the page may use. `onReport` gets each report. Returns a function that changes the devices and
   * emits `connect` and `disconnect`.
   */
  return (first, onReport) => {
    const devices = new Map()
    const hid = new EventTarget()
    const add = (plugged) => {
      const made = createDevice(plugged, onReport)
      devices.set(plugged.deviceId, made)
      return made.device
    }
    for (const plugged of first) add(plugged)
    hid.getDevices = async () => [...devices.values()].map(({ device }) => device)
    hid.requestDevice = async () => []
    Object.defineProperty(navigator, 'hid', { value: hid, configurable: true })

    return (next) => {
      for (const [id, one] of devices) {
        const changed = next.find(({ deviceId }) => deviceId === id)
        if (changed) {
          one.change(changed)
          continue
        }
        devices.delete(id)
        one.unplug()
        hid.dispatchEvent(new HIDConnectionEvent('disconnect', one.device))
      }
      for (const plugged of next)
        if (!devices.has(plugged.deviceId)) hid.dispatchEvent(new HIDConnectionEvent('connect', add(plugged)))
    }
  }
})()
