// The payloads of the MQTT output: the state, and Home Assistant's discovery by its documented schema.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tableLights } from '../../../../app/model/external-outputs/shown-light.ts'
import { languageNames, statusNames } from '../../../../app/model/names.ts'
import {
  discoveryPayload,
  selectRemovalPayload,
} from '../../../../app/outputs/external/mqtt/home-assistant-discovery.ts'
import { statePayload } from '../../../../app/outputs/external/mqtt/mqtt-state.ts'
import { topicsOf } from '../../../../app/outputs/external/mqtt/mqtt-topics.ts'
import { wordsIn } from '../../../../words/words.ts'
import { deviceDiscovery, discoveryTopic } from './home-assistant-schema.ts'
import { busy, ID } from './mqtt-trial.ts'

const stateSchema = z.strictObject({
  light: z.enum(tableLights),
  activity: z.string().max(2 * 255),
  since: z.iso
    .datetime()
    .or(z.string().regex(/^[+-]\d{6}-/))
    .nullable(),
  outOfOffice: z.boolean(),
  lamp: z.discriminatedUnion('on', [
    z.strictObject({ on: z.literal(true), colour: z.string(), brightness: z.number(), blink: z.boolean() }),
    z.strictObject({ on: z.literal(false) }),
  ]),
})

describe('the state', () => {
  test('is JSON of these fields for every message, without the name of the account', () => {
    fc.assert(
      fc.property(
        fc.record({
          light: fc.constantFrom(...tableLights),
          lamp: fc.constantFrom({ kind: 'off' } as const, busy.lamp),
          activity: fc.string({ unit: 'binary', maxLength: 600 }),
          name: fc.constant('Ada Lovelace'),
          since: fc.option(fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger())),
          outOfOffice: fc.boolean(),
        }),
        (message) => {
          const text = statePayload(message)
          const state = stateSchema.parse(JSON.parse(text))
          expect([...state.activity].length).toBeLessThanOrEqual(255)
          expect(text).not.toMatch(/[\ud800-\udfff]/u)
          expect(text).not.toContain('Lovelace')
          expect(state.light).toBe(message.light)
        },
      ),
    )
  })

  test('has the start of the presence as a date', () => {
    expect(JSON.parse(statePayload(busy))).toEqual({
      light: 'busy',
      activity: 'In a meeting',
      since: '2026-11-23T09:00:00.000Z',
      outOfOffice: false,
      lamp: { on: true, colour: '#ff0000', brightness: 100, blink: false },
    })
  })
})

describe.each(languageNames)('the discovery in "%s"', (language) => {
  const topics = topicsOf(ID)
  const parts = { id: ID, name: 'Home', topics, words: wordsIn(language), hasSelect: true }
  const parsed = (payload: string) => deviceDiscovery.parse(JSON.parse(payload))

  test('fits the documented schema, with and without the select, for every name and id', () => {
    expect(topics.discovery).toMatch(discoveryTopic)
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.boolean(),
        (id, name, hasSelect) => {
          const own = topicsOf(id)
          expect(own.discovery).toMatch(discoveryTopic)
          const payload = parsed(discoveryPayload({ ...parts, id, name, topics: own, hasSelect }))
          expect(Object.keys(payload.cmps)).toEqual([
            ...['light', 'activity', 'since', 'out_of_office', 'connectivity'],
            ...(hasSelect ? ['status'] : []),
          ])
          expect(payload.dev.ids).toEqual([`tally-light-${id}`])
        },
      ),
    )
  })

  test('has an option for every light, and for every status and the reset', () => {
    expect(parsed(discoveryPayload(parts)).cmps).toMatchObject({
      light: { p: 'sensor', dev_cla: 'enum', ops: tableLights, stat_t: topics.state },
      since: { p: 'sensor', dev_cla: 'timestamp', stat_t: topics.state },
      status: { p: 'select', ops: [...statusNames, 'Automatic'], cmd_t: topics.command },
    })
  })

  test('all components but the connectivity depend on the availability', () => {
    for (const [name, component] of Object.entries(parsed(discoveryPayload(parts)).cmps))
      expect(component).toMatchObject(
        name === 'connectivity'
          ? { stat_t: topics.availability, pl_on: 'online', pl_off: 'offline', dev_cla: 'connectivity' }
          : { avty_t: topics.availability },
      )
  })

  test('has an id of its own for each component', () => {
    const ids = Object.values(parsed(discoveryPayload(parts)).cmps).map(
      (one) => 'uniq_id' in one && one.uniq_id,
    )
    expect(new Set(ids).size).toBe(6)
  })

  test('the select is removed by its platform alone', () => {
    const { cmps } = parsed(selectRemovalPayload({ ...parts, hasSelect: false }))
    expect(cmps.status).toEqual({ p: 'select' })
  })
})

test('the entity ids are the same in every language', () => {
  const idsIn = (language: (typeof languageNames)[number]) => {
    const parts = { id: ID, name: 'Home', topics: topicsOf(ID), words: wordsIn(language), hasSelect: true }
    return discoveryPayload(parts).match(/"(?:uniq|def_ent)_id":"[^"]*"/g)
  }
  for (const language of languageNames) expect(idsIn(language)).toEqual(idsIn('en'))
})
