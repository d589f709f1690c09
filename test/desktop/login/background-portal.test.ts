// The portal is asked over the session's bus, and heard; whatever else a bus says is an error in words.
import { createServer } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askForAutostart, busSocket } from '../../../app/desktop/login/background-portal.ts'
import { readMessage, readResponse } from '../../../app/desktop/login/dbus-message.ts'
import { createSandboxedLoginItem } from '../../../app/desktop/login/sandboxed-login-item.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** As GLib sends it: `gdbus emit … org.freedesktop.portal.Request.Response 0 {background: true, autostart: true}`. */
const RESPONSE = Buffer.from(
  'bAQBATgAAAACAAAAxQAAAAEBbwBIAAAAL29yZy9mcmVlZGVza3RvcC9wb3J0YWwvZGVza3RvcC9yZXF1ZXN0LzFfMC90YWxseV9saWdodF8wMTIzNDU2Nzg5YWJjZGVmAAAAAAAAAAACAXMAHgAAAG9yZy5mcmVlZGVza3RvcC5wb3J0YWwuUmVxdWVzdAAABgFzAAQAAAA6MS4wAAAAAAgBZwAGdWF7c3Z9AAAAAAADAXMACAAAAFJlc3BvbnNlAAAAAAAAAAAHAXMABAAAADoxLjEAAAAAAAAAADAAAAAKAAAAYmFja2dyb3VuZAABYgAAAAEAAAAJAAAAYXV0b3N0YXJ0AAFiAAAAAAEAAAA=',
  'base64',
)
const PATH_TOKEN = '0123456789abcdef'
const BODY_LENGTH = 0x38

/** The response to the request with `token`: its code, and whether it starts the program. */
function response(token: string, code: number, autostart: boolean): Buffer {
  const bytes = Buffer.from(RESPONSE)
  bytes.write(token, bytes.indexOf(PATH_TOKEN))
  bytes.writeUInt32LE(code, bytes.length - BODY_LENGTH)
  bytes.writeUInt32LE(autostart ? 1 : 0, bytes.length - 4)
  return bytes
}

/** A bus that says `say(token)` to a request, in pieces of `piece` bytes; and what it was asked. */
async function bus(say: (token: string) => Buffer, { piece = 1000, welcome = 'OK 1234\r\n' } = {}) {
  const path = join(await temporaryFolder(), 'bus')
  const asked: string[] = []
  const server = createServer((socket) => {
    let heard = ''
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (heard.startsWith('\0AUTH EXTERNAL') && heard.endsWith('\r\n')) socket.write(welcome)
      const [, token] = /tally_light_([\da-f]{16})/.exec(heard) ?? []
      if (token === undefined) return
      asked.push(heard)
      const bytes = say(token)
      for (let at = 0; at < bytes.length; at += piece) socket.write(bytes.subarray(at, at + piece))
      if (bytes.length === 0) socket.end()
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => void server.close())
  return { path, asked }
}

const TRIED = 5000
const wish = { on: true, command: ['electron-wrapper', '--hidden'] }

const hasSockets = process.platform !== 'win32'

test.runIf(hasSockets).each([1, 7, 1000])('what the desktop grants, in pieces of %i bytes', async (piece) => {
  for (const autostart of [true, false]) {
    const { path, asked } = await bus((token) => response(token, 0, autostart), { piece })
    expect(await askForAutostart(path, wish)).toBe(autostart)
    for (const word of ['RequestBackground', 'commandline', 'electron-wrapper', '--hidden'])
      expect(asked[0]).toContain(word)
  }
})

test.runIf(hasSockets)('only the answer to this request counts', async () => {
  const other = response('f'.repeat(16), 0, true)
  const { path } = await bus((token) => Buffer.concat([other, response(token, 0, false)]))
  expect(await askForAutostart(path, wish)).toBe(false)
})

describe.runIf(hasSockets)('nothing is granted', () => {
  test.each([1, 2])('with the code %i', async (code) => {
    const { path } = await bus((token) => response(token, code, true))
    await expect(askForAutostart(path, wish)).rejects.toThrow('did not allow')
  })

  test.each([
    ['rubbish', Buffer.alloc(64, 7)],
    ['zeros', Buffer.alloc(64)],
    ['nothing, and the end', Buffer.alloc(0)],
    ['a message without end', Buffer.concat([RESPONSE.subarray(0, 4), Buffer.alloc(200_000, 1)])],
  ])('by %s', async (_what, bytes) => {
    const { path } = await bus(() => bytes)
    await expect(askForAutostart(path, wish)).rejects.toThrow()
  })

  test('by a bus that lets nobody in', async () => {
    const { path } = await bus(() => Buffer.alloc(0), { welcome: 'REJECTED EXTERNAL\r\n' })
    await expect(askForAutostart(path, wish)).rejects.toThrow('refused')
  })

  test('by silence', async () => {
    const { path } = await bus((token) => response(`${token.slice(0, 15)}g`, 0, true))
    await expect(askForAutostart(path, wish, 50)).rejects.toThrow('did not answer')
  })

  test('where there is no bus', async () => {
    await expect(askForAutostart(join(await temporaryFolder(), 'none'), wish)).rejects.toThrow('ENOENT')
  })
})

test(`a damaged message is read or refused, and never for long (${TRIED} tried)`, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(RESPONSE.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      fc.nat(RESPONSE.length),
      (changes, length) => {
        const bytes = Buffer.from(RESPONSE.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte
        const begunMs = performance.now()
        let code: unknown = 0
        try {
          const read = readMessage(bytes)
          if (read) code = readResponse(read.message).code
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
        expect(typeof code).toBe('number')
        expect(performance.now() - begunMs).toBeLessThan(1000)
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

test('a sandboxed program shows the last answer, also after a restart; a refusal changes nothing', async () => {
  const answerPath = join(await temporaryFolder(), 'starts-at-login')
  let answer: boolean | Error = true
  const asked: unknown[] = []
  const start = () =>
    createSandboxedLoginItem({
      answerPath,
      command: wish.command,
      async ask(asking) {
        asked.push(asking)
        if (answer instanceof Error) throw answer
        return answer
      },
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
  expect(asked).toEqual([wish, { ...wish, on: false }, { ...wish, on: false }])
})
