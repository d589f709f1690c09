// Pairing with a Hue bridge by its button.
import { expect, onTestFinished, test } from 'vitest'
import type { PairedBridge } from '../../../../app/model/external-outputs/light-device.ts'
import type { Answer } from '../../../../app/model/problems/problem.ts'
import type { Clock } from '../../../../app/model/timing/clock.ts'
import { pairHue } from '../../../../app/outputs/external/hue/hue-pairing.ts'
import { type FakeHueOptions, startFakeHueBridge } from '../../../../simulator/lights/fake-hue-bridge.ts'
import { selfSignedCertificate } from '../../../../simulator/lights/self-signed-certificate.ts'
import { serve } from '../../../support/loopback-server.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'
import { bareGuard as guard } from '../lamp-messages.ts'

const host = '127.0.0.1'

async function start(options: FakeHueOptions = {}, computerName = 'desk-pc') {
  const bridge = await startFakeHueBridge(options)
  onTestFinished(bridge.stop)
  const clock = createVirtualClock()
  const abort = new AbortController()
  let pauses = 0
  const after: Clock['after'] = (delayMs, act) => {
    if (delayMs === 1000) pauses += 1
    return clock.after(delayMs, act)
  }
  const pairing = pairHue(
    { host, port: bridge.port },
    { clock: { ...clock, after }, guard, signal: abort.signal, computerName },
  )
  const asked = () => bridge.requests.filter(({ path }) => path === '/api').length
  /** Waits until the bridge was asked so many times, and the program waits for the next time. */
  const isAsked = async (times: number) => {
    await expect.poll(asked).toBe(times)
    await expect.poll(() => pauses).toBe(times)
  }
  return { bridge, clock, abort, pairing, asked, isAsked }
}

const pairedBy = (answer: Answer<PairedBridge | null>) => (answer.ok ? answer.value : null)

test('asks every second until the button is pressed, then reads the lamps and rooms', async () => {
  const { bridge, clock, pairing, isAsked } = await start()
  for (const times of [1, 2, 3]) {
    await isAsked(times)
    if (times === 3) bridge.pressButton()
    await clock.pass(1000)
  }
  const paired = pairedBy(await pairing)
  expect(paired).toEqual({
    bridgeId: bridge.bridgeId,
    fingerprint: bridge.fingerprint,
    applicationKey: expect.stringMatching(/^[0-9a-f]{32}x{8}$/),
    resources: [
      { type: 'grouped_light', id: bridge.group, name: 'Office' },
      { type: 'light', id: bridge.lamps[0]?.id, name: 'Desk lamp' },
      { type: 'light', id: bridge.lamps[2]?.id, name: 'Plug' },
      { type: 'light', id: bridge.lamps[1]?.id, name: 'Shelf' },
    ],
  })
  expect(bridge.requests.at(-1)?.key).toBe(paired?.applicationKey)
  expect(clock.waiting()).toBe(0)
})

test.each([
  ['desk-pc', 'desk-pc'],
  ['Büro #7 of someone with a long name', 'B_ro__7_of_someone_'],
  ['', 'computer'],
])('names the computer "%s" as the bridge allows', async (computerName, name) => {
  const { bridge, clock, pairing, isAsked } = await start({}, computerName)
  await isAsked(1)
  bridge.pressButton()
  await clock.pass(1000)
  expect(pairedBy(await pairing)).not.toBeNull()
  expect(bridge.requests.find(({ path }) => path === '/api')?.body).toEqual({
    devicetype: `tally_light#${name}`,
    generateclientkey: true,
  })
})

test('gives up after a minute without the button', async () => {
  const { clock, pairing, asked, isAsked } = await start()
  for (let times = 1; times <= 60; times += 1) {
    await isAsked(times)
    await clock.pass(1000)
  }
  expect(await pairing).toEqual({
    ok: false,
    problem: { kind: 'bridge-button-not-pressed', next: 'person', host, afterMs: 60_000 },
  })
  expect(asked()).toBe(61)
  expect(clock.waiting()).toBe(0)
})

test('is cancelled while it waits, and asks no more', async () => {
  const { clock, abort, pairing, asked, isAsked } = await start()
  await isAsked(1)
  abort.abort()
  expect(await pairing).toEqual({ ok: true, value: null })
  await clock.pass(5000)
  expect(asked()).toBe(1)
})

test('is cancelled before it starts', async () => {
  const { abort, pairing } = await start()
  abort.abort()
  expect(await pairing).toEqual({ ok: true, value: null })
})

test('refuses a certificate in the name of another bridge', async () => {
  const { pairing, asked } = await start({ certificate: selfSignedCertificate('001788fffe000001') })
  expect(await pairing).toEqual({ ok: false, problem: { kind: 'not-a-hue-bridge', next: 'person', host } })
  expect(asked()).toBe(0)
})

test('accepts a certificate without the name of a bridge', async () => {
  const { bridge, clock, pairing, isAsked } = await start({ certificate: selfSignedCertificate('localhost') })
  await isAsked(1)
  bridge.pressButton()
  await clock.pass(1000)
  expect(pairedBy(await pairing)).toMatchObject({
    bridgeId: bridge.bridgeId,
    fingerprint: bridge.fingerprint,
  })
})

test('a bridge without lamps is paired', async () => {
  const { bridge, clock, pairing, isAsked } = await start()
  bridge.lamps.length = 0
  await isAsked(1)
  bridge.pressButton()
  await clock.pass(1000)
  expect(pairedBy(await pairing)?.resources).toEqual([
    { type: 'grouped_light', id: bridge.group, name: 'Office' },
  ])
})

test('a bridge whose certificate changes while it waits does not get the pairing', async () => {
  const { bridge, clock, pairing, isAsked } = await start()
  await isAsked(1)
  await bridge.stop()
  const other = await startFakeHueBridge({ port: bridge.port })
  onTestFinished(other.stop)
  other.pressButton()
  await clock.pass(1000)
  expect(await pairing).toMatchObject({ problem: { kind: 'output-certificate-untrusted' } })
  expect(other.requests).toEqual([])
})

test('an old bridge without API v2 is not one that can be used', async () => {
  const { bridge, clock, pairing, isAsked } = await start()
  await isAsked(1)
  bridge.fail(404)
  bridge.pressButton()
  await clock.pass(1000)
  expect(await pairing).toEqual({ ok: false, problem: { kind: 'not-a-hue-bridge', next: 'person', host } })
})

test('a server without encryption is not a bridge', async () => {
  const url = await serve((_, response) => void response.end('hello'))
  const parts = {
    clock: createVirtualClock(),
    guard,
    signal: new AbortController().signal,
    computerName: 'pc',
  }
  const answer = await pairHue({ host, port: Number(new URL(url).port) }, parts)
  expect(answer).toEqual({ ok: false, problem: { kind: 'not-a-hue-bridge', next: 'person', host } })
})

test('an address where nothing answers is unreachable', async () => {
  const { bridge, pairing } = await start()
  await bridge.stop()
  await pairing
  const parts = {
    clock: createVirtualClock(),
    guard,
    signal: new AbortController().signal,
    computerName: 'pc',
  }
  expect(await pairHue({ host, port: bridge.port }, parts)).toEqual({
    ok: false,
    problem: { kind: 'output-unreachable', next: 'person', host, detail: 'ECONNREFUSED' },
  })
})
