// A lamp and a room of a Hue bridge that answers over HTTPS as the real one does.
import { expect, onTestFinished, test } from 'vitest'
import type { TargetOf } from '../../../../app/model/external-outputs/output-target.ts'
import type { Lamp } from '../../../../app/model/external-outputs/shown-light.ts'
import { createHueDriver } from '../../../../app/outputs/external/hue/hue-driver.ts'
import {
  type FakeHueBridge,
  type FakeHueOptions,
  startFakeHueBridge,
} from '../../../../simulator/lights/fake-hue-bridge.ts'
import { driverParts } from '../driver-parts.ts'
import { fastClock, off, problemFrom, red, send } from '../lamp-messages.ts'

const host = '127.0.0.1'
const green: Lamp = { kind: 'on', colour: '#00ff00', brightness: 100, blink: false }
const blinking: Lamp = { kind: 'on', colour: '#ff0000', brightness: 100, blink: true }

async function start(options: FakeHueOptions = {}) {
  const bridge = await startFakeHueBridge({ monotonicMs: fastClock.monotonicMs, ...options })
  onTestFinished(bridge.stop)
  return bridge
}

const targetOf = (bridge: FakeHueBridge, change: Partial<TargetOf<'hue'>> = {}): TargetOf<'hue'> => ({
  kind: 'hue',
  host,
  port: bridge.port,
  bridgeId: bridge.bridgeId,
  fingerprint: bridge.fingerprint,
  resource: { type: 'light', id: bridge.lamps[0]?.id ?? '', name: 'Desk lamp' },
  putsBack: false,
  ...change,
})

const lampOf = (bridge: FakeHueBridge, index: number, putsBack = false) =>
  targetOf(bridge, { resource: { type: 'light', id: bridge.lamps[index]?.id ?? '', name: 'Lamp' }, putsBack })

const roomOf = (bridge: FakeHueBridge, putsBack = false) =>
  targetOf(bridge, { resource: { type: 'grouped_light', id: bridge.group, name: 'Office' }, putsBack })

const driverOf = (target: TargetOf<'hue'>, applicationKey?: string) =>
  createHueDriver(async () => null)(driverParts(target, applicationKey ? { applicationKey } : {}, fastClock))

test('shows the colour and the brightness, and off', async () => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  await send(driver, red)
  await send(driver, off)
  expect(bridge.changes().map(({ body }) => body)).toEqual([
    { on: { on: true }, dimming: { brightness: 80 }, color: { xy: { x: 0.6915, y: 0.3083 } } },
    { on: { on: false } },
  ])
})

test('a white lamp shows the brightness, and a plug on and off', async () => {
  const bridge = await start()
  const key = bridge.addKey()
  await send(driverOf(lampOf(bridge, 1), key), red)
  await send(driverOf(lampOf(bridge, 2), key), blinking)
  expect(bridge.changes().map(({ body }) => body)).toEqual([
    { on: { on: true }, dimming: { brightness: 80 } },
    { on: { on: true } },
  ])
})

test('a room shows the light on every lamp that can', async () => {
  const bridge = await start()
  const driver = driverOf(roomOf(bridge), bridge.addKey())
  await send(driver, red)
  await send(driver, off)
  await send(driver, green)
  const [desk, shelf, plug] = bridge.lamps
  expect(desk).toMatchObject({ on: { on: true }, dimming: { brightness: 100 }, color: { xy: { x: 0.1724 } } })
  expect(shelf).toMatchObject({ on: { on: true }, dimming: { brightness: 100 } })
  expect(plug).toMatchObject({ on: { on: true } })
  expect(bridge.requests.filter(({ status }) => status === 429)).toEqual([])
})

test('blinks by a signal in the colour, and ends the signal with the next light', async () => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  await send(driver, blinking)
  expect(bridge.lamps[0]?.signaling?.status).toEqual({
    signal: 'on_off_color',
    duration: 65_534_000,
    colors: [{ xy: { x: 0.6915, y: 0.3083 } }],
  })
  await send(driver, green)
  expect(bridge.lamps[0]?.signaling?.status).toBeUndefined()
  await send(driver, blinking)
  await send(driver, off)
  expect(bridge.lamps[0]?.signaling?.status).toBeUndefined()
})

