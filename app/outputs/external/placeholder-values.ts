// The values of the placeholders for a message.
import type { PlaceholderValues } from '../../model/external-outputs/placeholders.ts'
import { isoMoment } from '../../model/timing/iso-moment.ts'
import type { OutputMessage } from './output-driver.ts'

/**
 * `light` is the row of the light table, or "off" if the table says so. `since` is in ISO 8601 with UTC, empty if there is
 * none. A lamp that is off has the colour black and the brightness 0.
 */
export function placeholderValues({ light, lamp, activity, name, since }: OutputMessage): PlaceholderValues {
  const isOn = lamp.kind === 'on'
  return {
    light: isOn ? light : 'off',
    activity,
    since: (since === null ? null : isoMoment(since)) ?? '',
    name,
    colour: isOn ? lamp.colour : '#000000',
    brightness: String(isOn ? lamp.brightness : 0),
    blink: String(isOn && lamp.blink),
  }
}
