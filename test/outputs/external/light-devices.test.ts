// Searches and pairings for the window. The key of a bridge never reaches it.
import { expect, test } from 'vitest'
import { commands } from '../../../app/contract/contract.ts'
import type { FoundDevice, PairedBridge } from '../../../app/model/external-outputs/light-device.ts'
import type { Answer } from '../../../app/model/problems/problem.ts'
import { createLightDevices } from '../../../app/outputs/external/light-devices.ts'

const address = { host: '192.168.1.5' }
const bridge: PairedBridge = {
  applicationKey: 'the-key',
  bridgeId: 'ecb5fafffe9a630f',
  fingerprint: 'ab'.repeat(32),
  resources: [{ type: 'light', id: 'a0a0a0a0-0000-4000-8000-000000000001', name: 'Desk lamp' }],
}
const device: FoundDevice = { name: 'Bridge', host: '192.168.1.5', port: 443, id: bridge.bridgeId }

/** A network whose calls a test answers. */
function start() {
  const searches: ((answer: Answer<FoundDevice[]>) => void)[] = []
  const pairings: { signal: AbortSignal; answer: (answer: Answer<PairedBridge | null>) => void }[] = []
  const devices = createLightDevices({
    find: () => new Promise((resolve) => searches.push(resolve)),
    pair: (_, signal) =>
      new Promise((answer) => {
        pairings.push({ signal, answer })
        signal.addEventListener('abort', () => answer({ ok: true, value: null }))
      }),
  })
  return { ...devices, searches, pairings }
}

test('the window gets everything of a pairing but the key', async () => {
  const { commands: handlers, applicationKey, pairings } = start()
  const pairing = handlers.pairHue(address)
  pairings[0]?.answer({ ok: true, value: bridge })
  const answer = commands.pairHue.answer.parse(await pairing)
  const { applicationKey: key, ...rest } = bridge
  expect(answer).toEqual({ ok: true, value: { ...address, ...rest, pairing: expect.any(String) } })
  expect(JSON.stringify(answer)).not.toContain(key)
  expect(applicationKey(answer.ok && answer.value ? answer.value.pairing : '')).toBe(key)
  expect(applicationKey('00000000-0000-4000-8000-000000000000')).toBeNull()
})

test('only the last pairing is known', async () => {
  const { commands: handlers, applicationKey, pairings } = start()
  const known: string[] = []
  for (const applicationKeyNow of ['first', 'second']) {
    const pairing = handlers.pairHue(address)
    pairings.at(-1)?.answer({ ok: true, value: { ...bridge, applicationKey: applicationKeyNow } })
    const answer = await pairing
    if (answer.ok && answer.value) known.push(answer.value.pairing)
  }
  expect(known.map(applicationKey)).toEqual([null, 'second'])
})

test('a second pairing cancels the first, and cancelling ends it', async () => {
  const { commands: handlers, pairings } = start()
  const first = handlers.pairHue(address)
  const second = handlers.pairHue(address)
  expect(await first).toEqual({ ok: true, value: null })
  expect(pairings.map(({ signal }) => signal.aborted)).toEqual([true, false])
  await handlers.cancelPairing()
  expect(await second).toEqual({ ok: true, value: null })
})

test('a pairing that is cancelled while the bridge answers is not kept', async () => {
  const { commands: handlers, pairings } = start()
  const pairing = handlers.pairHue(address)
  pairings[0]?.answer({ ok: true, value: bridge })
  await handlers.cancelPairing()
  expect(await pairing).toEqual({ ok: true, value: null })
})

test('a failed pairing says why', async () => {
  const { commands: handlers, pairings } = start()
  const pairing = handlers.pairHue(address)
  const failed = {
    ok: false,
    problem: { kind: 'not-a-hue-bridge', next: 'person', host: '192.168.1.5' },
  } as const
  pairings[0]?.answer(failed)
  expect(await pairing).toEqual(failed)
})

test('searches that run at once share the packets, and a later one asks again', async () => {
  const { commands: handlers, searches } = start()
  const answers = [handlers.findDevices('hue'), handlers.findDevices('hue'), handlers.findDevices('wled')]
  expect(searches).toHaveLength(2)
  for (const answer of searches) answer({ ok: true, value: [device] })
  for (const answer of await Promise.all(answers))
    expect(commands.findDevices.answer.parse(answer)).toEqual({ ok: true, value: [device] })
  void handlers.findDevices('hue')
  expect(searches).toHaveLength(3)
})