test('a lamp without signals breathes, and a room blinks in its colours', async () => {
  const bridge = await start()
  const key = bridge.addKey()
  await send(driverOf(lampOf(bridge, 1), key), blinking)
  await send(driverOf(roomOf(bridge), key), blinking)
  expect(bridge.changes().map(({ body }) => body)).toEqual([
    { on: { on: true }, dimming: { brightness: 100 } },
    { alert: { action: 'breathe' } },
    { on: { on: true }, dimming: { brightness: 100 }, color: { xy: { x: 0.7006, y: 0.2993 } } },
    { signaling: { signal: 'on_off', duration: 65_534_000 } },
  ])
})

test.each(['a lamp that was on', 'a lamp that was off'])(
  'restores %s as it was, once for each light',
  async (which) => {
    const bridge = await start()
    const isOn = which.endsWith('on')
    const [lamp] = bridge.lamps
    if (lamp) lamp.on = { on: isOn }
    const before = structuredClone(lamp)
    const driver = driverOf(lampOf(bridge, 0, true), bridge.addKey())
    for (let round = 0; round < 2; round += 1) {
      await send(driver, red)
      await send(driver, blinking)
      expect(lamp).toMatchObject({ on: { on: true }, dimming: { brightness: 100 } })
      await send(driver, off)
      expect(lamp).toMatchObject({
        on: before?.on,
        dimming: before?.dimming,
        color_temperature: { mirek: 366 },
      })
      expect(lamp?.signaling?.status).toBeUndefined()
    }
  },
)

test('restores what the user has changed between two lights', async () => {
  const bridge = await start()
  const [lamp] = bridge.lamps
  const driver = driverOf(lampOf(bridge, 0, true), bridge.addKey())
  await send(driver, red)
  await send(driver, off)
  if (lamp) lamp.dimming = { brightness: 5 }
  await send(driver, off)
  expect(lamp?.dimming).toEqual({ brightness: 5 })
  await send(driver, green)
  await send(driver, off)
  expect(lamp?.dimming).toEqual({ brightness: 5 })
})

test('restores a coloured lamp in its colour', async () => {
  const bridge = await start()
  const [lamp] = bridge.lamps
  if (lamp) Object.assign(lamp, { color_temperature: { mirek: null, mirek_valid: false } })
  const driver = driverOf(lampOf(bridge, 0, true), bridge.addKey())
  await send(driver, red)
  await send(driver, off)
  expect(lamp?.color?.xy).toEqual({ x: 0.4573, y: 0.41 })
})

test('restores every lamp of a room', async () => {
  const bridge = await start()
  const before = structuredClone(bridge.lamps)
  const driver = driverOf(roomOf(bridge, true), bridge.addKey())
  await send(driver, blinking)
  await send(driver, off)
  expect(bridge.lamps.map(({ on, dimming }) => ({ on, dimming }))).toEqual(
    before.map(({ on, dimming }) => ({ on, dimming })),
  )
  expect(bridge.requests.filter(({ status }) => status === 429)).toEqual([])
})

test('restores after a failure what was there before the first light', async () => {
  const bridge = await start()
  const [lamp] = bridge.lamps
  const driver = driverOf(lampOf(bridge, 0, true), bridge.addKey())
  await send(driver, red)
  bridge.fail(503)
  expect(await problemFrom(send(driver, off))).toMatchObject({ kind: 'output-refused' })
  await send(driver, off)
  expect(lamp).toMatchObject({
    on: { on: true },
    dimming: { brightness: 40 },
    color_temperature: { mirek: 366 },
  })
})

