// The stored outputs: one that does not fit is left out alone, and stays in the file for the version that can read it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MOST_OUTPUTS,
  readOutputs,
  withUnreadOutputs,
} from '../../app/model/external-outputs/external-output.ts'
import { defaultSettings, readSettings, settingsSchema } from '../../app/model/settings.ts'
import { mqttOutput, wledOutput } from '../outputs/external/messages.ts'

const good = [wledOutput(), mqttOutput()]
const newer = { ...wledOutput({ id: '11111111-2222-4333-8444-000000000009' }), target: { kind: 'hologram' } }

test('an output of an unknown kind is left out, and kept in the file', () => {
  const stored = [good[0], newer, good[1]]
  expect(readSettings({ externalOutputs: stored }).externalOutputs).toEqual(good)
  expect(withUnreadOutputs([mqttOutput()], stored)).toEqual([mqttOutput(), newer])
  // The user has replaced it.
  expect(withUnreadOutputs([wledOutput({ id: newer.id })], stored)).toHaveLength(1)
})

test('whatever is stored, the settings are valid, and the outputs that fit are there', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.array(fc.oneof(fc.constantFrom(...good, newer), fc.anything()))),
      (stored) => {
        const settings = readSettings({ externalOutputs: stored, theme: 'dark' })
        expect(settingsSchema.parse(settings)).toEqual({
          ...defaultSettings,
          theme: 'dark',
          externalOutputs: settings.externalOutputs,
        })
        const list: unknown[] = Array.isArray(stored) ? stored : []
        const ids = good.filter((output) => list.includes(output)).map(({ id }) => id)
        expect(settings.externalOutputs.map(({ id }) => id).sort()).toEqual(ids)
      },
    ),
  )
})

test('there are at most twenty, and none twice', () => {
  const many = Array.from({ length: 50 }, (_, number) =>
    wledOutput({ id: `11111111-2222-4333-8444-${String(number).padStart(12, '0')}` }),
  )
  expect(readOutputs(many)).toEqual(many.slice(0, MOST_OUTPUTS))
  expect(readOutputs([good[0], { ...good[0], name: 'Again' }])).toEqual([good[0]])
})
