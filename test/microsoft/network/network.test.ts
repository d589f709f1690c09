import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import { createNetwork, loggedFetch, type NetworkParts } from '../../../app/microsoft/network/network.ts'
import { redacted } from '../../../app/reading/redacted.ts'
import { serve } from '../../support/loopback-server.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const URL_ASKED = 'https://graph.microsoft.com/v1.0/me/presence?x=1'
const host = 'graph.microsoft.com'

async function ask(listener: RequestListener, parts: Partial<NetworkParts> = {}) {
  const microsoftUrl = await serve(listener)
  const network = createNetwork({ fetch, isOnline: () => true, microsoftUrl, clock: systemClock, ...parts })
  return network.request({ method: 'GET', url: URL_ASKED, headers: { authorization: 'Bearer t' } })
}

describe('an answer', () => {
  test('is parsed, with its status and headers, and every host is requested from the stand-in', async () => {
    let seen: unknown
    const answer = await ask((request, response) => {
      seen = [request.url, request.headers.authorization, request.headers.accept]
      response.writeHead(200, { 'content-type': 'application/json', 'X-One': 'two' }).end('{"a":[1]}')
    })
    expect(seen).toEqual(['/graph.microsoft.com/v1.0/me/presence?x=1', 'Bearer t', 'application/json'])
    expect(answer).toMatchObject({
      ok: true,
      value: { status: 200, json: { a: [1] }, headers: { 'x-one': 'two' } },
    })
  })

  test.each([
    [401, ''],
    [429, '<html>slow down</html>'],
    [503, '<html>Service unavailable</html>'],
  ])('with status %i is an answer even without JSON', async (status, body) => {
    const answer = await ask((_request, response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end(body),
    )
    expect(answer).toMatchObject({ ok: true, value: { status, json: null } })
  })
})

test.each([
  ['400', async () => new Response('', { status: 400 })],
  ['no answer', () => Promise.reject(new Error('net::ERR_FAILED'))],
] as const)('a request for a token is logged with its outcome: %s', async (outcome, answer) => {
  const lines: unknown[] = []
  const log = { debug: (text: string) => lines.push(redacted(text)) }
  const logged = loggedFetch(answer, createVirtualClock(), log)
  const url = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token?code=0.AXkA'
  await Promise.allSettled([logged(url, { method: 'POST' })])
  expect(lines).toEqual([
    `POST login.microsoftonline.com/organizations/oauth2/v2.0/token → ${outcome} after 0 ms`,
  ])
})

describe('an incomplete answer', () => {
  test.each<[string, RequestListener, object]>([
    [
      'a captive portal',
      (_q, r) => r.setHeader('content-type', 'text/html').end('<html>Sign in to the hotel'),
      { kind: 'not-json', host },
    ],
    [
      'a captive portal’s redirect',
      (_q, r) => r.writeHead(302, { location: '/login' }).end(),
      { kind: 'not-json', host },
    ],
    [
      'a network that requires a sign-in (511)',
      (_q, r) => r.writeHead(511).end('<html>'),
      { kind: 'not-json', host },
    ],
    [
      'a proxy that refuses in HTML',
      (_q, r) => r.writeHead(403).end('<html>blocked'),
      { kind: 'not-json', host },
    ],
    ['an empty page', (_q, r) => r.writeHead(200).end(), { kind: 'not-json', host }],
    [
      'more than a megabyte',
      (_q, r) => r.end(JSON.stringify('x'.repeat(1_100_000))),
      { kind: 'too-large', host },
    ],
    [
      'a connection lost half-way',
      (_q, r) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        r.write('{"availability":"Avai', () => r.destroy())
      },
      { kind: 'cut-short', host },
    ],
    [
      'incomplete JSON',
      (_q, r) => r.setHeader('content-type', 'application/json').end('{"availability":'),
      { kind: 'cut-short', host },
    ],
    ['a connection dropped', (_q, r) => r.destroy(), { kind: 'unreachable', host }],
  ])('%s', async (_name, listener, problem) => {
    expect(await ask(listener)).toMatchObject({ ok: false, problem })
  })

  test('a server that never answers', async () => {
    expect(await ask(() => {}, { timeoutMs: 50 })).toEqual({
      ok: false,
      problem: { kind: 'timed-out', next: 'retries', host, afterMs: 50 },
    })
  })

  test('a server that stalls in the middle of its answer', async () => {
    const stalling: RequestListener = (_request, response) => response.writeHead(200).write('{')
    const clock = createVirtualClock()
    // The time-out passes after the answer has begun.
    const untilItBegins: NetworkParts['fetch'] = async (url, init) => {
      const response = await fetch(url, init)
      setImmediate(() => void clock.pass(10_000))
      return response
    }
    expect(await ask(stalling, { fetch: untilItBegins, clock })).toMatchObject({
      ok: false,
      problem: { kind: 'timed-out' },
    })
  })

  test('a fetch that ignores the abort', async () => {
    const clock = createVirtualClock()
    const never = () => new Promise<Response>(() => {})
    const answer = ask(() => {}, { fetch: never, clock })
    await clock.pass(10_000)
    expect(await answer).toMatchObject({ ok: false, problem: { kind: 'timed-out', host, afterMs: 10_000 } })
  })

  test('a body that ignores the abort', async () => {
    const clock = createVirtualClock()
    const never = () => new Promise<never>(() => {})
    const deaf = async () => new Response(new ReadableStream({ pull: never, cancel: never }))
    const answer = ask(() => {}, { fetch: deaf, clock })
    await clock.pass(10_000)
    expect(await answer).toMatchObject({ ok: false, problem: { kind: 'timed-out', host, afterMs: 10_000 } })
  })

  test.each<[string, Partial<NetworkParts>]>([
    [
      'a fetch that throws at once',
      {
        fetch() {
          throw new Error('ERR_FAILED')
        },
      },
    ],
    [
      'a system whose online state cannot be read',
      {
        isOnline() {
          throw new Error('broken')
        },
      },
    ],
  ])('%s', async (_what, parts) => {
    const broken: RequestListener = (_request, response) => response.destroy()
    expect(await ask(broken, parts)).toMatchObject({ ok: false, problem: { next: 'retries' } })
  })

  test('an invalid address', async () => {
    const network = createNetwork({ fetch, isOnline: () => true, microsoftUrl: null, clock: systemClock })
    expect(await network.request({ method: 'GET', url: 'no address' })).toMatchObject({ ok: false })
  })

  test('no server', async () => {
    const network = createNetwork({
      fetch,
      isOnline: () => true,
      microsoftUrl: 'http://127.0.0.1:9',
      clock: systemClock,
    })
    expect(await network.request({ method: 'GET', url: URL_ASKED })).toMatchObject({
      ok: false,
      problem: { kind: 'unreachable', host },
    })
  })

  test('a proxy that requires a name and a password', async () => {
    // Node's own fetch does not return it.
    const fetch = async () => new Response('<html>', { status: 407 })
    expect(await ask(() => {}, { fetch })).toEqual({
      ok: false,
      problem: { kind: 'proxy-sign-in-wanted', next: 'retries', host, detail: 'HTTP 407' },
    })
  })

  test('a network error is reported with its cause and name', async () => {
    const thrown = (words: string) => ask(() => {}, { fetch: () => Promise.reject(new Error(words)) })
    expect(await thrown('net::ERR_CERT_AUTHORITY_INVALID')).toEqual({
      ok: false,
      problem: {
        kind: 'certificate-untrusted',
        next: 'retries',
        host,
        detail: 'net::ERR_CERT_AUTHORITY_INVALID',
      },
    })
    expect(await thrown('net::ERR_INTERNET_DISCONNECTED')).toEqual({
      ok: false,
      problem: { kind: 'offline', next: 'waits' },
    })
    expect(await thrown('odd')).toMatchObject({ problem: { kind: 'unreachable', detail: 'Error: odd' } })
  })
})

