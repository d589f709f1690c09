import { createServer, Server } from 'node:http'
import { connect, Server as NetServer } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { browserPages, PAGE_POLICY, type RequestFault } from '../../../app/microsoft/sign-in/browser-page.ts'
import { type LoopbackListener, listenOnLoopback } from '../../../app/microsoft/sign-in/loopback-listener.ts'
import { languageNames } from '../../../app/model/names.ts'
import { directionOf } from '../../../words/locale.ts'
import { wordsIn } from '../../../words/words.ts'
import { hasIpv6 } from '../../support/has-ipv6.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { until } from './signing-in.ts'

const STATE = 'the-state-of-this-sign-in'
const REQUESTS = 200
const addresses = ['127.0.0.1', ...(hasIpv6 ? ['::1'] : [])]
const pages = browserPages(wordsIn('en'))

afterEach(() => {
  vi.restoreAllMocks()
})

async function listening() {
  const clock = createVirtualClock()
  const held = await listenOnLoopback({ state: STATE, pages, clock })
  if (!held.ok) throw new Error(JSON.stringify(held.problem))
  const listener = held.value
  onTestFinished(() => listener.close('failed'))
  const port = Number(new URL(listener.redirectUri).port)
  return { clock, listener, port, host: `localhost:${port}`, settled: settledOf(listener) }
}

/** Whether the listener has accepted a response. */
function settledOf({ answer }: LoopbackListener) {
  let settled = false
  void answer.then(() => {
    settled = true
  })
  return () => settled
}

