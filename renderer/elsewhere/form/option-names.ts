// The names of the options of a field.
import { mqttTransports, usbLightModels } from '../../../app/model/names.ts'

export const transportOf = (name: string): (typeof mqttTransports)[number] =>
  mqttTransports.find((transport) => transport === name) ?? 'tcp'

/** The makers' own names. */
const modelNames: Readonly<Record<(typeof usbLightModels)[number], string>> = {
  luxafor: 'Luxafor',
  blynclight: 'Blynclight',
  busylight: 'Kuando Busylight',
  blink1: 'blink(1)',
  muteme: 'MuteMe',
  blinkstick: 'BlinkStick',
}

/** `models`: one or several, separated by commas. */
export const modelName = (models: string): string =>
  usbLightModels
    .filter((model) => models.split(',').includes(model))
    .map((model) => modelNames[model])
    .join(', ')
