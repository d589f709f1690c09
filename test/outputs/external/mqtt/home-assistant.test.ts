// What Home Assistant sees at a real Mosquitto: the announcement, its updates and its removal.
import { expect, test } from 'vitest'
import { skipWithoutMosquitto, startMosquitto } from '../../../support/broker/mosquitto.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'
import { deviceDiscovery } from './home-assistant-schema.ts'
import {
  AVAILABILITY,
  busy,
  COMMAND,
  createTrial,
  DISCOVERY,
  free,
  STATE,
  startReader,
  target,
} from './mqtt-trial.ts'

skipWithoutMosquitto()

const HOME_ASSISTANT = 'homeassistant/status'
const componentsIn = (payload = '') => deviceDiscovery.parse(JSON.parse(payload)).cmps

test('the device is announced, retained, once for a connection', async () => {
  const { port } = await startMosquitto()
  const { send } = createTrial(target(port, { discovery: true }))
  await send(busy)
  await send(free)
  const reader = await startReader(port)
  await expect.poll(() => reader.last(DISCOVERY)).toBeDefined()
  const components = componentsIn(reader.last(DISCOVERY))
  expect(Object.keys(components)).toContain('light')
  expect(Object.keys(components)).not.toContain('status')
  expect(
    Object.values(components).every(
      (one) => !('stat_t' in one) || [STATE, AVAILABILITY].includes(`${one.stat_t}`),
    ),
  ).toBe(true)
})

test('it is announced again, with the newest light, when Home Assistant starts', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  // The interval between announcements does not pass.
  const clock = createVirtualClock()
  const { send, sendAgains } = createTrial(target(port, { discovery: true }), { clock })
  await send(busy)
  await expect.poll(() => reader.all(DISCOVERY)).toHaveLength(2)
  await reader.client.publishAsync(HOME_ASSISTANT, 'offline', { qos: 1 })
  // Others flood the topic: it counts once in an interval.
  for (let count = 0; count < 50; count += 1)
    await reader.client.publishAsync(HOME_ASSISTANT, 'online', { qos: 1 })
  await expect.poll(() => reader.all(DISCOVERY)).toHaveLength(4)
  await expect.poll(() => reader.all(STATE)).toHaveLength(2)
  expect(sendAgains()).toBe(1)
})

test('the select is announced while the own status is on', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  let isOn = false
  const { send, commands, change, sendAgains } = createTrial(
    target(port, { discovery: true, setsStatus: true }),
    {
      ownStatus: () => isOn,
    },
  )
  await send(busy)
  await expect.poll(() => componentsIn(reader.last(DISCOVERY))).not.toHaveProperty('status')
  change()
  expect(sendAgains()).toBe(0)
  isOn = true
  change()
  await expect.poll(() => componentsIn(reader.last(DISCOVERY))).toHaveProperty('status.cmd_t', COMMAND)
  await reader.client.publishAsync(COMMAND, 'DoNotDisturb', { qos: 1 })
  await expect.poll(() => commands).toEqual([{ kind: 'set', status: 'DoNotDisturb' }])
  isOn = false
  change()
  // First only its platform, which removes it; then without it.
  await expect.poll(() => componentsIn(reader.all(DISCOVERY).at(-2)).status).toEqual({ p: 'select' })
  expect(componentsIn(reader.last(DISCOVERY))).not.toHaveProperty('status')
})

test('a removed output leaves nothing at the broker, also if it was not connected', async () => {
  const { port } = await startMosquitto()
  const first = createTrial(target(port, { discovery: true }))
  await first.send(busy)
  await first.driver.stop()
  const afterQuit = await startReader(port)
  await expect.poll(() => afterQuit.last(DISCOVERY)).toBeDefined()

  const { driver } = createTrial(target(port, { discovery: true }))
  await driver.remove?.()
  for (const topic of [DISCOVERY, STATE, AVAILABILITY])
    await expect.poll(() => afterQuit.last(topic)).toBe('')
  const marker = 'marker'
  await afterQuit.client.publishAsync(marker, 'x', { qos: 1, retain: true })
  const late = await startReader(port)
  await expect.poll(() => late.last(marker)).toBe('x')
  for (const topic of [DISCOVERY, STATE, AVAILABILITY]) expect(late.last(topic)).toBeUndefined()
})

test('a removed output ends in time without a broker', async () => {
  const broker = await startMosquitto()
  await broker.kill()
  const { driver, warnings } = createTrial(target(broker.port, { discovery: true }))
  await driver.remove?.()
  expect(warnings).toHaveLength(1)
})

test('what was announced before the discovery was switched off is removed', async () => {
  const { port } = await startMosquitto()
  const first = createTrial(target(port, { discovery: true }))
  await first.send(busy)
  await first.driver.stop()
  const reader = await startReader(port)
  await expect.poll(() => reader.last(DISCOVERY)).toBeDefined()
  const second = createTrial(target(port))
  await second.send(busy)
  await expect.poll(() => reader.last(DISCOVERY)).toBe('')
  // Without an announcement nothing is published: Home Assistant would warn of it.
  await second.driver.stop()
  const third = createTrial(target(port))
  await third.send(free)
  await third.send(busy)
  await expect.poll(() => reader.all(STATE)).toHaveLength(4)
  expect(reader.all(DISCOVERY)).toHaveLength(2)
})
