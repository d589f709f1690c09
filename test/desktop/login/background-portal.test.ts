// The request to the portal over the session bus, and its response. Any other message is an error.
import { createServer } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { busSocket, requestAutostart } from '../../../app/desktop/login/background-portal.ts'
import { readMessage, readResponse } from '../../../app/desktop/login/dbus-message.ts'
import { flatpakItem } from '../../../app/desktop/login/login-item.ts'
import { processorMsSince } from '../../support/processor-time.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** As GLib sends it: `gdbus emit … org.freedesktop.portal.Request.Response 0 {background: true, autostart: true}`. */
const RESPONSE = Buffer.from(
  'bAQBATgAAAACAAAAxQAAAAEBbwBIAAAAL29yZy9mcmVlZGVza3RvcC9wb3J0YWwvZGVza3RvcC9yZXF1ZXN0LzFfMC90YWxseV9saWdodF8wMTIzNDU2Nzg5YWJjZGVmAAAAAAAAAAACAXMAHgAAAG9yZy5mcmVlZGVza3RvcC5wb3J0YWwuUmVxdWVzdAAABgFzAAQAAAA6MS4wAAAAAAgBZwAGdWF7c3Z9AAAAAAADAXMACAAAAFJlc3BvbnNlAAAAAAAAAAAHAXMABAAAADoxLjEAAAAAAAAAADAAAAAKAAAAYmFja2dyb3VuZAABYgAAAAEAAAAJAAAAYXV0b3N0YXJ0AAFiAAAAAAEAAAA=',
  'base64',
)
const PATH_TOKEN = '0123456789abcdef'
const BODY_LENGTH = 0x38

/** The response to the request with `token`. */
function response(token: string, code: number, autostart: boolean): Buffer {
  const bytes = Buffer.from(RESPONSE)
  bytes.write(token, bytes.indexOf(PATH_TOKEN))
  bytes.writeUInt32LE(code, bytes.length - BODY_LENGTH)
  bytes.writeUInt32LE(autostart ? 1 : 0, bytes.length - 4)
  return bytes
}

/** A bus that answers a request with `reply(token)`, in chunks of `chunkSize` bytes; and the requests it received. */
async function bus(reply: (token: string) => Buffer, { chunkSize = 1000, welcome = 'OK 1234\r\n' } = {}) {
  const path = join(await temporaryFolder(), 'bus')
  const requests: string[] = []
  const server = createServer((socket) => {
    let received = ''
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      if (received.startsWith('\0AUTH EXTERNAL') && received.endsWith('\r\n')) socket.write(welcome)
      const [, token] = /tally_light_([\da-f]{16})/.exec(received) ?? []
      if (token === undefined) return
      requests.push(received)
      const bytes = reply(token)
      for (let at = 0; at < bytes.length; at += chunkSize) socket.write(bytes.subarray(at, at + chunkSize))
      if (bytes.length === 0) socket.end()
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => void server.close())
  return { path, requests }
}

const TRIED = 5000
const request = { on: true, command: ['electron-wrapper', '--hidden'] }

const hasSockets = process.platform !== 'win32'

test.runIf(hasSockets).each([1, 7, 1000])('an answer, in chunks of %i bytes', async (chunkSize) => {
  for (const autostart of [true, false]) {
    const { path, requests } = await bus((token) => response(token, 0, autostart), { chunkSize })
    expect(await requestAutostart(path, request)).toBe(autostart)
    for (const word of ['RequestBackground', 'commandline', 'electron-wrapper', '--hidden'])
      expect(requests[0]).toContain(word)
  }
})

test.runIf(hasSockets)('only the answer to this request counts', async () => {
  const other = response('f'.repeat(16), 0, true)
  const { path } = await bus((token) => Buffer.concat([other, response(token, 0, false)]))
  expect(await requestAutostart(path, request)).toBe(false)
})

describe.runIf(hasSockets)('a failed request', () => {
  test.each([1, 2])('ends with the code %i', async (code) => {
    const { path } = await bus((token) => response(token, code, true))
    await expect(requestAutostart(path, request)).rejects.toThrow('did not allow')
  })

  test.each([
    ['random bytes', Buffer.alloc(64, 7)],
    ['zeros', Buffer.alloc(64)],
    ['a closed connection', Buffer.alloc(0)],
    ['an endless message', Buffer.concat([RESPONSE.subarray(0, 4), Buffer.alloc(200_000, 1)])],
  ])('ends with %s', async (_what, bytes) => {
    const { path } = await bus(() => bytes)
    await expect(requestAutostart(path, request)).rejects.toThrow()
  })

  test('is rejected by the bus', async () => {
    const { path } = await bus(() => Buffer.alloc(0), { welcome: 'REJECTED EXTERNAL\r\n' })
    await expect(requestAutostart(path, request)).rejects.toThrow('refused')
  })

  test('is not answered in time', async () => {
    const { path } = await bus((token) => response(`${token.slice(0, 15)}g`, 0, true))
    await expect(requestAutostart(path, request, 50)).rejects.toThrow('did not answer')
  })

  test('finds no bus', async () => {
    await expect(requestAutostart(join(await temporaryFolder(), 'none'), request)).rejects.toThrow('ENOENT')
  })
})

test(`a damaged message is read or refused within a second (${TRIED} tried)`, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(RESPONSE.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      fc.nat(RESPONSE.length),
      (changes, length) => {
        const bytes = Buffer.from(RESPONSE.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte
        const begun = process.cpuUsage()
        let code: unknown = 0
        try {
          const read = readMessage(bytes)
          if (read) code = readResponse(read.message).code
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
        expect(typeof code).toBe('number')
        expect(processorMsSince(begun)).toBeLessThan(1000)
      },
    ),
    { numRuns: TRIED },
  )
})

test.each([
  ['unix:path=/run/flatpak/bus', '/run/flatpak/bus'],
  ['unix:path=/run/user/1000/bus,guid=12', '/run/user/1000/bus'],
  ['unix:guid=12,path=/a%20b', '/a b'],
  ['tcp:host=x;unix:path=/b', '/b'],
  ['unix:abstract=/tmp/x', null],
  ['unix:path=%zz', null],
  ['', null],
  [undefined, null],
])('the socket of %j is %j', (address, path) => {
  expect(busSocket(address)).toBe(path)
})

test('a flatpak reads the last answer, also after a restart; a refusal changes nothing', async () => {
  const answerPath = join(await temporaryFolder(), 'starts-at-login')
  let answer: boolean | Error = true
  const requests: unknown[] = []
  const start = () =>
    flatpakItem(answerPath, request.command, async (received) => {
      requests.push(received)
      if (answer instanceof Error) throw answer
      return answer
    })
  expect(await start().read()).toEqual({ kind: 'as-answered', on: false })
  await start().set(true)
  expect(await start().read()).toEqual({ kind: 'as-answered', on: true })
  answer = new Error('The desktop did not allow it')
  await expect(start().set(false)).rejects.toThrow('did not allow')
  expect(await start().read()).toEqual({ kind: 'as-answered', on: true })
  answer = false
  await start().set(false)
  expect(await start().read()).toEqual({ kind: 'as-answered', on: false })
  expect(requests).toEqual([request, { ...request, on: false }, { ...request, on: false }])
})
