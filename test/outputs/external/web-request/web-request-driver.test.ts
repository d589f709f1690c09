// The driver of web requests against real servers: what they receive, and every way in which they fail.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { DriverParts } from '../../../../app/outputs/external/output-driver.ts'
import type { RequestNet } from '../../../../app/outputs/external/web-request/secure-request.ts'
import { webRequestDriver } from '../../../../app/outputs/external/web-request/web-request-driver.ts'
import { createRequest } from '../../../../simulator/electron/network/net-request.ts'
import { problemWords } from '../../../../words/problem-words.ts'
import { wordsIn } from '../../../../words/words.ts'
import { hasIpv6 } from '../../../support/has-ipv6.ts'
import { serve } from '../../../support/loopback-server.ts'
import { type Certificates, createCertificates } from '../certificates.ts'
import { createHurriedClock, driverParts, inACall, problemOfSending, quitting } from '../driver-parts.ts'

interface Received {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

/** A listener that keeps what it received; `answer` ends the response. */
function recording(answer: (response: ServerResponse, request: Received) => void) {
  const received: Received[] = []
  const listener: RequestListener = (request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one = { method, url, headers, body: Buffer.concat(pieces).toString() }
      received.push(one)
      answer(response, one)
    })
  }
  return { received, listener }
}
const answering = (status: number, headers: Record<string, string> = {}) =>
  recording((response) => void response.writeHead(status, headers).end('done'))

const noHttps: RequestNet = {
  request() {
    throw new Error('nothing is sent over https')
  },
}

function createDriver(
  address: string | undefined,
  {
    method = 'POST',
    body = '',
    headers,
    net = noHttps,
  }: {
    method?: DriverParts<'web-request'>['target']['method']
    body?: string
    headers?: string
    net?: RequestNet
  } = {},
) {
  const clock = createHurriedClock()
  const target = { kind: 'web-request', host: 'target.example', method, body } as const
  const secrets = {
    ...(address === undefined ? {} : { address }),
    ...(headers === undefined ? {} : { headers }),
  }
  const driver = webRequestDriver(net)(driverParts(target, secrets, clock))
  onTestFinished(() => driver.stop())
  return { driver, clock }
}

describe('what a server receives', () => {
  test('is the request with its values', async () => {
    const { received, listener } = answering(204)
    const { driver } = createDriver(`${await serve(listener)}/hook/{{light}}?name={{name}}`, {
      method: 'PUT',
      body: '{"text": "{{activity}} since {{since}}", "bri": {{brightness}}, "colour": "{{colour}}"}',
      headers: 'Authorization: Bearer abc\nX-Activity: {{activity}}',
    })
    expect(await problemOfSending(driver, { ...inACall, activity: 'Im "Anruf"\r\nX: é' })).toBeNull()
    expect(await problemOfSending(driver, quitting)).toBeNull()
    const [first, second] = received
    expect(first).toMatchObject({ method: 'PUT', url: '/hook/in-a-call?name=Ada%20Lovelace' })
    expect(first?.headers).toMatchObject({
      authorization: 'Bearer abc',
      'content-type': 'application/json',
      'user-agent': 'Tally Light',
      'x-activity': 'Im "Anruf"%0D%0AX: %C3%A9',
    })
    expect(JSON.parse(first?.body ?? '')).toEqual({
      text: 'Im "Anruf"\r\nX: é since 2026-11-23T09:00:00.000Z',
      bri: 80,
      colour: '#ff0000',
    })
    expect(second?.url).toBe('/hook/off?name=Ada%20Lovelace')
    expect(JSON.parse(second?.body ?? '')).toEqual({ text: ' since ', bri: 0, colour: '#000000' })
  })

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s, without a body', async (method) => {
    const { received, listener } = answering(200)
    const { driver } = createDriver(await serve(listener), { method })
    expect(await problemOfSending(driver)).toBeNull()
    expect(received).toMatchObject([{ method, url: '/', body: '' }])
    expect(received[0]?.headers).not.toHaveProperty('content-type')
  })

  test('GET has no body; other headers replace the own ones', async () => {
    const { received, listener } = answering(200)
    const address = await serve(listener)
    const { driver } = createDriver(address, { method: 'GET', body: 'not JSON', headers: 'User-Agent: mine' })
    expect(await problemOfSending(driver)).toBeNull()
    expect(received).toMatchObject([{ body: '', headers: { 'user-agent': 'mine' } }])
  })

  test('a user name and password in the address are sent as Basic authentication', async () => {
    const { received, listener } = answering(200)
    const address = (await serve(listener)).replace('//', '//me:w%C3%B6rd%@')
    expect(await problemOfSending(createDriver(address).driver)).toBeNull()
    const { driver } = createDriver(address, { headers: 'Authorization: Bearer x' })
    expect(await problemOfSending(driver)).toBeNull()
    const basic = `Basic ${Buffer.from('me:wörd%').toString('base64')}`
    expect(received.map(({ headers }) => headers.authorization)).toEqual([basic, 'Bearer x'])
  })

  test.each(['localhost', '0x7f.1', '2130706433', '127.1', ...(hasIpv6 ? ['[::ffff:127.0.0.1]'] : [])])(
    '%s is this computer',
    async (host) => {
      const { received, listener } = answering(200)
      const { driver } = createDriver((await serve(listener)).replace('127.0.0.1', host))
      expect(await problemOfSending(driver)).toBeNull()
      expect(received).toHaveLength(1)
    },
  )
})

