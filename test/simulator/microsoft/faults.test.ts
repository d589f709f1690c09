// Faults on request: at the requested endpoint, as often as requested, and like the real faults.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { askGraph, authorize, CP1, getPresence, refresh, SCOPE, signIn, tokensOf } from './client.ts'

let fake: FakeMicrosoft
let token: string

beforeEach(async () => {
  fake = await startFakeMicrosoft()
  token = fake.accessToken()
})
afterEach(() => fake.close())

const ask = () => getPresence(fake, token)
const statuses = async (times: number) => {
  const seen: number[] = []
  while (seen.length < times) seen.push((await ask()).status)
  return seen
}
const reason = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'an answer',
    (error: Error) => String(error.cause ?? error),
  )

describe('a status', () => {
  it('has the given headers and body', async () => {
    fake.fail('presence', {
      status: 429,
      headers: { 'Retry-After': '2.128' },
      body: { error: { code: 'x' } },
    })
    const answer = await ask()
    expect(answer.status).toBe(429)
    expect(answer.headers.get('Retry-After')).toBe('2.128')
    expect(await answer.json()).toEqual({ error: { code: 'x' } })
    expect((await ask()).status).toBe(200)
  })

  it('sends a string unchanged', async () => {
    fake.fail('presence', { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"half' })
    const answer = await ask()
    expect(answer.headers.get('Content-Type')).toBe('application/json')
    expect(await answer.text()).toBe('{"half')
  })

  it('has the server’s usual body by default', async () => {
    fake.fail('presence', { status: 503, headers: { 'Retry-After': '3' } })
    fake.fail('token', { status: 500 })
    fake.fail('authorize', { status: 503 })
    const graph = await ask()
    expect(graph.headers.get('Retry-After')).toBe('3')
    expect(await graph.json()).toMatchObject({ error: { code: 'ServiceUnavailable' } })
    const entra = await refresh(fake, 'any')
    expect(entra.status).toBe(500)
    expect(await entra.json()).toMatchObject({ error: 'temporarily_unavailable', error_codes: [90033] })
    expect(await authorize(fake)).toMatchObject({ status: 503, form: null })
  })
})

describe('the number of times', () => {
  it('is counted for each endpoint, in the order of the requests', async () => {
    fake.fail('token', { status: 500 })
    fake.fail('presence', { status: 503 }, 2)
    fake.fail('presence', { status: 429 })
    expect(await statuses(4)).toEqual([503, 503, 429, 200])
    expect(fake.presenceRequests()).toBe(4)
  })

  it('can be endless, until faults are cleared or another one is added', async () => {
    fake.fail('presence', { status: 503 }, Number.POSITIVE_INFINITY)
    expect(await statuses(3)).toEqual([503, 503, 503])
    fake.fail('presence', { status: 500 }, Number.POSITIVE_INFINITY)
    expect(await statuses(2)).toEqual([500, 500])
    fake.mend()
    expect(await statuses(1)).toEqual([200])
  })
})

describe('the connection', () => {
  it('hangs', async () => {
    fake.fail('presence', 'hang')
    const patience = new AbortController()
    const { signal } = patience
    const hung = reason(fetch(`${fake.url}/graph.microsoft.com/v1.0/me/presence`, { signal }))
    await expect.poll(fake.presenceRequests).toBe(1)
    // A later request is answered, while the first one still hangs.
    expect((await ask()).status).toBe(200)
    patience.abort()
    expect(await hung).toContain('AbortError')
  })

  it('closes in the middle of a body', async () => {
    fake.fail('presence', 'cut-short')
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(await reason(answer.text())).toContain('other side closed')
  })

  it('is reset before an answer', async () => {
    fake.fail('presence', 'reset')
    expect(await reason(ask())).toMatch(/ECONNRESET|other side closed/)
  })

  it('ends at a captive portal', async () => {
    fake.fail('token', 'html')
    const answer = await refresh(fake, 'any')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toContain('text/html')
    expect(await answer.text()).toContain('guest network')
  })

  it('sends more than 1 MB of JSON', async () => {
    fake.fail('presence', 'huge')
    const answer = await ask()
    expect(answer.headers.get('Content-Length')).toBeNull()
    const text = await answer.text()
    expect(text.length).toBeGreaterThan(1024 * 1024)
    expect(JSON.parse(text)).toHaveProperty('availability')
  })
})

describe('a claims challenge', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'
  const challengeOf = (answer: Response) =>
    /error="insufficient_claims", claims="([^"]+)"/.exec(answer.headers.get('WWW-Authenticate') ?? '')?.[1]

  it('can answer any request to Graph', async () => {
    fake.fail('find-people', { claims })
    const { access_token: token } = await signIn(fake, {
      claims: CP1,
      scope: `${SCOPE} User.ReadBasic.All`,
    })
    expect((await askGraph(fake, { path: 'users', token })).status).toBe(401)
  })

  it('is repeated until a token is requested with its claims', async () => {
    const first = await signIn(fake, { claims: CP1 })
    fake.fail('presence', { claims })
    for (const held of [first.access_token, first.access_token]) {
      const answer = await getPresence(fake, held)
      expect(answer.status).toBe(401)
      expect(Buffer.from(challengeOf(answer) ?? '', 'base64').toString()).toBe(claims)
    }
    const without = await tokensOf(await refresh(fake, first.refresh_token, { claims: CP1 }))
    expect((await getPresence(fake, without.access_token)).status).toBe(401)
    const merged =
      '{"access_token":{"nbf":{"essential":true,"value":"1604106651"},"xms_cc":{"values":["CP1"]}}}'
    const good = await tokensOf(await refresh(fake, without.refresh_token, { claims: merged }))
    expect((await getPresence(fake, good.access_token)).status).toBe(200)
  })

  it('ends when faults are cleared', async () => {
    fake.fail('presence', { claims })
    expect(challengeOf(await ask())).toBeTruthy()
    fake.mend()
    expect((await ask()).status).toBe(200)
  })

  it('is a plain 401 for a client without the capability', async () => {
    const { access_token } = await signIn(fake)
    fake.fail('presence', { claims })
    const answer = await getPresence(fake, access_token)
    expect(answer.status).toBe(401)
    expect(challengeOf(answer)).toBeUndefined()
  })

  it('is Graph’s answer to revoked tokens', async () => {
    fake.revoke()
    const answer = await ask()
    expect(answer.status).toBe(401)
    expect(Buffer.from(challengeOf(answer) ?? '', 'base64').toString()).toContain('"nbf"')
  })
})

it('lets the user cancel in the browser', async () => {
  const no = { error: 'access_denied', error_description: 'AADSTS65004: The user declined to consent.' }
  fake.fail('authorize', no)
  expect((await authorize(fake)).form?.fields).toEqual({ ...no, state: 'a "state" & more' })
  expect((await authorize(fake)).form?.fields).toHaveProperty('code')
})

it('refuses an invalid fault', () => {
  expect(() => fake.fail('token', { claims: '{}' })).toThrow('endpoint')
  expect(() => fake.fail('authorize', { claims: '{}' })).toThrow('endpoint')
  expect(() => fake.fail('presence', { error: 'x', error_description: 'y' })).toThrow('endpoint')
  expect(() => fake.fail('presence', { claims: 'bm90IEpTT04=' })).toThrow('JSON')
  expect(() => fake.fail('presence', 'hang', 0)).toThrow()
})

it('closes while requests are open', async () => {
  fake.fail('presence', 'hang')
  const hung = reason(ask())
  await expect.poll(fake.presenceRequests).toBe(1)
  await fake.close()
  expect(await hung).not.toBe('an answer')
  fake = await startFakeMicrosoft()
})
