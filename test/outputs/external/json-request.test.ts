// A device that is slow, silent or broken ends the request with a problem, and leaves no connection.

import { Agent } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { requestJson } from '../../../app/outputs/external/json-request.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { bareGuard as guard, problemFrom } from './lamp-messages.ts'

const host = '127.0.0.1'

async function start(answer: string | null) {
  let open = 0
  let connections = 0
  const server: Server = createServer((socket) => {
    open += 1
    connections += 1
    socket.on('error', () => {})
    socket.on('close', () => {
      open -= 1
    })
    socket.once('data', () => answer !== null && socket.write(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const clock = createVirtualClock()
  const abort = new AbortController()
  const asking = problemFrom(
    requestJson(
      { host, port, agent: new Agent() },
      { method: 'GET', path: '/', limitBytes: 1000 },
      { clock, guard, signal: abort.signal },
    ),
  )
  await expect.poll(() => connections).toBe(1)
  return { clock, abort, asking, isClosed: () => expect.poll(() => open).toBe(0) }
}

test.each([
  ['says nothing', null],
  ['sends only a head', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'],
  ['sends a half body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"a'],
])('a device that %s times out', async (_, answer) => {
  const { clock, asking, isClosed } = await start(answer)
  await clock.pass(5000)
  expect(await asking).toEqual({ kind: 'output-timed-out', next: 'retries', host, afterMs: 5000 })
  expect(clock.waiting()).toBe(0)
  await isClosed()
})

test('an abort ends the request at once', async () => {
  const { clock, abort, asking, isClosed } = await start(null)
  abort.abort()
  expect(await asking).toMatchObject({ kind: 'output-unreachable' })
  expect(clock.waiting()).toBe(0)
  await isClosed()
})

test.each([
  ['no HTTP', 'hello\r\n\r\n', 'HPE_INVALID_CONSTANT'],
  ['too much', `HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(2000)}`, '> 1000 B'],
])('a device that sends %s is a problem', async (_, answer, detail) => {
  const { asking, clock, isClosed } = await start(answer)
  expect(await asking).toMatchObject({ next: 'retries', host, detail })
  expect(clock.waiting()).toBe(0)
  await isClosed()
})
