// The part of WebHID that the page uses (wicg.github.io/webhid), which TypeScript's DOM library does not have.

export interface HidReportInfo {
  readonly reportId: number
  /** The size is in bits. */
  readonly items: readonly { readonly reportSize?: number; readonly reportCount?: number }[]
}

export interface HidCollection {
  readonly outputReports: readonly HidReportInfo[]
  readonly featureReports: readonly HidReportInfo[]
  readonly children: readonly HidCollection[]
}

export interface HidDevice {
  readonly vendorId: number
  readonly productId: number
  readonly opened: boolean
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: Uint8Array): Promise<void>
  sendFeatureReport(reportId: number, data: Uint8Array): Promise<void>
}

interface HidConnectionEvent extends Event {
  readonly device: HidDevice
}

interface Hid {
  getDevices(): Promise<HidDevice[]>
  addEventListener(name: 'connect' | 'disconnect', listener: (event: HidConnectionEvent) => void): void
}

declare global {
  interface Navigator {
    readonly hid: Hid
  }
}
