// What the search for devices and the pairing with a Hue bridge answer.

import { z } from 'zod'
import { HIGHEST_PORT } from './output-limits.ts'
import { hueTargetSchema, type TargetOf } from './output-target.ts'

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
  port: z.number().int().min(1).max(HIGHEST_PORT),
  /** The id of a bridge or the MAC address of a WLED device, in lower-case hexadecimal digits; '' if it is not known. */
  id: z.string().max(32),
})
export type FoundDevice = z.infer<typeof foundDeviceSchema>

const { host, port, bridgeId, fingerprint, resource } = hueTargetSchema.shape

/** A lamp, a room or a zone of a Hue bridge. */
export type HueResource = TargetOf<'hue'>['resource']

export const hueAddressSchema = z.object({ host, port })
export type HueAddress = z.infer<typeof hueAddressSchema>

/** What a bridge gives to the main process. */
export interface PairedBridge {
  applicationKey: string
  bridgeId: string
  fingerprint: string
  resources: HueResource[]
}

/** What the window gets of it: the key stays in the main process, under the id `pairing`. */
export const huePairingSchema = z.object({
  pairing: z.guid(),
  host,
  port,
  bridgeId,
  fingerprint,
  resources: z.array(resource).max(MOST_LAMPS),
})
export type HuePairing = z.infer<typeof huePairingSchema>

/** In place of secrets: the key of a pairing. */
export const pairedSecretsSchema = z.strictObject({ pairing: z.guid() })
