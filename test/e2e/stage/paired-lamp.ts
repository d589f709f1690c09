// Pairs the app with a fake Hue bridge from the window, as the user does.
import { vi } from 'vitest'
import type { FakeHueBridge } from '../../../simulator/lights/fake-hue-bridge.ts'
import type { RunningApp } from './running-app.ts'

/** Presses the bridge's button. Resolves to the answer, and to what adds the lamp "Desk lamp". */
export async function pairDeskLamp({ tally }: RunningApp, bridge: FakeHueBridge) {
  const pairing = tally.pairHue({ host: '127.0.0.1', port: bridge.port })
  await vi.waitUntil(() => bridge.requests.some(({ path }) => path === '/api'), { timeout: 30_000 })
  bridge.pressButton()
  const paired = await pairing
  if (!paired.ok || !paired.value) throw new Error('not paired')
  const { pairing: id, resources, ...address } = paired.value
  const resource = resources.find(({ name }) => name === 'Desk lamp')
  const lamp = bridge.lamps.find((one) => one.id === resource?.id)
  if (!resource || !lamp) throw new Error('no lamp')
  const target = { kind: 'hue' as const, ...address, resource }
  return { answer: paired.value, lamp, target, secrets: { pairing: id } }
}