test.each(['a lamp', 'a room'])(
  'restores %s after a new pairing with what was there before the first light, and ends its blinking',
  async (which) => {
    const bridge = await start()
    const states = () =>
      bridge.lamps.map(({ on, dimming, signaling }) => ({ on, dimming, ...signaling?.status }))
    const before = structuredClone(states())
    const target = which === 'a lamp' ? lampOf(bridge, 0, true) : roomOf(bridge, true)
    const create = createHueDriver(async () => null)
    const driver = () => create(driverParts(target, { applicationKey: bridge.addKey() }, fastClock))
    const first = driver()
    await send(first, blinking)
    // The first one cannot restore it any more.
    bridge.forgetKeys()
    expect(await problemFrom(send(first, off))).toMatchObject({ kind: 'output-access-refused' })
    await first.stop()
    const second = driver()
    await send(second, red)
    expect(states()).not.toEqual(before)
    await send(second, off)
    expect(states()).toEqual(before)
    // The next light begins with what is there then.
    for (const { dimming } of bridge.lamps) if (dimming) dimming.brightness = 5
    await send(second, red)
    await send(driver(), off)
    expect(bridge.lamps.map(({ dimming }) => dimming?.brightness)).toEqual(
      before.map(({ dimming }) => dimming && 5),
    )
  },
)

test('another output, and another lamp of the same output, have nothing of it to restore', async () => {
  const bridge = await start()
  const create = createHueDriver(async () => null)
  const parts = driverParts(lampOf(bridge, 0, true), { applicationKey: bridge.addKey() }, fastClock)
  await send(create(parts), red)
  const { length } = bridge.changes()
  await send(create({ ...parts, id: '00000000-0000-4000-8000-000000000001' }), off)
  await send(create({ ...parts, target: lampOf(bridge, 1, true) }), off)
  expect(bridge.changes()).toHaveLength(length)
})

test('off leaves the lamp alone that is to be restored, before the first light', async () => {
  const bridge = await start()
  await send(driverOf(lampOf(bridge, 0, true), bridge.addKey()), off)
  expect(bridge.changes()).toEqual([])
})

test('sends nothing to another certificate', async () => {
  const bridge = await start()
  const other = await start()
  const driver = driverOf(targetOf(other, { fingerprint: bridge.fingerprint }), other.addKey())
  expect(await problemFrom(send(driver, red))).toMatchObject({
    kind: 'output-certificate-untrusted',
    next: 'person',
    host,
    detail: expect.stringContaining(other.fingerprint.slice(0, 16)),
  })
  expect(other.requests).toEqual([])
})

test('does not read more than it needs for each light', async () => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  for (const lamp of [red, green, red]) await send(driver, lamp)
  expect(bridge.requests.filter(({ method }) => method === 'GET')).toHaveLength(2)
  expect(bridge.connections()).toBe(3)
})

test.each([
  [429, 'output-refused', 'retries'],
  [503, 'output-refused', 'retries'],
  [500, 'output-refused', 'retries'],
  [507, 'output-refused', 'retries'],
  [400, 'output-refused', 'retries'],
  [401, 'output-access-refused', 'person'],
  [403, 'output-access-refused', 'person'],
  [404, 'output-lamp-missing', 'person'],
])('status %s is the problem %s, and the next light is shown', async (status, kind, next) => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  for (const failing of ['reading', 'changing']) {
    if (failing === 'changing') await send(driver, red)
    bridge.fail(status)
    expect(await problemFrom(send(driver, red))).toMatchObject({ kind, next, host })
    await send(driver, green)
    expect(bridge.lamps[0]?.color?.xy.x).toBe(0.17)
  }
})

test('a key that the bridge has forgotten needs a new pairing', async () => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  await send(driver, red)
  bridge.forgetKeys()
  expect(await problemFrom(send(driver, red))).toEqual({
    kind: 'output-access-refused',
    next: 'person',
    host,
  })
})

test('without a key nothing is sent', async () => {
  const bridge = await start()
  expect(await problemFrom(send(driverOf(targetOf(bridge)), red))).toEqual({
    kind: 'output-secret-missing',
    next: 'person',
  })
  expect(bridge.connections()).toBe(0)
})

