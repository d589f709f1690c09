// The lamps of a room, a zone or the whole home of a Hue bridge, to restore each of them.

import { z } from 'zod'
import type { HueBridge } from './hue-bridge.ts'
import { type HueLamp, lampSchema } from './lamp-state.ts'

const groupSchema = z.object({
  children: z.array(z.object({ rid: z.guid(), rtype: z.string().max(64) })).max(500),
})

/**
 * The lamps with their state. The children of a room are devices, those of a zone are lights ("room", "zone" in the "Hue
 * API V2 reference"); the home has all lights of the bridge.
 */
export async function lampsOfRoom(bridge: HueBridge, { owner }: HueLamp): Promise<HueLamp[]> {
  const lights = await bridge.get('light', lampSchema)
  if (owner.rtype !== 'room' && owner.rtype !== 'zone') return lights
  const [group] = await bridge.get(`${owner.rtype}/${owner.rid}`, groupSchema)
  const children = new Set(group?.children.map(({ rid }) => rid))
  return lights.filter((light) => children.has(light.id) || children.has(light.owner.rid))
}