/** Sends the raw text and resolves to everything received until the other side closes the connection. */
const sent = (port: number, text: string | Buffer, address = '127.0.0.1') =>
  new Promise<string>((resolve) => {
    let got = ''
    const socket = connect(port, address, () => socket.write(text))
    socket.setEncoding('latin1').on('data', (part) => {
      got += part
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(got))
  })

const post = (host: string, body: string, change: { [name: string]: string } = {}) => {
  const headers = {
    host,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    ...change,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST / HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}
const withHost = (host: string, line: string) => `${line}\r\nhost: ${host}\r\n\r\n`
const form = (fields: Record<string, string>) => String(new URLSearchParams(fields))
const good = form({ code: 'the-code', state: STATE, client_info: 'info' })
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])
const isFree = async (port: number, host: string) => {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

describe('the response', () => {
  test.each(addresses)(
    'is accepted at %s, and gets the page of the outcome once that is known',
    async (address) => {
      const { listener, port, host } = await listening()
      const shown = sent(port, post(host, good), address)
      expect(await listener.answer).toEqual({
        kind: 'code',
        code: 'the-code',
        state: STATE,
        clientInfo: 'info',
      })
      listener.close('done')
      const page = await shown
      expect(statusOf(page)).toBe(200)
      expect(Buffer.from(page, 'latin1').toString()).toContain('Microsoft has let you in')
      for (const one of addresses) await until(() => isFree(port, one))
    },
  )

  test('may be an error response', async () => {
    const { listener, port, host } = await listening()
    const shown = sent(port, post(host, form({ error: 'x', error_description: 'y', state: STATE })))
    expect(await listener.answer).toEqual({ kind: 'refused', error: 'x', description: 'y', uri: '' })
    listener.close('failed')
    expect(await shown).toContain('The sign-in did not work')
  })

  test('may have an upper-case host, a charset, and many cookies of localhost', async () => {
    const { listener, port } = await listening()
    const change = {
      'content-type': 'Application/X-WWW-Form-URLencoded; charset=utf-8',
      cookie: 'x'.repeat(40_000),
    }
    void sent(port, post(`LOCALHOST:${port}`, good, change))
    expect(await listener.answer).toMatchObject({ code: 'the-code' })
  })

  test('is only the first one', async () => {
    const { listener, port, host } = await listening()
    const shown = sent(port, post(host, good))
    await listener.answer
    const second = await sent(port, post(host, form({ code: 'another', state: STATE })))
    expect(statusOf(second)).toBe(409)
    listener.close('done')
    expect(statusOf(await shown)).toBe(200)
  })

  test('survives pipelined data, its timeout, and a closed browser', async () => {
    const { listener, port, host, clock } = await listening()
    const shown = sent(port, post(host, good) + withHost(host, 'GET / HTTP/1.1'))
    await listener.answer
    await clock.pass(60_000)
    listener.close('done')
    expect(statusOf(await shown)).toBe(200)

    const other = await listening()
    const socket = connect(other.port, '127.0.0.1', () => socket.write(post(other.host, good)))
    await other.listener.answer
    socket.resetAndDestroy()
    await new Promise((resolve) => socket.once('close', resolve))
    other.listener.close('done')
    await until(() => other.clock.waiting() === 0)
  })
})

describe('any other request is refused', () => {
  const cases: [what: string, text: (host: string) => string, status: number, fault: RequestFault][] = [
    ...['//', '/\\', '/x', '/?code=1', '/%', '/%00', '*', 'https://…', 'http://[', 'http://localhost/'].map(
      (target): (typeof cases)[number] => [
        `the target ${target}`,
        (host) => withHost(host, `GET ${target.replace('…', 'evil.example')} HTTP/1.1`),
        400,
        'path',
      ],
    ),
    ['a GET', (host) => withHost(host, 'GET / HTTP/1.1'), 405, 'method'],
    ['an OPTIONS', (host) => withHost(host, 'OPTIONS / HTTP/1.1'), 405, 'method'],
    ['a CONNECT', (host) => withHost(host, 'CONNECT evil.example:443 HTTP/1.1'), 405, 'method'],
    ['no host', () => 'GET / HTTP/1.1\r\n\r\n', 400, 'host'],
    ['HTTP/1.0 without a host', () => 'GET / HTTP/1.0\r\n\r\n', 400, 'host'],
    ['an Expect header', (host) => withHost(`${host}\r\nexpect: x`, 'GET / HTTP/1.1'), 405, 'method'],
    ['two hosts', (host) => withHost(`${host}\r\nhost: ${host}`, 'POST / HTTP/1.1'), 400, 'host'],
    ['the IP address as host', (host) => post(host.replace('localhost', '127.0.0.1'), good), 400, 'host'],
    ['another name', (host) => post(host.replace('localhost', 'evil.example'), good), 400, 'host'],
    ['no port', () => post('localhost', good), 400, 'host'],
    ['another path', (host) => post(host, good).replace('POST /', 'POST //'), 400, 'path'],
    ['JSON', (host) => post(host, good, { 'content-type': 'application/json' }), 415, 'type'],
    ['a form with files', (host) => post(host, good, { 'content-type': 'multipart/form-data' }), 415, 'type'],
    ['no state', (host) => post(host, form({ code: 'x' })), 400, 'state'],
    ['another state', (host) => post(host, form({ code: 'x', state: `${STATE}x` })), 400, 'state'],
    ['two states', (host) => post(host, `${good}&state=${STATE}`), 400, 'state'],
    ['two codes', (host) => post(host, `${good}&code=x`), 400, 'code'],
    ['neither code nor error', (host) => post(host, form({ state: STATE })), 400, 'code'],
    ['a broken escape', (host) => post(host, `${good}&x=%zz`), 400, 'form'],
    ['a large body', (host) => post(host, `${good}&x=${'x'.repeat(70_000)}`), 413, 'size'],
    [
      'a large body in chunks',
      (host) =>
        `POST / HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\n\r\n${`${'400\r\n'.padEnd(1029, 'x')}\r\n`.repeat(70)}`,
      413,
      'size',
    ],
    ['large headers', (host) => post(host, good, { cookie: 'x'.repeat(70_000) }), 431, 'headers'],
    ['a response with garbage behind it', (host) => `${post(host, good)}garbage\r\n\r\n`, 400, 'unreadable'],
    ['not HTTP', () => 'SSH-2.0-x\r\n\r\n', 400, 'unreadable'],
    ['TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01', 400, 'unreadable'],
    ['an invalid length', (host) => post(host, good, { 'content-length': '-1' }), 400, 'unreadable'],
    [
      'a length and chunked encoding',
      (host) => post(host, good, { 'transfer-encoding': 'chunked' }),
      400,
      'unreadable',
    ],
  ]

  test.each(cases)('%s', async (_what, text, status, fault) => {
    const { listener, port, host, settled } = await listening()
    const answer = await sent(port, text(host))
    expect(statusOf(answer)).toBe(status)
    expect(answer).toMatch(/\r\nconnection: close\r\n/i)
    expect(answer).toMatch(/\r\ncache-control: no-store\r\n/i)
    expect(Buffer.from(answer, 'latin1').toString()).toContain(pages.refused[fault])
    expect(settled()).toBe(false)
    void sent(port, post(host, good))
    expect(await listener.answer).toMatchObject({ code: 'the-code' })
  })

  test('a request that never ends, or never begins, gets a time-out page after 10 seconds', async () => {
    const { clock, port, host } = await listening()
    const slow = sent(port, post(host, good).slice(0, -1))
    const idle = sent(port, '')
    await until(() => clock.waiting() === 2)
    await clock.pass(9999)
    expect(clock.waiting()).toBe(2)
    await clock.pass(1)
    expect([await slow, await idle].map(statusOf)).toEqual([408, 408])
    expect(clock.waiting()).toBe(0)
  })

  test('above 200 connections the oldest one is destroyed', async () => {
    const { listener, clock, port, host } = await listening()
    const idle = Array.from({ length: 260 }, () => sent(port, ''))
    await Promise.race(idle)
    await until(() => clock.waiting() === 200)
    void sent(port, post(host, good))
    expect(await listener.answer).toMatchObject({ code: 'the-code' })
    listener.close('failed')
    await Promise.all(idle)
  })

  test('connections that are reset at any point', async () => {
    const { listener, port, host, settled } = await listening()
    const texts = [post(host, good).slice(0, -1), withHost(host, 'CONNECT x:1 HTTP/1.1'), 'GET / HTTP/1.1']
    for (const text of texts) {
      await Promise.all(
        Array.from({ length: 30 }, async () => {
          const socket = connect(port, '127.0.0.1', () => socket.write(text, () => socket.resetAndDestroy()))
          await new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
        }),
      )
    }
    expect(settled()).toBe(false)
    void sent(port, post(host, good))
    expect(await listener.answer).toMatchObject({ code: 'the-code' })
  })

  test(`any raw bytes (${REQUESTS} tried)`, async () => {
    const { listener, port, host, settled } = await listening()
    const piece = fc.oneof(
      fc.constantFrom(
        'GET',
        'POST',
        ' ',
        '/',
        '//',
        ' HTTP/1.1',
        '\r\n',
        '\r\n\r\n',
        'host: ',
        host,
        ':',
        '%',
      ),
      fc.constantFrom(
        'content-length: 5',
        'transfer-encoding: chunked',
        'expect: 100-continue',
        'upgrade: x',
      ),
      fc.string({ unit: 'binary' }),
    )
    const texts = fc.sample(fc.array(piece, { maxLength: 12 }), REQUESTS)
    for (let from = 0; from < texts.length; from += 20) {
      const answers = texts.slice(from, from + 20).map((pieces, place) => {
        const address = addresses[place % addresses.length]
        return new Promise<void>((resolve) => {
          const socket = connect(port, address, () => socket.end(pieces.join('')))
          socket.resume().on('error', () => {})
          socket.on('close', () => resolve())
        })
      })
      await Promise.all(answers)
    }
    expect(settled()).toBe(false)
    void sent(port, post(host, good))
    expect(await listener.answer).toMatchObject({ code: 'the-code' })
  })
})

describe('both addresses', () => {
  const { listen } = NetServer.prototype
  type Options = { host: string; port: number }
  /** Runs something before the program listens on an address. */
  const beforeListening = (act: (server: NetServer, options: Options) => Options | null) =>
    vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: NetServer, ...args: unknown[]) {
      const [options, ...rest] = args
      const changed = act(this, options as Options)
      return changed ? Reflect.apply(listen, this, [changed, ...rest]) : this
    })

  /** Occupies the address that the program is about to use, unless another program already does. */
  function listenAsOther(options: Options): NetServer {
    const other = new NetServer().on('error', () => {})
    Reflect.apply(listen, other, [{ ...options }])
    return other
  }

  test.runIf(hasIpv6)('another program on the same port of ::1 is avoided', async () => {
    const others: NetServer[] = []
    const taken: number[] = []
    beforeListening((_server, options) => {
      if (options.host === '::1' && others.length < 3) {
        others.push(listenAsOther(options))
        taken.push(options.port)
      }
      return options
    })
    const { port } = await listening()
    for (const one of others) one.close()
    expect(taken).toHaveLength(3)
    expect(taken).not.toContain(port)
  })

  test.runIf(hasIpv6)(
    'another program on every port of ::1 is reported, and no port stays open',
    async () => {
      const others: NetServer[] = []
      const ports: number[] = []
      beforeListening((_server, options) => {
        if (options.host === '::1') {
          others.push(listenAsOther(options))
          ports.push(options.port)
        }
        return options
      })
      const clock = createVirtualClock()
      const held = await listenOnLoopback({ state: STATE, pages, clock })
      for (const one of others) one.close()
      expect(held).toEqual({
        ok: false,
        problem: { kind: 'loopback-unavailable', next: 'person', detail: 'EADDRINUSE' },
      })
      expect(ports.length).toBeGreaterThan(10)
      vi.restoreAllMocks()
      for (const port of ports) await until(() => isFree(port, '127.0.0.1'))
    },
  )

  test('a computer without ::1 uses only 127.0.0.1', async () => {
    // An address for documentation (RFC 3849), which no computer has: EADDRNOTAVAIL, or EAFNOSUPPORT without IPv6.
    beforeListening((_server, options) =>
      options.host === '::1' ? { ...options, host: '2001:db8::1' } : options,
    )
    const { listener, port, host } = await listening()
    void sent(port, post(host, good))
    expect(await listener.answer).toMatchObject({ code: 'the-code' })
  })

  /** The errors of listen(2), bind(2) and socket(2), and of Windows through libuv. */
  const codes = [
    ...['EACCES', 'EPERM', 'EADDRINUSE', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EMFILE', 'ENFILE', 'ENOBUFS'],
    ...['ENOMEM', 'EINVAL', 'ENETDOWN', 'ENOTSUP', 'EPROTONOSUPPORT', 'ENOTSOCK', 'UNKNOWN'],
  ]
  const refusing = (host: string, code: string, how: 'emitted' | 'thrown') =>
    beforeListening((server, options) => {
      if (options.host !== host) return options
      const error = Object.assign(new Error(`listen ${code}: somewhere`), { code })
      if (how === 'thrown') throw error
      process.nextTick(() => server.emit('error', error))
      return null
    })

  test.each(codes.flatMap((code) => [[code, 'emitted'] as const, [code, 'thrown'] as const]))(
    'if listening on 127.0.0.1 fails, the cause is reported at once: %s, %s',
    async (code, how) => {
      refusing('127.0.0.1', code, how)
      const clock = createVirtualClock()
      expect(await listenOnLoopback({ state: STATE, pages, clock })).toEqual({
        ok: false,
        problem: { kind: 'loopback-unavailable', next: 'person', detail: code },
      })
      expect(clock.waiting()).toBe(0)
    },
  )

  test.each(codes)('if listening on ::1 fails: %s', async (code) => {
    refusing('::1', code, 'emitted')
    const held = await listenOnLoopback({ state: STATE, pages, clock: createVirtualClock() })
    if (held.ok) held.value.close('failed')
    // Only for an error that means that the address does not exist; otherwise another program could listen there.
    const isMissing = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)
    expect(held.ok).toBe(isMissing)
    if (!held.ok) expect(held.problem).toMatchObject({ kind: 'loopback-unavailable', detail: code })
  })
})

test('every page is complete, in the current language, and its style is allowed by the Content Security Policy', () => {
  for (const language of languageNames) {
    const pages = browserPages(wordsIn(language))
    for (const page of [pages.done, pages.failed, ...Object.values(pages.refused)]) {
      expect(page).toMatch(
        new RegExp(`^<!doctype html>\n<html lang="${language}" dir="${directionOf(language)}">`),
      )
      expect(page).not.toMatch(/<script|style=|\bbrowser\.\p{L}/u)
    }
  }
  expect(PAGE_POLICY).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='/)
})