describe('nothing is sent', () => {
  test.each([
    'http://8.8.8.8/',
    'http://192.168.1.1@8.8.8.8/',
    'http://[::ffff:8.8.8.8]/',
    'http://[2606:4700::1111]/',
    'http://0.0.0.0:9/',
    'http://0/',
    'http://134744072/',
    'http://100.64.0.1/',
    'http://[64:ff9b::7f00:1]/',
  ])('over http to %s', async (address) => {
    const problem = await problemOfSending(createDriver(address).driver)
    expect(problem).toEqual({ kind: 'output-address-public', next: 'person', host: new URL(address).host })
  })

  test.each([
    [{ address: 'https://{{name}}.example/' }, 'output-address-invalid'],
    [{ address: 'https://a.example/', headers: 'Host: b.example' }, 'output-headers-invalid'],
    [{ address: 'https://a.example/', body: '{"a": {{name}}}' }, 'output-body-invalid'],
    [{}, 'output-secret-missing'],
  ])(
    'with %j: %s',
    async ({ address, ...others }: { address?: string; headers?: string; body?: string }, kind) => {
      expect(await problemOfSending(createDriver(address, others).driver)).toEqual({ kind, next: 'person' })
    },
  )
})

describe('a server that answers with', () => {
  test.each([
    [401, { kind: 'output-access-refused', next: 'person' }],
    [403, { kind: 'output-access-refused', next: 'person' }],
    [404, { kind: 'output-refused', next: 'retries', detail: 'HTTP 404' }],
    [429, { kind: 'output-refused', next: 'retries', detail: 'HTTP 429' }],
    [500, { kind: 'output-refused', next: 'retries', detail: 'HTTP 500' }],
    [304, { kind: 'output-refused', next: 'retries', detail: 'HTTP 304' }],
  ])('%i', async (status, problem) => {
    const address = await serve(answering(status).listener)
    const found = await problemOfSending(createDriver(address).driver)
    expect(found).toEqual({ ...problem, host: new URL(address).host })
    for (const language of ['en', 'ru'] as const) {
      if (found) expect(problemWords(found, wordsIn(language)).meaning).toContain('127.0.0.1')
    }
  })

  test.each([200, 201, 202, 204, 299])('%i has shown the light', async (status) => {
    expect(await problemOfSending(createDriver(await serve(answering(status).listener)).driver)).toBeNull()
  })

  test('redirects on the same host: three are followed', async () => {
    let hops = 0
    const { received, listener } = recording((response, { url }) => {
      const step = Number(url.slice(1))
      if (step >= hops) response.writeHead(200).end()
      else response.writeHead(302, { location: `/${step + 1}` }).end()
    })
    const address = `${await serve(listener)}/0`
    hops = 3
    expect(await problemOfSending(createDriver(address, { body: '{}' }).driver)).toBeNull()
    expect(received.map(({ method, body }) => method + body)).toEqual(['POST{}', 'GET', 'GET', 'GET'])
    hops = 4
    expect(await problemOfSending(createDriver(address).driver)).toMatchObject({ kind: 'output-refused' })
  })

  test('a redirect to another host: that host gets nothing, and its address is not shown', async () => {
    const other = answering(200)
    const otherAddress = await serve(other.listener)
    const address = await serve(answering(307, { location: `${otherAddress}/token?secret` }).listener)
    expect(await problemOfSending(createDriver(address).driver)).toMatchObject({
      kind: 'output-refused',
      detail: `HTTP 307 → ${otherAddress}`,
    })
    expect(other.received).toEqual([])
  })

  test('a redirect to a public address: nothing is sent there', async () => {
    const address = await serve(answering(302, { location: 'http://8.8.8.8/' }).listener)
    expect(await problemOfSending(createDriver(address).driver)).toMatchObject({ kind: 'output-refused' })
  })
})

