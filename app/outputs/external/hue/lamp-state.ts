// What is sent to a lamp or a room of a Hue bridge. Pure. Source: the resources light and grouped_light of the "Hue API V2
// reference".

import { z } from 'zod'
import type { Lamp } from '../../../model/external-outputs/shown-light.ts'
import { type Gamut, gamuts, xyOf } from './hue-colour.ts'

const point = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
const ownerSchema = z.object({ rid: z.guid(), rtype: z.string().max(64) })

/** A lamp has only what it can do. A room (grouped_light) has an empty `color` if one of its lamps has colours. */
export const lampSchema = z.object({
  id: z.guid(),
  owner: ownerSchema,
  metadata: z.object({ name: z.string() }).optional(),
  on: z.object({ on: z.boolean() }).optional(),
  dimming: z.object({ brightness: z.number().min(0).max(100) }).optional(),
  color: z
    .object({
      xy: point.optional(),
      gamut: z.object({ red: point, green: point, blue: point }).optional(),
      gamut_type: z.string().optional(),
    })
    .optional(),
  color_temperature: z
    .object({ mirek: z.number().nullable().optional(), mirek_valid: z.boolean().optional() })
    .optional(),
  signaling: z.object({ signal_values: z.array(z.string()).max(50).optional() }).optional(),
  alert: z.object({ action_values: z.array(z.string()).max(50).optional() }).optional(),
})
export type HueLamp = z.infer<typeof lampSchema>

/** The longest signal, ms. */
const LONGEST_SIGNAL_MS = 65_534_000

/** A lamp with white light only shows the brightness; a plug only on and off. */
export function changeOf(lamp: Lamp, hueLamp: HueLamp): object {
  if (lamp.kind === 'off') return { on: { on: false } }
  return {
    on: { on: true },
    ...(hueLamp.dimming && { dimming: { brightness: lamp.brightness } }),
    ...(hueLamp.color && { color: { xy: xyOf(lamp.colour, gamutOf(hueLamp)) } }),
  }
}

function gamutOf({ color }: HueLamp): Gamut | null {
  if (color?.gamut) return color.gamut
  const type = color?.gamut_type
  return type === 'A' || type === 'B' || type === 'C' ? gamuts[type] : null
}

/**
 * The change that makes the lamp blink in its colour; null if it cannot. A signal lasts at most 18 hours. `breathe` only
 * lasts some seconds: old lamps have nothing else.
 */
export function blinkOf(colour: string, hueLamp: HueLamp): object | null {
  const signals = hueLamp.signaling?.signal_values ?? []
  const duration = LONGEST_SIGNAL_MS
  if (signals.includes('on_off_color')) {
    const colors = [{ xy: xyOf(colour, gamutOf(hueLamp)) }]
    return { signaling: { signal: 'on_off_color', duration, colors } }
  }
  if (signals.includes('on_off')) return { signaling: { signal: 'on_off', duration } }
  return hueLamp.alert?.action_values?.includes('breathe') ? { alert: { action: 'breathe' } } : null
}

/** Ends a signal. Null for a lamp without signals: `breathe` ends by itself. */
export const blinkEndOf = ({ signaling }: HueLamp): object | null =>
  signaling?.signal_values?.includes('no_signal') ? { signaling: { signal: 'no_signal' } } : null

/**
 * The changes that restore the state with which the lamp was read. A lamp that was off gets its colour back first: the
 * bridge ignores the colour of a lamp that is off.
 */
export function restoreOf({ on, dimming, color, color_temperature }: HueLamp): object[] {
  const mirek = color_temperature?.mirek_valid === false ? null : color_temperature?.mirek
  // The temperature counts if the lamp was white: its coordinates are only derived from it.
  const colour = mirek ? { color_temperature: { mirek } } : color?.xy && { color: { xy: color.xy } }
  const look = { ...(dimming && { dimming: { brightness: dimming.brightness } }), ...colour }
  if (on?.on) return [{ on: { on: true }, ...look }]
  return [...(Object.keys(look).length > 0 ? [look] : []), { on: { on: false } }]
}
