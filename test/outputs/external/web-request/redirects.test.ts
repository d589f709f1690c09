// Which redirects are followed, and how.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { requestMethods } from '../../../../app/model/names.ts'
import { type HttpRequest, redirected } from '../../../../app/outputs/external/web-request/redirects.ts'

const request = (address: string, method = 'POST'): HttpRequest => ({
  method,
  url: new URL(address),
  body: '{}',
  headers: { authorization: 'secret', 'content-type': 'application/json' },
})
const followed = (from: string, location: string, status = 307) =>
  redirected(request(from), { status, location })?.url.href ?? null

test.each([
  ['https://a.example/x', '/y?z', 'https://a.example/y?z'],
  ['https://a.example/x/', 'y', 'https://a.example/x/y'],
  ['https://a.example/', 'https://A.example:443/y', 'https://a.example/y'],
  ['http://a.example/', 'https://a.example/y', 'https://a.example/y'],
  ['http://[::1]:80/', 'http://[0:0:0:0:0:0:0:1]/y', 'http://[::1]/y'],
  ['http://127.1/', 'http://0x7f.1/y', 'http://127.0.0.1/y'],
])('from %s to %s', (from, location, to) => expect(followed(from, location)).toBe(to))

test.each([
  ['https://a.example/', 'https://b.example/'],
  ['https://a.example/', '//b.example/'],
  ['https://a.example/', '\\\\b.example/'],
  ['https://a.example/', 'https://sub.a.example/'],
  ['https://a.example/', 'https://a.example.b.example/'],
  ['https://a.example/', 'https://a.example:8443/'],
  ['https://a.example/', 'https://a.example@b.example/'],
  ['https://a.example/', 'https://user@a.example/'],
  ['https://a.example/', 'http://a.example/'],
  ['http://a.example:8123/', 'https://a.example/'],
  ['https://a.example/', 'ftp://a.example/'],
  ['https://a.example/', 'file:///etc/passwd'],
  ['https://a.example/', 'javascript:alert(1)'],
  ['https://a.example/', 'https://['],
])('not from %s to %s', (from, location) => expect(followed(from, location)).toBeNull())

test('no redirect of any kind reaches another host or loses https', () => {
  const hosts = fc.constantFrom('a.example', 'b.example', 'a.example.', '[::1]', '10.0.0.1')
  const address = fc
    .tuple(
      fc.constantFrom('http:', 'https:'),
      hosts,
      fc.constantFrom('', ':80', ':443', ':8123'),
      fc.webPath(),
    )
    .map(([protocol, host, port, path]) => `${protocol}//${host}${port}${path}`)
  fc.assert(
    fc.property(
      ...[address, fc.oneof(address, fc.string(), fc.webPath()), fc.integer({ min: 300, max: 399 })],
      (from, location, status) => {
        const next = redirected(request(String(from)), { status: Number(status), location: String(location) })
        if (!next) return
        const before = new URL(String(from))
        expect(next.url.hostname).toBe(before.hostname)
        expect(next.url.port).toBe(before.port)
        if (before.protocol === 'https:') expect(next.url.protocol).toBe('https:')
      },
    ),
    { numRuns: 2000 },
  )
})

test('the method follows the rules of the Fetch Standard', () => {
  for (const method of requestMethods) {
    for (const status of [301, 302, 303, 307, 308]) {
      const next = redirected(request('https://a.example/', method), { status, location: '/' })
      const becomesGet = status === 303 ? method !== 'GET' : status < 303 && method === 'POST'
      expect(next).toMatchObject(
        becomesGet
          ? { method: 'GET', body: null, headers: { authorization: 'secret' } }
          : request('https://a.example/', method),
      )
      if (becomesGet) expect(next?.headers).not.toHaveProperty('content-type')
    }
  }
})

test('only a redirect with a location is one', () => {
  for (const status of [200, 300, 304, 305, 306, 399, 404])
    expect(redirected(request('https://a.example/'), { status, location: '/' })).toBeNull()
  expect(redirected(request('https://a.example/'), { status: 302, location: null })).toBeNull()
})