/** A server that handles each connection by itself. */
async function serveSockets(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    // Without reading, the end of the connection would not be seen.
    socket.resume()
    onConnection(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a server that', () => {
  test('is not there', async () => {
    expect(await problemOfSending(createDriver('http://127.0.0.1:1/').driver)).toEqual({
      kind: 'output-unreachable',
      next: 'retries',
      host: '127.0.0.1:1',
      detail: 'ECONNREFUSED',
    })
  })

  test('has a name that does not exist', async () => {
    // Longer than a label of a name may be (RFC 1035, 2.3.4), so no server is asked.
    const host = `${'a'.repeat(64)}.invalid`
    expect(await problemOfSending(createDriver(`http://${host}/`).driver)).toEqual({
      kind: 'output-unreachable',
      next: 'retries',
      host,
      detail: 'ENOTFOUND',
    })
  })

  test.each([
    ['hangs', () => {}],
    ['sends headers for ever', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\nA: b\r\n')],
    [
      'sends only interim answers',
      (socket: Socket) => void socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(99)),
    ],
  ])('%s: the time-out', async (_name, onConnection) => {
    const address = await serveSockets(onConnection)
    const { driver, clock } = createDriver(address)
    const outcome = problemOfSending(driver)
    await expect.poll(clock.waiting).toBe(1)
    clock.hurry()
    const host = new URL(address).host
    expect(await outcome).toEqual({ kind: 'output-timed-out', next: 'retries', host, afterMs: 10_000 })
  })

  test.each([
    ['closes the connection', (socket: Socket) => void socket.end()],
    ['resets the connection', (socket: Socket) => void socket.resetAndDestroy()],
    ['speaks another protocol', (socket: Socket) => void socket.end('SSH-2.0-OpenSSH\r\n')],
    [
      'sends endless headers',
      (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(100_000)}`),
    ],
  ])('%s', async (_name, onConnection) => {
    const address = await serveSockets((socket) => void socket.once('data', () => onConnection(socket)))
    expect(await problemOfSending(createDriver(address).driver)).toMatchObject({ kind: 'output-unreachable' })
  })

  test('floods: a little of it is read, and the light is shown', async () => {
    let written = 0
    const closed = vi.fn()
    const address = await serveSockets((socket) => {
      socket.on('close', closed)
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        const flood = Readable.from(
          (function* () {
            while (written < 1e9) {
              written += 65_536
              yield Buffer.alloc(65_536)
            }
          })(),
        )
        flood.on('error', () => {})
        flood.pipe(socket)
      })
    })
    expect(await problemOfSending(createDriver(address).driver)).toBeNull()
    await expect.poll(() => closed.mock.calls.length).toBe(1)
    // What the system's buffers took is written and not read.
    expect(written).toBeLessThan(50_000_000)
  })

  test('never ends its answer: the light is shown at once, and the connection ends with the time-out', async () => {
    const closed = vi.fn()
    const address = await serveSockets((socket) => {
      socket.on('close', closed)
      socket.write('HTTP/1.1 200 OK\r\n\r\nbegun')
    })
    const { driver, clock } = createDriver(address)
    expect(await problemOfSending(driver)).toBeNull()
    expect(closed).not.toHaveBeenCalled()
    clock.hurry()
    await expect.poll(() => closed.mock.calls.length).toBe(1)
    // The next request, or the end of the driver, ends it too.
    expect(await problemOfSending(driver)).toBeNull()
    expect(await problemOfSending(driver)).toBeNull()
    await expect.poll(() => closed.mock.calls.length).toBe(2)
    driver.stop()
    await expect.poll(() => closed.mock.calls.length).toBe(3)
    expect(clock.waiting()).toBe(0)
  })
})

test('an aborted request ends, and leaves no timer', async () => {
  const closed = vi.fn()
  const address = await serveSockets((socket) => void socket.on('close', closed))
  const { driver, clock } = createDriver(address)
  const end = new AbortController()
  const outcome = problemOfSending(driver, inACall, end.signal)
  await expect.poll(clock.waiting).toBe(1)
  end.abort()
  expect(await outcome).not.toBeNull()
  await expect.poll(() => closed.mock.calls.length).toBe(1)
  expect(clock.waiting()).toBe(0)
})

describe('over https', () => {
  /** Electron's net with an authority that it trusts, as the system's store would have it. */
  const trusting = (authority: string) => ({
    request: createRequest(
      (url, { method = 'GET', headers, body, signal }) =>
        new Promise((resolve, reject) => {
          const sent = httpsRequest(
            ...[
              url,
              { method, headers: Object.fromEntries(new Headers(headers)), ca: authority, agent: false },
            ],
          )
          signal?.addEventListener('abort', () => sent.destroy())
          sent.on('error', (error) => reject(new Error('net::ERR_FAILED', { cause: error })))
          sent.on('response', (response) => {
            const { statusCode = 0, headers: received } = response
            const { location } = received
            resolve(
              new Response(
                [204, 304].includes(statusCode)
                  ? null
                  : (Readable.toWeb(response) as NodeStream as ReadableStream),
                { status: statusCode, headers: location === undefined ? {} : { location } },
              ),
            )
          })
          sent.end(body ?? undefined)
        }),
    ),
  })

  async function serveSecurely(listener: RequestListener, { certificate, key }: Certificates) {
    const server = createHttpsServer({ cert: certificate, key }, listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  async function secure(
    listener: RequestListener,
    { trusted = true, days = 2, names = 'IP:127.0.0.1' } = {},
  ) {
    const certificates = await createCertificates({ days, names })
    const { authority } = trusted ? certificates : await createCertificates()
    return { address: await serveSecurely(listener, certificates), net: trusting(authority) }
  }

  test('a server receives the request, and redirects on the host are followed', async () => {
    const { received, listener } = recording((response, { url }) =>
      url === '/old' ? response.writeHead(308, { location: 'new' }).end() : response.writeHead(204).end(),
    )
    const { address, net } = await secure(listener)
    const { driver, clock } = createDriver(`${address}/old`, {
      net,
      body: '{"light": "{{light}}"}',
      headers: 'X-Key: k',
    })
    expect(await problemOfSending(driver)).toBeNull()
    expect(received).toMatchObject(
      ['/old', '/new'].map((url) => ({
        method: 'POST',
        url,
        body: '{"light": "in-a-call"}',
        headers: { 'x-key': 'k' },
      })),
    )
    await expect.poll(clock.waiting).toBe(0)
  })

  test.each([
    [{ trusted: false }, { kind: 'output-certificate-untrusted', next: 'person' }],
    [{ days: -1 }, { kind: 'output-certificate-date', next: 'retries' }],
    [{ names: 'IP:127.0.0.2,DNS:localhost' }, { kind: 'output-certificate-name', next: 'person' }],
  ])('a certificate with %j is refused', async (options, problem) => {
    const { received, listener } = answering(200)
    const { address, net } = await secure(listener, options)
    expect(await problemOfSending(createDriver(address, { net }).driver)).toMatchObject(problem)
    expect(received).toEqual([])
  })

  test.each([
    ['net::ERR_CERT_AUTHORITY_INVALID', 'output-certificate-untrusted'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'output-certificate-name'],
    ['net::ERR_CERT_DATE_INVALID', 'output-certificate-date'],
    ['net::ERR_CONNECTION_REFUSED', 'output-unreachable'],
  ])("Chromium's %s", async (name, kind) => {
    const net = { request: createRequest(() => Promise.reject(new Error(name))) }
    const { driver } = createDriver('https://home.example', { net })
    expect(await problemOfSending(driver)).toMatchObject({ kind, detail: name })
  })

  test('a redirect to http is not followed', async () => {
    const plain = answering(200)
    const location = await serve(plain.listener)
    const { address, net } = await secure(answering(302, { location }).listener)
    expect(await problemOfSending(createDriver(address, { net }).driver)).toMatchObject({
      kind: 'output-refused',
      detail: `HTTP 302 → ${location}`,
    })
    expect(plain.received).toEqual([])
  })

  test('a hanging server: the time-out', async () => {
    const { address, net } = await secure(() => {})
    const { driver, clock } = createDriver(address, { net })
    const outcome = problemOfSending(driver)
    await expect.poll(clock.waiting).toBe(1)
    clock.hurry()
    expect(await outcome).toMatchObject({ kind: 'output-timed-out', afterMs: 10_000 })
  })

  test('a flood: a little of it is read', async () => {
    let written = 0
    const { address, net } = await secure((_request, response) => {
      response.writeHead(200)
      const write = () => {
        written += 65_536
        if (written < 1e9 && !response.destroyed) response.write(Buffer.alloc(65_536), write)
      }
      write()
    })
    const { driver, clock } = createDriver(address, { net })
    expect(await problemOfSending(driver)).toBeNull()
    await expect.poll(clock.waiting).toBe(0)
    expect(written).toBeLessThan(50_000_000)
  })
})