test.each([true, false])(
  'a lamp without power is a problem until it is back (read before: %s)',
  async (wasRead) => {
    const bridge = await start()
    const [lamp] = bridge.lamps
    const driver = driverOf(targetOf(bridge), bridge.addKey())
    if (wasRead) await send(driver, green)
    if (lamp) lamp.unreachable = true
    const unreachable = { kind: 'output-lamp-unreachable', next: 'retries', host, name: 'Desk lamp' }
    expect(await problemFrom(send(driver, red))).toEqual(unreachable)
    expect(await problemFrom(send(driver, red))).toEqual(unreachable)
    if (lamp) lamp.unreachable = false
    await send(driver, red)
    expect(lamp?.color?.xy.x).toBe(0.6915)
  },
)

test('a room with one lamp without power shows the light on the others', async () => {
  const bridge = await start()
  const [, shelf] = bridge.lamps
  if (shelf) shelf.unreachable = true
  const driver = driverOf(roomOf(bridge, true), bridge.addKey())
  await send(driver, red)
  expect(bridge.lamps[0]?.dimming?.brightness).toBe(80)
  await send(driver, off)
  expect(bridge.lamps[0]?.dimming?.brightness).toBe(40)
})

test('a lamp that was removed from the bridge is named', async () => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  await send(driver, red)
  bridge.lamps.shift()
  expect(await problemFrom(send(driver, red))).toEqual({
    kind: 'output-lamp-missing',
    next: 'person',
    host,
    name: 'Desk lamp',
  })
})

test('a bridge that does not answer is unreachable', async () => {
  const bridge = await start()
  const driver = driverOf(targetOf(bridge), bridge.addKey())
  await bridge.stop()
  expect(await problemFrom(send(driver, red))).toEqual({
    kind: 'output-unreachable',
    next: 'retries',
    host,
    detail: 'ECONNREFUSED',
  })
})

test('ends at once when the message is aborted', async () => {
  const bridge = await start()
  const abort = new AbortController()
  const sending = problemFrom(send(driverOf(targetOf(bridge), bridge.addKey()), red, abort.signal))
  abort.abort()
  expect(await sending).toMatchObject({ kind: 'output-unreachable' })
  expect(bridge.changes()).toEqual([])
})

test('finds a bridge that has moved, and keeps its new address', async () => {
  const moved = await start()
  const stranger = await start()
  const searches: string[] = []
  const driver = createHueDriver(async (bridgeId) => {
    searches.push(bridgeId)
    return { name: 'Hue Bridge', host, port: moved.port, id: bridgeId }
  })(driverParts(targetOf(moved, { port: stranger.port }), { applicationKey: moved.addKey() }, fastClock))
  await send(driver, red)
  await send(driver, green)
  expect(searches).toEqual([moved.bridgeId])
  expect(stranger.requests).toEqual([])
  expect(moved.lamps[0]?.color?.xy.x).toBe(0.17)
})

test('does not send the key to a device that only claims to be the bridge', async () => {
  const bridge = await start()
  const liar = await start()
  await bridge.stop()
  const driver = createHueDriver(async (id) => ({ name: 'Hue Bridge', host, port: liar.port, id }))(
    driverParts(targetOf(bridge), { applicationKey: liar.addKey() }, fastClock),
  )
  expect(await problemFrom(send(driver, red))).toMatchObject({ kind: 'output-certificate-untrusted' })
  expect(liar.requests).toEqual([])
})

test('searches for a lost bridge once in ten minutes', async () => {
  const bridge = await start()
  await bridge.stop()
  let searches = 0
  let nowMs = 0
  const clock = { ...fastClock, monotonicMs: () => nowMs }
  const driver = createHueDriver(async () => {
    searches += 1
    return null
  })(driverParts(targetOf(bridge), { applicationKey: 'key' }, clock))
  for (; nowMs < 30 * 60_000; nowMs += 60_000) {
    expect(await problemFrom(send(driver, red))).toMatchObject({ kind: 'output-unreachable' })
  }
  expect(searches).toBe(3)
})
