// The target of each kind of external output: what is not secret. The settings contain it.

import { z } from 'zod'
import { LONGEST_DOMAIN, mqttTransports, requestMethods, usbLightModels } from '../names.ts'
import {
  HIGHEST_PORT,
  LONGEST_BODY,
  LONGEST_PATH,
  LONGEST_USERNAME,
  MOST_ARGUMENTS,
  MOST_PROGRAM_SECONDS,
} from './output-limits.ts'

const port = z.number().int().min(1).max(HIGHEST_PORT)
/** A name or an address, without a port. Node connects to an IPv6 address only without the brackets that it has in a URL. */
const host = z
  .string()
  .trim()
  .overwrite((text) => /^\[([\da-f:.]+)\]$/i.exec(text)?.[1] ?? text)
  .min(1)
  .max(LONGEST_DOMAIN)
/** Empty if there is none. */
const filePath = z.string().max(LONGEST_PATH)

const mqttTargetSchema = z.object({
  kind: z.literal('mqtt'),
  host,
  port,
  transport: z.enum(mqttTransports),
  /** The path of a web socket, such as /mqtt. */
  path: z.string().max(LONGEST_PATH),
  username: z.string().max(LONGEST_USERNAME),
  /** PEM files: the broker's certificate authority, and the certificate and key of this client. */
  authorityFile: filePath,
  certificateFile: filePath,
  keyFile: filePath,
  /** Whether the entities are announced to Home Assistant. */
  discovery: z.boolean(),
  /** Whether the broker may set the user's own status. */
  setsStatus: z.boolean(),
})

const webRequestTargetSchema = z.object({
  kind: z.literal('web-request'),
  /** The host of the address, which is a secret, for the window. */
  host,
  method: z.enum(requestMethods),
  /** A JSON text with placeholders; empty for no body. */
  body: z.string().max(LONGEST_BODY),
})

const programTargetSchema = z.object({
  kind: z.literal('program'),
  file: z.string().min(1).max(LONGEST_PATH),
  /** With placeholders. */
  arguments: z.array(z.string().max(2000)).max(MOST_ARGUMENTS),
  longestSeconds: z.number().int().min(1).max(MOST_PROGRAM_SECONDS),
})

export const hueTargetSchema = z.object({
  kind: z.literal('hue'),
  host,
  /** Of every real bridge it is 443. */
  port: port.optional(),
  bridgeId: z.string().max(32),
  /** SHA-256 of the bridge's certificate, in hexadecimal digits, as it was at the pairing. */
  fingerprint: z
    .string()
    .length(64)
    .regex(/^[0-9a-f]{64}$/),
  resource: z.object({
    type: z.enum(['light', 'grouped_light']),
    id: z.guid(),
    /** The name of the lamp or the room. */
    name: z.string().max(100),
  }),
  /** Whether off puts back the state before. */
  putsBack: z.boolean(),
})

const wledTargetSchema = z.object({ kind: z.literal('wled'), host, port })

const usbTargetSchema = z.object({
  kind: z.literal('usb'),
  /** Empty for every model. */
  models: z.array(z.enum(usbLightModels)).max(usbLightModels.length),
})

export const outputTargetSchema = z.discriminatedUnion('kind', [
  mqttTargetSchema,
  webRequestTargetSchema,
  programTargetSchema,
  hueTargetSchema,
  wledTargetSchema,
  usbTargetSchema,
])
export type OutputTarget = z.infer<typeof outputTargetSchema>
export type TargetOf<Kind extends OutputTarget['kind']> = Extract<OutputTarget, { kind: Kind }>
