// The targets of external outputs, as they are read from the window and the settings.
import { expect, test } from 'vitest'
import { hueAddressSchema } from '../../../app/model/external-outputs/light-device.ts'
import { outputTargetSchema } from '../../../app/model/external-outputs/output-target.ts'
import { mqttOutput, wledOutput } from '../../outputs/external/messages.ts'

const schemas = [
  (host: string) => outputTargetSchema.parse({ ...mqttOutput().target, host }),
  (host: string) => outputTargetSchema.parse({ ...wledOutput().target, host }),
  (host: string) => hueAddressSchema.parse({ host }),
]

test.each([
  ['[fd00::5]', 'fd00::5'],
  [' [::FFFF:10.0.0.1] ', '::FFFF:10.0.0.1'],
  ['fd00::5', 'fd00::5'],
  ['192.168.1.20', '192.168.1.20'],
  ['homeassistant.local', 'homeassistant.local'],
  ['[light]', '[light]'],
])('the host %j is %j', (entered, host) => {
  for (const parse of schemas) expect(parse(entered)).toMatchObject({ host })
})
