// Devices are found by multicast DNS on loopback, from responders of the same library and from hostile packets.
import { createSocket } from 'node:dgram'
import { Bonjour } from 'bonjour-service'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { LightDeviceKind } from '../../../app/model/external-outputs/light-device.ts'
import { MOST_DEVICES } from '../../../app/model/external-outputs/light-device.ts'
import { createGuard, type Guard } from '../../../app/model/guard.ts'
import { findBridge, findDevices, SEARCH_MS } from '../../../app/outputs/external/find-devices.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const LOOPBACK = '127.0.0.1'
/** As in the program, where an exception is only logged. */
const guard = createGuard({ error() {} })

interface Announced {
  name: string
  type: string
  port: number
  txt?: Record<string, string>
}

/** A UDP port that nobody uses; those who share one then open it by themselves. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

/** Announces services, and searches for `kind`. `services` and `packets` are what the search has read. */
async function search(kind: LightDeviceKind, announced: readonly Announced[]) {
  const port = await freeUdpPort()
  const options: object = { interface: LOOPBACK, port, bind: '0.0.0.0' }
  const responder = new Bonjour(options)
  onTestFinished(() => responder.destroy())
  let published = 0
  for (const one of announced) {
    responder.publish({ ...one, host: 'device.local', probe: false, disableIPv6: true }).on('up', () => {
      published += 1
    })
  }
  await expect.poll(() => published).toBe(announced.length)
  const clock = createVirtualClock()
  const abort = new AbortController()
  const services: unknown[] = []
  const packets: string[] = []
  const noting: Guard = (part, listener) =>
    guard(part, (...read) => {
      const [first] = read
      try {
        return listener(...read)
      } finally {
        if (Buffer.isBuffer(first)) packets.push(first.toString('latin1'))
        else if (typeof first === 'object') services.push(first)
      }
    })
  const finding = findDevices(
    kind,
    { clock, guard: noting, signal: abort.signal },
    { port, interfaces: [LOOPBACK] },
  )
  await expect.poll(() => clock.waiting()).toBe(1)
  return { clock, abort, finding, port, services, packets }
}

/** Ends the search once it has found so many services. */
async function found({ clock, finding, services }: Awaited<ReturnType<typeof search>>, count: number) {
  await expect.poll(() => services.length).toBeGreaterThanOrEqual(count)
  await clock.pass(SEARCH_MS)
  expect(clock.waiting()).toBe(0)
  return finding
}

test('finds bridges with their id, sorted by name, and no other services', async () => {
  const searching = await search('hue', [
    {
      name: 'Hue Bridge - 9A630F',
      type: 'hue',
      port: 443,
      txt: { bridgeid: 'ECB5FAFFFE9A630F', modelid: 'BSB002' },
    },
    { name: 'Another bridge', type: 'hue', port: 8443 },
    { name: 'wled-desk', type: 'wled', port: 80, txt: { mac: 'aabbccddeeff' } },
  ])
  const host = expect.stringMatching(/^[\d.]+$/)
  expect(await found(searching, 2)).toEqual({
    ok: true,
    value: [
      { name: 'Another bridge', host, port: 8443, id: '' },
      { name: 'Hue Bridge - 9A630F', host, port: 443, id: 'ecb5fafffe9a630f' },
    ],
  })
})

test('finds WLED devices', async () => {
  const searching = await search('wled', [
    { name: 'wled-desk', type: 'wled', port: 80, txt: { mac: 'aabbccddeeff' } },
  ])
  expect(await found(searching, 1)).toMatchObject({
    value: [{ name: 'wled-desk', port: 80, id: 'aabbccddeeff' }],
  })
})

test('cleans names and ids, and finds at most so many devices', async () => {
  const names = Array.from(
    { length: MOST_DEVICES + 20 },
    (_, number) => `lamp ${number} \u202e${'x'.repeat(40)}`,
  )
  const searching = await search(
    'wled',
    names.map((name, number) => ({ name, type: 'wled', port: 1000 + number, txt: { mac: '<script>' } })),
  )
  const answer = await found(searching, names.length)
  const devices = answer.ok ? answer.value : []
  expect(devices).toHaveLength(MOST_DEVICES)
  for (const { name, id } of devices) {
    expect(name).toMatch(/^lamp \d+ x+$/)
    expect(name.length).toBeLessThanOrEqual(60)
    expect(id).toBe('')
  }
})

test('ignores packets that are not DNS', async () => {
  const searching = await search('hue', [])
  const sender = createSocket('udp4')
  onTestFinished(() => void sender.close())
  const packets = ['', 'hello', '\0'.repeat(12), '\xff'.repeat(500)]
  for (const packet of packets) sender.send(Buffer.from(packet, 'latin1'), searching.port, LOOPBACK)
  await expect.poll(() => searching.packets).toEqual(expect.arrayContaining(packets))
  expect(await found(searching, 0)).toEqual({ ok: true, value: [] })
})

/** The response of a device "desk" at 192.168.1.9:80 ("Domain names", RFC 1035; "Multicast DNS", RFC 6762). */
const wledResponse = [
  '000084000000000100000003',
  // _wled._tcp.local PTR desk
  '055f776c6564045f746370056c6f63616c00000c0001000000780007046465736bc00c',
  // desk SRV, TXT, A
  'c02800210001000000780008000000000050c028',
  'c02800100001000000780011106d61633d616162626363646465656666',
  'c02800010001000000780004c0a80109',
]

test('a packet with any bytes changed ends neither the search nor the program', async () => {
  const searching = await search('wled', [])
  const sender = createSocket('udp4')
  onTestFinished(() => void sender.close())
  const response = Buffer.from(wledResponse.join(''), 'hex')
  const changes = fc.sample(
    fc.array(fc.tuple(fc.nat({ max: response.length - 2 }), fc.integer({ min: 0, max: 255 })), {
      maxLength: 6,
    }),
    400,
  )
  sender.send(response, searching.port, LOOPBACK)
  for (const change of changes) {
    const packet = Buffer.from(response)
    // Another address, so that the first one stays as it is.
    packet[packet.length - 1] = 8
    for (const [at, byte] of change) packet[at] = byte
    sender.send(packet, searching.port, LOOPBACK)
  }
  // The system discards packets that arrive faster than they are read, and keeps the order of the others.
  await expect
    .poll(() => {
      sender.send('the last', searching.port, LOOPBACK)
      return searching.packets
    })
    .toContain('the last')
  const answer = await found(searching, 1)
  expect(answer.ok && answer.value).toContainEqual({
    name: 'desk',
    host: '192.168.1.9',
    port: 80,
    id: 'aabbccddeeff',
  })
})

test('ends at once when it is aborted', async () => {
  const searching = await search('hue', [])
  searching.abort.abort()
  expect(await searching.finding).toEqual({ ok: true, value: [] })
})

test('a port that another program does not share is a problem', async () => {
  const holder = createSocket({ type: 'udp4' })
  onTestFinished(() => void holder.close())
  await new Promise<void>((resolve) => holder.bind(0, resolve))
  const { port } = holder.address()
  const abort = new AbortController()
  expect(
    await findDevices(
      'hue',
      { clock: createVirtualClock(), guard, signal: abort.signal },
      { port, interfaces: [LOOPBACK] },
    ),
  ).toEqual({
    ok: false,
    problem: { kind: 'device-search-failed', next: 'person', detail: 'EADDRINUSE' },
  })
})

test('a bridge without an id is not searched for', async () => {
  const clock = createVirtualClock()
  expect(await findBridge('', { clock, guard, signal: new AbortController().signal })).toBeNull()
  expect(clock.waiting()).toBe(0)
})