describe('while the system says offline', () => {
  const isOnline = () => false
  const hang = { clock: createVirtualClock(), fetch: () => new Promise<Response>(() => {}) }

  test('requests are sent, and an answer counts', async () => {
    const answer = await ask((_request, response) => response.end('{"a":1}'), { isOnline })
    expect(answer).toMatchObject({ ok: true, value: { json: { a: 1 } } })
  })

  test.each<[what: string, RequestListener]>([
    ['no connection', (_request, response) => response.destroy()],
    [
      'an answer that is cut short',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{', () => response.destroy())
      },
    ],
  ])('%s means offline', async (_what, listener) => {
    expect(await ask(listener, { isOnline })).toEqual({
      ok: false,
      problem: { kind: 'offline', next: 'waits' },
    })
  })

  test('a time-out means offline', async () => {
    const answer = ask(() => {}, { isOnline, ...hang })
    await hang.clock.pass(10_000)
    expect(await answer).toEqual({ ok: false, problem: { kind: 'offline', next: 'waits' } })
  })

  test.each<[name: string, kind: string]>([
    ['ERR_CERT_DATE_INVALID', 'certificate-date'],
    ['ERR_CERT_AUTHORITY_INVALID', 'certificate-untrusted'],
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'client-certificate-wanted'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy-refused'],
    ['ERR_PROXY_AUTH_UNSUPPORTED', 'proxy-sign-in-wanted'],
    ['ERR_CONNECTION_REFUSED', 'connection-refused'],
    ['ERR_NAME_NOT_RESOLVED', 'offline'],
    ['ERR_PROXY_CONNECTION_FAILED', 'offline'],
    ['ERR_CONNECTION_TIMED_OUT', 'offline'],
  ])('%s is %s: offline unless a server or proxy answered', async (name, kind) => {
    const fetch = () => Promise.reject(new Error(`net::${name}`))
    expect(await ask(() => {}, { isOnline, fetch })).toMatchObject({ problem: { kind } })
  })

  test('an answer of another server is still reported as such', async () => {
    const portal: RequestListener = (_request, response) => response.end('<html>Sign in to the hotel')
    expect(await ask(portal, { isOnline })).toMatchObject({ problem: { kind: 'not-json' } })
  })
})

