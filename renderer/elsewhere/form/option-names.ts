// The names of the options of a field.
import { mqttTransports, usbLightModels, usbLightTitles } from '../../../app/model/names.ts'

export const transportOf = (name: string): (typeof mqttTransports)[number] =>
  mqttTransports.find((transport) => transport === name) ?? 'tcp'

/** `models`: one or several, separated by commas. */
export const modelName = (models: string): string =>
  usbLightModels
    .filter((model) => models.split(',').includes(model))
    .map((model) => usbLightTitles[model])
    .join(', ')
