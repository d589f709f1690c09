// Servers that are no good broker: silent, talking nonsense, or flooding.
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createVirtualClock } from '../../../support/virtual-clock.ts'
import { busy, COMMAND, createTrial, problemOf, target } from './mqtt-trial.ts'

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return port
}

const startServer = (onConnection: (socket: Socket) => void) => listening(createServer(onConnection))

const CONNACK_4 = Buffer.from([0x20, 2, 0, 0])
const CONNACK_5 = Buffer.from([0x20, 3, 0, 0, 0])

test('a server that is silent is left after 8 s', async () => {
  const port = await startServer(() => {})
  const clock = createVirtualClock()
  const { send } = createTrial(target(port), { clock })
  const problem = problemOf(send(busy))
  // The connection is opened in real time.
  await expect.poll(() => clock.waiting()).toBeGreaterThan(0)
  await clock.pass(8000)
  expect(await problem).toEqual({
    kind: 'output-timed-out',
    next: 'retries',
    host: '127.0.0.1',
    afterMs: 8000,
  })
})

test.each([
  ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['zeros', Buffer.alloc(10_000)],
  ['bytes of all values', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256))],
  ['a CONNACK that is cut short', Buffer.from([0x20, 2, 0])],
  ['two CONNACKs', Buffer.concat([CONNACK_5, CONNACK_5])],
  ['a length without an end', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff])],
])('a server that answers with %s has a problem', async (_what, answer) => {
  const port = await startServer((socket) => {
    socket.once('data', () => socket.end(answer))
  })
  const { send, faults } = createTrial(target(port))
  expect((await problemOf(send(busy))).kind).toMatch(/^output-(?:refused|unreachable|access-refused)$/)
  expect(faults).toEqual([])
})

/** A message at the command topic. */
function message(length: number): Buffer {
  const topic = Buffer.from(COMMAND)
  const body = Buffer.concat([
    Buffer.from([0, topic.length]),
    topic,
    Buffer.from([0]),
    Buffer.alloc(length, 0x61),
  ])
  const rest = body.length
  const bytes = [
    (rest & 127) | 128,
    ((rest >> 7) & 127) | 128,
    ((rest >> 14) & 127) | 128,
    (rest >> 21) & 127,
  ]
  return Buffer.concat([Buffer.from([0x30, ...bytes]), body])
}

test.each([
  ['one endless message', [message(200_000_000).subarray(0, 2_000_000)]],
  [
    'a hundred thousand messages',
    Array.from({ length: 100 }, () => Buffer.concat(Array.from({ length: 1000 }, () => message(20)))),
  ],
])('a broker that floods with %s is left', async (_what, flood) => {
  const port = await startServer((socket) => {
    socket.once('data', () => {
      socket.write(CONNACK_5)
      for (const piece of flood) socket.write(piece)
    })
  })
  const { send, faults, warnings } = createTrial(target(port, { setsStatus: true }))
  expect(await problemOf(send(busy))).toMatchObject({ kind: 'output-refused', detail: 'too much data' })
  expect(faults).toEqual([])
  expect(warnings.length).toBeLessThanOrEqual(1)
})

test.each([
  [401, 'output-access-refused'],
  [404, 'output-refused'],
])('a web server that answers %i is no web socket', async (status, kind) => {
  const port = await listening(
    createHttpServer((_request, response) => response.writeHead(status).end()).on(
      'upgrade',
      (_request, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`),
    ),
  )
  const { send } = createTrial(target(port, { transport: 'websocket' }))
  expect(await problemOf(send(busy))).toMatchObject({ kind })
})

test.each(['exa mple', 'a@b', 'a/b', '[::1', ''])(
  'a web socket to the host "%s" is a problem',
  async (host) => {
    const { send, faults } = createTrial({ ...target(1), host, transport: 'websocket' })
    expect((await problemOf(send(busy))).kind).toMatch(/^output-/)
    expect(faults).toEqual([])
  },
)

/** A packet with any type, flags and content. */
const anyPacket = fc
  .tuple(
    fc.integer({ min: 0, max: 255 }),
    fc.array(fc.oneof(fc.constantFrom(0, 1, 2, 4, 5, 16, 127), fc.integer({ min: 0, max: 255 })), {
      maxLength: 20,
    }),
  )
  .map(([first, body]) => Buffer.from([first, body.length, ...body]))

/** A server that accepts a connection and then sends these packets. */
const startSending = (packetsNow: () => readonly Buffer[]) =>
  startServer((socket) => {
    socket.once('data', (connect) => {
      const isOlder = connect[connect.indexOf('MQTT') + 4] === 4
      socket.write(isOlder ? CONNACK_4 : CONNACK_5)
      // By itself, as after a lost packet.
      setImmediate(() => socket.end(Buffer.concat(packetsNow())))
    })
  })

test.each([
  ['a PUBREL without an id', [0x62, 0]],
  ['a message of QoS 1 without an id', [0x32, 3, 0, 1, 0x61]],
  ['a message of QoS 2 without an id', [0x34, 3, 0, 1, 0x61]],
])('%s does not end the program', async (_what, packet) => {
  const port = await startSending(() => [Buffer.from(packet)])
  const { send, faults } = createTrial(target(port))
  expect((await problemOf(send(busy))).kind).toMatch(/^output-(?:refused|unreachable)$/)
  expect(faults).toEqual([])
})

test('no packets of a broker end the program', async () => {
  let packets: readonly Buffer[] = []
  const port = await startSending(() => packets)
  await fc.assert(
    fc.asyncProperty(fc.array(anyPacket, { maxLength: 6 }), async (some) => {
      packets = some
      const { driver, send, faults } = createTrial(target(port, { setsStatus: true }))
      expect((await problemOf(send(busy))).kind).toMatch(/^output-/)
      await driver.stop()
      expect(faults).toEqual([])
    }),
    { numRuns: 200 },
  )
})
