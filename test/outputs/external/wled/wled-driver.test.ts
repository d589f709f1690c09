// A WLED device whose JSON API reads a change as the real one does.
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Lamp } from '../../../../app/model/external-outputs/shown-light.ts'
import { createWledDriver } from '../../../../app/outputs/external/wled/wled-driver.ts'
import { startFakeWled } from '../../../../simulator/lights/fake-wled.ts'
import { driverParts } from '../driver-parts.ts'
import { fastClock, off, problemFrom, red, send } from '../lamp-messages.ts'

const host = '127.0.0.1'

async function start() {
  const device = await startFakeWled()
  onTestFinished(device.stop)
  const driver = createWledDriver(driverParts({ kind: 'wled', host, port: device.port }, {}, fastClock))
  onTestFinished(() => driver.stop())
  return { device, driver }
}

test('shows the colour on the selected segments, blinks, and is off', async () => {
  const { device, driver } = await start()
  const [first, second] = device.state.seg
  const untouched = structuredClone(second)
  await send(driver, red)
  expect(device.state).toMatchObject({ on: true, bri: 204 })
  const solid = {
    on: true,
    bri: 255,
    frz: false,
    fx: 0,
    pal: 0,
    col: [
      [255, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  }
  expect(first).toMatchObject(solid)
  expect(second).toEqual(untouched)

  await send(driver, { kind: 'on', colour: '#00ff7f', brightness: 1, blink: true })
  expect(device.state).toMatchObject({ on: true, bri: 3 })
  expect(first).toMatchObject({
    fx: 1,
    sx: 205,
    ix: 128,
    col: [
      [0, 255, 127],
      [0, 0, 0],
      [0, 0, 0],
    ],
  })

  await send(driver, red)
  expect(first).toMatchObject(solid)
  await send(driver, off)
  expect(device.state.on).toBe(false)
})

test('shows the light on every selected segment', async () => {
  const { device, driver } = await start()
  for (const segment of device.state.seg) segment.sel = true
  await send(driver, red)
  expect(device.state.seg.map(({ col }) => col[0])).toEqual([
    [255, 0, 0],
    [255, 0, 0],
  ])
  expect(device.requests).toHaveLength(1)
})

test('shows the light on the main segment if none is selected', async () => {
  const { device, driver } = await start()
  for (const segment of device.state.seg) segment.sel = false
  device.state.mainseg = 1
  await send(driver, red)
  expect(device.state.seg.map(({ col }) => col[0])).toEqual([
    [255, 160, 0],
    [255, 0, 0],
  ])
})

test('sends any lamp within the ranges of the device', async () => {
  const { device, driver } = await start()
  const byte = fc.integer({ min: 0, max: 255 })
  const lamp = fc.record({
    colour: fc.tuple(byte, byte, byte),
    brightness: fc.integer({ min: 1, max: 100 }),
    blink: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(lamp, async ({ colour, brightness, blink }) => {
      const hex = colour.map((part) => part.toString(16).padStart(2, '0')).join('')
      const wanted: Lamp = { kind: 'on', colour: `#${hex}`, brightness, blink }
      await send(driver, wanted)
      expect(device.state.seg[0]?.col[0]).toEqual(colour)
      expect(device.state.bri / 255).toBeCloseTo(brightness / 100, 1)
      expect(device.state.bri).toBeGreaterThan(0)
    }),
    { numRuns: 30 },
  )
})

test.each([
  ['is busy', { status: 503, body: { error: 3 } }, '503'],
  ['redirects', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, '302'],
  ['has no such page', { status: 404, body: 'not found' }, '404'],
  ['does not send a state', { status: 200, body: { success: true } }, '{"success":true}'],
  ['does not send JSON', { status: 200, body: '<html>' }, ''],
  ['sends too much', { status: 200, body: 'x'.repeat(70_000) }, '> 64000 B'],
  ['stays off', { status: 200, body: { on: false, seg: [{ id: 0, sel: true }] } }, 'on: false'],
])('a device that %s has refused the light, and gets the next one', async (_, answer, detail) => {
  const { device, driver } = await start()
  device.answerNext(answer)
  expect(await problemFrom(send(driver, red))).toEqual({
    kind: 'output-refused',
    next: 'retries',
    host,
    detail,
  })
  await send(driver, red)
  expect(device.state.on).toBe(true)
  expect(device.requests).toHaveLength(2)
})

test.each(['203.0.113.7', '2001:db8::1', '8.8.8.8'])(
  'sends nothing to the public address %s',
  async (address) => {
    const driver = createWledDriver(driverParts({ kind: 'wled', host: address, port: 80 }, {}, fastClock))
    expect(await problemFrom(send(driver, red))).toEqual({
      kind: 'output-address-public',
      next: 'person',
      host: address,
    })
  },
)

test('a name is looked up, and reaches the device', async () => {
  const { device } = await start()
  const driver = createWledDriver(
    driverParts({ kind: 'wled', host: 'localhost', port: device.port }, {}, fastClock),
  )
  await send(driver, red)
  expect(device.state.on).toBe(true)
})

test('a device that is gone is unreachable', async () => {
  const { device, driver } = await start()
  await device.stop()
  expect(await problemFrom(send(driver, red))).toEqual({
    kind: 'output-unreachable',
    next: 'retries',
    host,
    detail: 'ECONNREFUSED',
  })
})
