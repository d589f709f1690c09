// What the page sends to the USB lights, as a pure function of what the outputs show.

import { channelsOf, type Lamp } from '../../../model/external-outputs/shown-light.ts'
import { type UsbLightModelName, usbLightModels } from '../../../model/names.ts'
import { type Rgb, type UsbId, usbLights } from './usb-light-models.ts'
import type { UsbCommand } from './usb-page-messages.ts'

/** Half a period of a light that a timer blinks. */
const BLINK_MS = 500

const OFF: Rgb = [0, 0, 0]

/** The channels of '#rrggbb', scaled by the brightness. A channel that is not 0 stays at least 1. */
export function rgbOf({ colour, brightness }: { colour: string; brightness: number }): Rgb {
  const scaled = (channel: number) => Math.ceil((channel * brightness) / 100)
  const [red, green, blue] = channelsOf(colour)
  return [scaled(red), scaled(green), scaled(blue)]
}

/** The commands by which every device of `model` shows `lamp`. */
export function commandsOf(model: UsbLightModelName, lamp: Lamp): UsbCommand[] {
  const { ids, reports, blinks, keepAlive } = usbLights[model]
  const isOn = lamp.kind === 'on'
  const colour = isOn ? rgbOf(lamp) : OFF
  const blink = isOn && lamp.blink
  const first = { reports: [...reports(colour, blink)], forMs: BLINK_MS }
  const frames = blink && !blinks ? [first, { ...first, reports: [...reports(OFF, false)] }] : [first]
  return ids.map((id) => ({ ...id, frames, keepAlive: isOn ? keepAlive : null }))
}

/** What an output shows. `models`: empty for every model. */
export interface ShownByOutput {
  models: readonly UsbLightModelName[]
  lamp: Lamp
}

export const coversModel = ({ models }: Pick<ShownByOutput, 'models'>, model: UsbLightModelName): boolean =>
  models.length === 0 || models.includes(model)

/** `shown`: in the order in which they were sent. A model that several outputs use shows the last one. */
export function commandsFor(shown: readonly ShownByOutput[]): UsbCommand[] {
  return usbLightModels.flatMap((model) => {
    const last = shown.findLast((one) => coversModel(one, model))
    return last ? commandsOf(model, last.lamp) : []
  })
}

const keyOf = ({ vendorId, productId }: UsbId) => `${vendorId}:${productId}`
const modelById = new Map(
  usbLightModels.flatMap((model) => usbLights[model].ids.map((id) => [keyOf(id), model] as const)),
)

/** The model of a device; null if it is none of the table. */
export const usbModelOf = (id: UsbId): UsbLightModelName | null => modelById.get(keyOf(id)) ?? null
