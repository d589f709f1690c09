// The lamps, rooms and zones of a Hue bridge with their names, to choose from.

import { z } from 'zod'
import { type HueResource, MOST_LAMPS } from '../../../model/external-outputs/light-device.ts'
import { oneLine } from '../../../reading/one-line.ts'
import type { HueBridge } from './hue-bridge.ts'

const nameSchema = z
  .string()
  .transform((name) => oneLine(name).slice(0, 100))
  .catch('')
const metadata = z.object({ name: nameSchema }).catch({ name: '' })
const service = z.object({ rid: z.guid(), rtype: z.string() })

const resourceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('light'), id: z.guid(), owner: z.object({ rid: z.string() }), metadata }),
  z.object({ type: z.literal('device'), id: z.string(), metadata }),
  z.object({ type: z.literal('room'), metadata, services: z.array(service).max(50) }),
  z.object({ type: z.literal('zone'), metadata, services: z.array(service).max(50) }),
])

/** Rooms and zones first, each sorted by name; at most `MOST_LAMPS`. */
export async function lampsAndRooms(bridge: HueBridge): Promise<HueResource[]> {
  const resources = await bridge.get('', resourceSchema)
  // The name of a device is the one that the Hue app shows; that of its light is deprecated.
  const devices = new Map(
    resources.flatMap((one) => (one.type === 'device' ? [[one.id, one.metadata.name]] : [])),
  )
  const lamps = resources.flatMap((one): HueResource[] => {
    if (one.type === 'light')
      return [{ type: 'light', id: one.id, name: devices.get(one.owner.rid) || one.metadata.name }]
    if (one.type === 'device') return []
    const { rid } = one.services.find(({ rtype }) => rtype === 'grouped_light') ?? {}
    return rid === undefined ? [] : [{ type: 'grouped_light', id: rid, name: one.metadata.name }]
  })
  return lamps
    .sort((one, other) => one.type.localeCompare(other.type) || one.name.localeCompare(other.name))
    .slice(0, MOST_LAMPS)
}
