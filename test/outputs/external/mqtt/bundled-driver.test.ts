// The MQTT output as it is packed, without the parts of its libraries that build/packed-mqtt.ts leaves out.
import { expect, test } from 'vitest'
import type { createMqttDriver } from '../../../../app/outputs/external/mqtt/mqtt-driver.ts'
import { skipWithoutMosquitto, startMosquitto } from '../../../support/broker/mosquitto.ts'
import { bundled } from '../../../support/bundled.ts'
import { busy, COMMAND, createTrial, STATE, startReader, target } from './mqtt-trial.ts'

skipWithoutMosquitto()

const path = await bundled('app/outputs/external/mqtt/mqtt-driver.ts')

test.each([
  ['tcp', [], {}],
  ['websocket', ['protocol websockets'], { protocol: 'ws', path: '/mqtt' }],
] as const)('publishes and receives over %s', async (transport, listener, reading) => {
  const { port } = await startMosquitto({ listener })
  const driver: { createMqttDriver: typeof createMqttDriver } = await import(path)
  const to = target(port, { transport, discovery: true, setsStatus: true })
  const { send, commands, faults } = createTrial(to, { build: driver.createMqttDriver })
  await send(busy)
  const reader = await startReader(port, reading)
  await expect.poll(() => reader.last(STATE)).toContain('"busy"')
  await reader.client.publishAsync(COMMAND, 'Away', { qos: 1 })
  await expect.poll(() => commands).toEqual([{ kind: 'set', status: 'Away' }])
  expect(faults).toEqual([])
})
