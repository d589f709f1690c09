// docs/home-assistant.md lists the topics, fields, entities and commands as they are.
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { tableLights } from '../../app/model/external-outputs/shown-light.ts'
import { mqttTransports } from '../../app/model/names.ts'
import { discoveryPayload } from '../../app/outputs/external/mqtt/home-assistant-discovery.ts'
import { statePayload } from '../../app/outputs/external/mqtt/mqtt-state.ts'
import { topicsOf } from '../../app/outputs/external/mqtt/mqtt-topics.ts'
import { statusOptions } from '../../app/outputs/external/mqtt/status-command.ts'
import { wordsIn } from '../../words/words.ts'
import { codeIn, readPage, tablesOf } from './markdown.ts'

const page = readPage('docs/home-assistant.md')
const rowsOf = (...columns: string[]) => tablesOf(page, ...columns)[0] ?? []
const codesIn = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code)

test('the connections', () => {
  expect(rowsOf('connection', 'what it is').map(([name]) => codeIn(name))).toEqual(mqttTransports)
})

test('the topics and the commands', () => {
  const rows = rowsOf('topic', 'payload')
  expect(rows.map(([topic]) => codeIn(topic))).toEqual(Object.values(topicsOf('<id>')))
  const command = rows.find(([topic]) => codeIn(topic) === topicsOf('<id>').command)
  expect(codesIn(command?.[1])).toEqual(statusOptions)
})

test('the fields of the state and the lights', () => {
  const message = {
    light: 'busy',
    lamp: { kind: 'off' },
    activity: '',
    name: '',
    since: 0,
    outOfOffice: false,
  } as const
  const rows = rowsOf('field', 'value')
  expect(rows.map(([field]) => codeIn(field))).toEqual(Object.keys(JSON.parse(statePayload(message))))
  expect(codesIn(rows[0]?.[1])).toEqual(tableLights)
})

test('the entities', () => {
  const parts = { id: 'x', name: 'x', topics: topicsOf('x'), words: wordsIn('en'), hasSelect: true }
  const ids = [...discoveryPayload(parts).matchAll(/"def_ent_id":"([^"]+)"/g)].map(([, id]) => id)
  expect(rowsOf('entity', 'what it is').map(([id]) => codeIn(id))).toEqual(ids)
})

test('the automation is YAML that names only existing entities and lights', () => {
  const yaml = /```yaml\n(?<text>[\s\S]*?)```/.exec(page)?.groups?.text ?? ''
  const automation = parse(yaml)
  expect(automation).toMatchObject({ triggers: [{ entity_id: 'sensor.tally_light_light' }] })
  expect(tableLights).toEqual(expect.arrayContaining(automation.actions[0].if[0].state))
})
