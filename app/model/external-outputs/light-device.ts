// What the search for devices and the pairing with a Hue bridge answer.

import { z } from 'zod'
import { hueTargetSchema } from './output-target.ts'

/** Kinds of devices that can be found in the local network. */
export const lightDeviceKinds = ['hue', 'wled'] as const
export type LightDeviceKind = (typeof lightDeviceKinds)[number]

export const MOST_DEVICES = 50
/** A bridge has at most 63 lamps and 64 rooms and zones; a Bridge Pro more. */
export const MOST_LAMPS = 500

export const foundDeviceSchema = z.object({
  name: z.string().max(60),
  /** An IP address. */
  host: z.string().max(45),
  port: z.number().int().min(1).max(65_535),
  /** The id of a bridge or the MAC address of a WLED device, in lower-case hexadecimal digits; '' if it is not known. */
  id: z.string().max(32),
})
export type FoundDevice = z.infer<typeof foundDeviceSchema>

const { host, bridgeId, fingerprint, resource } = hueTargetSchema.shape

export const hueAddressSchema = hueTargetSchema.pick({ host: true, port: true })
export type HueAddress = z.infer<typeof hueAddressSchema>

/** A pairing that can be added as an output. The application key stays in the main process, under `pairing`. */
export const huePairingSchema = z.object({
  pairing: z.guid(),
  ...{ host, bridgeId, fingerprint, port: hueTargetSchema.shape.port },
  resources: z.array(resource).max(MOST_LAMPS),
})
export type HuePairing = z.infer<typeof huePairingSchema>
