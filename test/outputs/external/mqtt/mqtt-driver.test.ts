// The MQTT output against a real Mosquitto: what a second client reads, and a broker that is lost and comes back.
import { expect, test } from 'vitest'
import { tableLights } from '../../../../app/model/external-outputs/shown-light.ts'
import { freePort, skipWithoutMosquitto, startMosquitto } from '../../../support/broker/mosquitto.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'
import {
  AVAILABILITY,
  busy,
  COMMAND,
  createTrial,
  free,
  problemOf,
  STATE,
  startReader,
  startWire,
  target,
} from './mqtt-trial.ts'

skipWithoutMosquitto()

test('publishes each light, retained, before it says that it was shown', async () => {
  const { port } = await startMosquitto()
  const { send, faults } = createTrial(target(port))
  for (const light of tableLights) await send({ ...busy, light })
  await send({ ...busy, since: null, outOfOffice: true, lamp: { kind: 'off' } })

  const late = await startReader(port)
  await expect.poll(() => late.last(AVAILABILITY)).toBe('online')
  await expect.poll(() => late.last(STATE)).toBeDefined()
  expect(late.all(STATE)).toHaveLength(1)
  expect(JSON.parse(late.last(STATE) ?? '')).toEqual({
    light: 'busy',
    activity: 'In a meeting',
    since: null,
    outOfOffice: true,
    lamp: { on: false },
  })
  expect(faults).toEqual([])
})

test('two computers with the same settings leave each other connected', async () => {
  const { port } = await startMosquitto()
  const desk = createTrial(target(port), { computer: 'desk' })
  const laptop = createTrial(target(port), { computer: 'laptop' })
  await desk.send(busy)
  await laptop.send(free)
  // The broker closes the older connection of a client before it accepts the newer one.
  await desk.send(busy)
  await laptop.send(free)
  expect([desk.lost, laptop.lost, desk.sendAgains(), laptop.sendAgains()]).toEqual([[], [], 0, 0])
})

test('a program that dies is offline by its last will', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  const wire = await startWire(port)
  const { send, lost, sendAgains } = createTrial(target(wire.port))
  await send(busy)
  await expect.poll(() => reader.last(AVAILABILITY)).toBe('online')
  wire.cut()
  await expect.poll(() => reader.all(AVAILABILITY)).toContain('offline')
  // The driver itself lives, and comes back.
  await expect.poll(() => sendAgains()).toBe(1)
  await expect.poll(() => reader.last(AVAILABILITY)).toBe('online')
  expect(lost).toHaveLength(1)
  // A light was shown since, so the next loss is said as well.
  await send(free)
  wire.cut()
  await expect.poll(() => lost).toHaveLength(2)
})

test('a broker that does not answer any more holds up nothing, and is left', async () => {
  const { port } = await startMosquitto()
  const wire = await startWire(port)
  const clock = createVirtualClock()
  const { send, lost, driver } = createTrial(target(wire.port), { clock })
  await send(busy)
  wire.hold()
  const tooLate = new AbortController()
  const sent = problemOf(send(free, tooLate.signal))
  await clock.pass(0)
  tooLate.abort()
  expect(await sent).toMatchObject({ kind: 'output-timed-out' })
  await clock.pass(5000)
  await expect
    .poll(() => lost)
    .toEqual([{ kind: 'output-timed-out', next: 'retries', host: '127.0.0.1', afterMs: 5000 }])
  const stopped = driver.stop()
  await clock.pass(1500)
  await stopped
})

test('at quit the last light and then offline are published, and the will is not used', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  const { driver, send } = createTrial(target(port))
  await send(busy)
  await send({ ...busy, light: 'quitting', lamp: { kind: 'off' } })
  await driver.stop()
  await expect.poll(() => reader.last(AVAILABILITY)).toBe('offline')
  expect(JSON.parse(reader.last(STATE) ?? '')).toMatchObject({ light: 'quitting', lamp: { on: false } })
  expect(reader.all(AVAILABILITY)).toEqual(['online', 'offline'])
})

test('a broker that is killed is reported once, and has the newest light when it is back', async () => {
  const broker = await startMosquitto()
  const { send, lost, sendAgains, faults } = createTrial(target(broker.port))
  await send(busy)
  await broker.kill()
  await expect.poll(() => lost).toHaveLength(1)
  expect(lost[0]).toMatchObject({ kind: 'output-unreachable', next: 'retries', host: '127.0.0.1' })
  // A light of this time is refused, and only the newest one counts.
  expect(await problemOf(send(free))).toMatchObject({ kind: 'output-unreachable', detail: 'ECONNREFUSED' })
  await broker.start()
  await expect.poll(() => sendAgains()).toBeGreaterThan(0)
  const reader = await startReader(broker.port)
  await expect.poll(() => reader.last(AVAILABILITY)).toBe('online')
  await expect.poll(() => JSON.parse(reader.last(STATE) ?? '{}')).toMatchObject({ light: 'available' })
  expect(lost).toHaveLength(1)
  expect(faults).toEqual([])
})

test('a broker that refuses after a restart is tried again for some time', async () => {
  const broker = await startMosquitto()
  const { send, lost } = createTrial(target(broker.port))
  await send(busy)
  await broker.kill()
  await expect.poll(() => lost).toHaveLength(1)
  await broker.start({ users: { ada: 'x' } })
  await expect.poll(() => lost.at(-1)?.kind).toBe('output-refused')
  expect(lost.at(-1)?.next).toBe('retries')
})

test('a retained command is ignored, an unknown one is logged once, others set the status', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  await reader.client.publishAsync(COMMAND, 'Busy', { qos: 1, retain: true })
  const { send, commands, warnings } = createTrial(target(port, { setsStatus: true }))
  await send(free)
  for (const payload of ['Sleeping', '{"status":"Busy"}', '', 'Away'])
    await reader.client.publishAsync(COMMAND, payload, { qos: 1 })
  await expect.poll(() => commands).toEqual([{ kind: 'set', status: 'Away' }])
  expect(warnings).toHaveLength(1)
})

test('while the own status is off, commands are ignored', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  const { send, commands, warnings } = createTrial(target(port, { setsStatus: true }), {
    ownStatus: () => false,
  })
  await send(free)
  await reader.client.publishAsync(COMMAND, 'Busy', { qos: 1 })
  await expect.poll(() => warnings).toHaveLength(1)
  expect(commands).toEqual([])
})

test('without the switch nothing is subscribed to', async () => {
  const { port } = await startMosquitto()
  const reader = await startReader(port)
  const { send, commands } = createTrial(target(port, { setsStatus: false }))
  await send(free)
  await reader.client.publishAsync(COMMAND, 'Busy', { qos: 1 })
  await send(busy)
  expect(commands).toEqual([])
})

test('an aborted message ends at once', async () => {
  const port = await freePort()
  const { send } = createTrial(target(port))
  const aborted = new AbortController()
  aborted.abort()
  expect(await problemOf(send(busy, aborted.signal))).toMatchObject({
    kind: 'output-timed-out',
    host: '127.0.0.1',
  })
})
