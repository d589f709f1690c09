import type { RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../app/desktop/system-clock.ts'
import { createNetwork, type NetworkParts } from '../../app/microsoft/network.ts'
import { serve } from '../loopback-server.ts'
import { createVirtualClock } from '../virtual-clock.ts'

const URL_ASKED = 'https://graph.microsoft.com/v1.0/me/presence?x=1'
const host = 'graph.microsoft.com'

async function ask(listener: RequestListener, parts: Partial<NetworkParts> = {}) {
  const microsoftUrl = await serve(listener)
  const network = createNetwork({ fetch, isOnline: () => true, microsoftUrl, clock: systemClock, ...parts })
  return network.request({ method: 'GET', url: URL_ASKED, headers: { authorization: 'Bearer t' } })
}

describe('an answer', () => {
  test('is parsed, with its status and headers, and every host is asked at the stand-in', async () => {
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
  ])('with status %i stays an answer without JSON', async (status, body) => {
    const answer = await ask((_request, response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end(body),
    )
    expect(answer).toMatchObject({ ok: true, value: { status, json: null } })
  })
})

describe('short of a whole answer', () => {
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
      'a network that wants a sign-in (511)',
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
      'half a JSON',
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
    // The time is over when the answer has begun.
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

  test('a fetch that does not hear of its end', async () => {
    const clock = createVirtualClock()
    const never = () => new Promise<Response>(() => {})
    const answer = ask(() => {}, { fetch: never, clock })
    await clock.pass(10_000)
    expect(await answer).toMatchObject({ ok: false, problem: { kind: 'timed-out', host, afterMs: 10_000 } })
  })

  test('a body that does not hear of its end', async () => {
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
      'a system that cannot say whether it is online',
      {
        isOnline() {
          throw new Error('broken')
        },
      },
    ],
  ])('%s', async (_what, parts) => {
    expect(await ask(() => {}, parts)).toMatchObject({ ok: false, problem: { next: 'retries' } })
  })

  test('an address that is none', async () => {
    const network = createNetwork({ fetch, isOnline: () => true, microsoftUrl: null, clock: systemClock })
    expect(await network.request({ method: 'GET', url: 'no address' })).toMatchObject({ ok: false })
  })

  test('nobody there', async () => {
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

  test('offline, nobody is asked', async () => {
    let asked = 0
    const answer = await ask((_request, response) => response.end(String(asked++)), {
      isOnline: () => false,
    })
    expect(answer).toEqual({ ok: false, problem: { kind: 'offline', next: 'waits' } })
    expect(asked).toBe(0)
  })
})
