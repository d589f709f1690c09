// What is sent to a WLED device, and how its answer is read. Pure. Source: "JSON API", WLED documentation.

import { z } from 'zod'
import { channelsOf, type Lamp } from '../../../model/external-outputs/shown-light.ts'

/** The effects "Solid" and "Blink" have these numbers on every device. */
const SOLID = 0
const BLINK = 1
/** The speed at which "Blink" takes a second: (255 - speed) * 20 ms. */
const ONCE_A_SECOND = 205
const HALF = 128

/** The state of the device after a change. Answers of old versions have fewer fields. */
export const wledStateSchema = z.object({
  on: z.boolean(),
  mainseg: z.number().int().min(0).max(255).catch(0),
  seg: z
    .array(z.object({ id: z.number().int().min(0).max(255).optional(), sel: z.boolean().optional() }))
    .max(256),
})
export type WledState = z.infer<typeof wledStateSchema>

/**
 * The change for a lamp. Without `segment` it is for all selected segments, as in the device's own page. `v` asks for the new
 * state as the answer.
 */
export function wledChangeOf(lamp: Lamp, segment: number | null = null): object {
  if (lamp.kind === 'off') return { on: false, v: true }
  return {
    on: true,
    bri: Math.max(1, Math.round((lamp.brightness / 100) * 255)),
    seg: {
      ...(segment !== null && { id: segment }),
      // Only the brightness of the device counts; an effect or a frozen picture that was set before ends.
      on: true,
      bri: 255,
      frz: false,
      pal: 0,
      col: [channelsOf(lamp.colour), [0, 0, 0], [0, 0, 0]],
      ...(lamp.blink ? { fx: BLINK, sx: ONCE_A_SECOND, ix: HALF } : { fx: SOLID }),
    },
    v: true,
  }
}

/** The segment to name if none is selected, as the change then had no effect on the colour; null if one is selected. */
export const segmentToName = ({ seg, mainseg }: WledState): number | null =>
  seg.some(({ sel }) => sel === true) ? null : (seg.find(({ id }) => id === mainseg)?.id ?? seg[0]?.id ?? 0)
