// The messages between the main process and the page that drives the USB lights.

import { z } from 'zod'

const MOST_DEVICES = 100
/** The longest report, that of a Busylight, has 64 bytes. */
const LONGEST_REPORT = 64

const usbId = {
  vendorId: z.number().int().min(0).max(0xffff),
  productId: z.number().int().min(0).max(0xffff),
}

const reportSchema = z.object({
  kind: z.enum(['output', 'feature']),
  id: z.number().int().min(0).max(255),
  bytes: z.array(z.number().int().min(0).max(255)).min(1).max(LONGEST_REPORT).readonly(),
})

const commandSchema = z.object({
  ...usbId,
  /** Shown in turn, each for `forMs`; a single one is sent once. */
  frames: z
    .array(z.object({ reports: z.array(reportSchema).min(1).max(2), forMs: z.number().min(100).max(10_000) }))
    .min(1)
    .max(2),
  keepAlive: z.object({ report: reportSchema, everyMs: z.number().min(1000).max(60_000) }).nullable(),
})
export type UsbCommand = z.infer<typeof commandSchema>

/** From the main process. Devices without a command are left alone. The page answers with `shown` and the same `call`. */
export const showRequestSchema = z.object({
  call: z.number().int(),
  /** Whether a feature report has to be as long as the longest one of its device. */
  padsFeatureReports: z.boolean(),
  commands: z.array(commandSchema).max(MOST_DEVICES),
})
export type ShowRequest = z.infer<typeof showRequestSchema>

/** The text of an exception. */
const detail = z.string().max(500)

const resultSchema = z.object({
  ...usbId,
  outcome: z.enum(['shown', 'not-opened', 'not-sent']),
  detail,
})
export type UsbResult = z.infer<typeof resultSchema>

/** From the page. */
export const usbPageMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** A device was plugged in or unplugged: those that are plugged in now. */
  z.object({ kind: z.literal('devices'), devices: z.array(z.object(usbId)).max(MOST_DEVICES) }),
  /** One result for each device that has a command. */
  z.object({
    kind: z.literal('shown'),
    call: z.number().int(),
    results: z.array(resultSchema).max(MOST_DEVICES),
  }),
  /** A report of the blinking or a keep-alive was not sent; the device is closed. */
  z.object({ kind: z.literal('failed'), ...usbId, detail }),
])
export type UsbPageMessage = z.infer<typeof usbPageMessageSchema>