describe('the clock', () => {
  const NOW = Date.parse('2026-11-23T10:45:00Z')
  const lost = { kind: 'sign-in-needed', next: 'person', code: null } as const
  /** A network whose server answers with the date `date`, and then fails with an error of Chromium. */
  function dated(date: string | undefined, status = 200) {
    const answers: (() => Response)[] = [
      () => new Response('{}', { status, headers: date === undefined ? {} : { date } }),
      () => {
        throw new Error('net::ERR_CERT_DATE_INVALID')
      },
    ]
    const network = createNetwork({
      fetch: async () => (answers.shift() ?? Response.error)(),
      isOnline: () => true,
      microsoftUrl: null,
      clock: createVirtualClock(NOW),
    })
    return { network, ask: () => network.request({ method: 'GET', url: URL_ASKED }) }
  }

  test.each<[what: string, date: string, status: number, clockOffMs: number]>([
    ['behind', 'Mon, 23 Nov 2026 11:45:00 GMT', 200, -3_600_000],
    ['ahead, in a refusal', 'Mon, 23 Nov 2026 10:39:59 GMT', 401, 301_000],
    ['ahead by years, in a server error', 'Mon, 23 Nov 2020 10:45:00 GMT', 503, 189_302_400_000],
  ])('%s is added to the problems that it may cause', async (_what, date, status, clockOffMs) => {
    const { network, ask } = dated(date, status)
    await ask()
    expect(network.clockOffMs()).toBe(clockOffMs)
    expect(network.withClockOffset(lost)).toEqual({ ...lost, clockOffMs })
    expect(await ask()).toEqual({
      ok: false,
      problem: {
        kind: 'certificate-date',
        next: 'retries',
        host,
        clockOffMs,
        detail: 'net::ERR_CERT_DATE_INVALID',
      },
    })
  })

  test.each<[what: string, date: string | undefined, clockOffMs: number | null]>([
    ['off by five minutes', 'Mon, 23 Nov 2026 10:50:00 GMT', -300_000],
    ['right', 'Mon, 23 Nov 2026 10:45:00 GMT', 0],
    ['without a Date header', undefined, null],
    ['with an invalid Date header', 'yesterday', null],
  ])('%s is not added', async (_what, date, clockOffMs) => {
    const { network, ask } = dated(date)
    await ask()
    expect(network.clockOffMs()).toBe(clockOffMs)
    expect(network.withClockOffset(lost)).toEqual(lost)
    expect(await ask()).toEqual({
      ok: false,
      problem: {
        kind: 'certificate-date',
        next: 'retries',
        host,
        detail: 'net::ERR_CERT_DATE_INVALID',
      },
    })
  })
})
