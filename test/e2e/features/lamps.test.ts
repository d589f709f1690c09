// A Hue lamp that is paired by its button, and a WLED device: both show the presence, and what is decided for the end.
import { expect } from 'vitest'
import { startFakeHueBridge } from '../../../simulator/lights/fake-hue-bridge.ts'
import { startFakeWled } from '../../../simulator/lights/fake-wled.ts'
import { test } from '../stage/story.ts'

test.concurrent('lamps show the light, and after the end the state before or off', async ({
  startSignedIn,
  fake,
  soon,
  onTestFinished,
}) => {
  const bridge = await startFakeHueBridge()
  onTestFinished(bridge.stop)
  const strip = await startFakeWled()
  onTestFinished(strip.stop)
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  const app = await startSignedIn()
  const page = await app.inside()
  const [lamp] = bridge.lamps

  const pairing = page.evaluate(
    (_, port) => globalThis.window.tally.pairHue({ host: '127.0.0.1', port }),
    bridge.port,
  )
  await soon(() => bridge.requests.filter(({ path }) => path === '/api').length).toBeGreaterThan(0)
  bridge.pressButton()
  const paired = await pairing
  const key = bridge.requests.at(-1)?.key ?? ''
  expect(key).not.toBe('')
  expect(JSON.stringify(paired)).not.toContain(key)
  if (!paired.ok || !paired.value) throw new Error('not paired')
  const { pairing: id, resources, ...address } = paired.value
  const resource = resources.find(({ name }) => name === 'Desk lamp')
  if (!resource) throw new Error('no lamp')
  const targets = [
    { target: { kind: 'hue', ...address, resource, putsBack: true }, secrets: { pairing: id } },
    { target: { kind: 'wled', host: '127.0.0.1', port: strip.port }, secrets: {} },
  ] as const
  for (const { target, secrets } of targets) {
    await page.evaluate((_, added) => globalThis.window.tally.addOutput(added), {
      ...{ name: target.kind, target, secrets, lights: {}, schedule: { kind: 'always' as const } },
    })
  }
  const red = [255, 0, 0]
  await soon(() => lamp?.color?.xy).toEqual({ x: 0.6915, y: 0.3083 })
  await soon(() => strip.state.seg[0]?.col[0]).toEqual(red)

  fake.presence = { availability: 'Available', activity: 'Available' }
  await app.menu('Check now')
  await soon(() => strip.state.seg[0]?.col[0]).toEqual([0, 255, 0])
  await soon(() => lamp?.color?.xy).toEqual({ x: 0.17, y: 0.7 })

  expect(await app.quit()).toBe(0)
  expect(strip.state.on).toBe(false)
  expect(lamp).toMatchObject({ dimming: { brightness: 40 }, color_temperature: { mirek: 366 } })
  expect(app.output()).not.toContain(key)
})
