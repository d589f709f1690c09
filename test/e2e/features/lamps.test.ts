// A Hue lamp that is paired by its button, and a WLED device: both show the presence, and what is decided for the end.
import { expect } from 'vitest'
import { startFakeHueBridge } from '../../../simulator/lights/fake-hue-bridge.ts'
import { startFakeWled } from '../../../simulator/lights/fake-wled.ts'
import { pairDeskLamp } from '../stage/paired-lamp.ts'
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
  const { answer, lamp, target, secrets } = await pairDeskLamp(app, bridge)
  const key = bridge.requests.at(-1)?.key ?? ''
  expect(key).not.toBe('')
  expect(JSON.stringify(answer)).not.toContain(key)
  const targets = [
    { target: { ...target, putsBack: true }, secrets },
    { target: { kind: 'wled', host: '127.0.0.1', port: strip.port }, secrets: {} },
  ] as const
  for (const added of targets) {
    await app.tally.addOutput({
      ...added,
      name: added.target.kind,
      lights: {},
      schedule: { kind: 'always' as const },
    })
  }
  const red = [255, 0, 0]
  await soon(() => lamp.color?.xy).toEqual({ x: 0.6915, y: 0.3083 })
  await soon(() => strip.state.seg[0]?.col[0]).toEqual(red)

  fake.presence = { availability: 'Available', activity: 'Available' }
  await app.menu('Check now')
  await soon(() => strip.state.seg[0]?.col[0]).toEqual([0, 255, 0])
  await soon(() => lamp.color?.xy).toEqual({ x: 0.17, y: 0.7 })

  expect(await app.quit()).toBe(0)
  expect(strip.state.on).toBe(false)
  expect(lamp).toMatchObject({ dimming: { brightness: 40 }, color_temperature: { mirek: 366 } })
  expect(app.output()).not.toContain(key)
})
