// Answers of the token endpoint other than tokens: each status, body and Retry-After, in both flows.
import { describe, expect, test } from 'vitest'
import { declaredNext } from '../../../app/model/problems/problem-kinds.ts'
import type { Fault } from '../../../simulator/microsoft/faults.ts'
import { signIn as signInByHand } from '../../simulator/microsoft/client.ts'
import { signingIn } from './signing-in.ts'

const host = 'login.microsoftonline.com'
const STATUSES = [429, 500, 502, 503, 504, 599]
const BODIES: [name: string, body: unknown, cut?: boolean][] = [
  ['HTML', '<html><h1>Service unavailable</h1></html>'],
  ['nothing', ''],
  ['JSON without an error', { message: 'Too many requests' }],
  ['JSON with an error', { error: 'temporarily_unavailable', error_description: 'AADSTS90033: Busy.' }],
  ['the error of a lost sign-in', { error: 'invalid_grant', error_description: 'AADSTS50173: Revoked.' }],
  ['an error that is not a string', { error: { code: 5 }, error_codes: 'x' }],
  ['an array', [1, 2]],
  ['a number', 5],
  ['null', null],
  ['an incomplete body', { error: 'x'.repeat(100) }, true],
]
const DAY_MS = 24 * 60 * 60_000
/** In nine seconds, by a server whose clock is `offMs` ahead of this computer's. */
const atDate = (offMs: number) => (nowMs: number) => ({
  Date: new Date(nowMs + offMs).toUTCString(),
  'Retry-After': new Date(nowMs + offMs + 9000).toUTCString(),
})
const RETRIES: [name: string, headers: (nowMs: number) => Record<string, string>, askedMs: number | null][] =
  [
    ['none', () => ({}), null],
    ['seconds', () => ({ 'Retry-After': '7' }), 7000],
    ['a date', atDate(0), 9000],
    ['a date of a server that is ahead', atDate(3 * DAY_MS), 9000],
    ['a date of a server that is behind', atDate(-3 * DAY_MS), 9000],
    ['garbage', () => ({ 'Retry-After': 'soon' }), null],
    ['a negative number', () => ({ 'Retry-After': '-5' }), null],
  ]
const answers = STATUSES.flatMap((status) => BODIES.map((body) => [status, ...body] as const))
const tokenRequests = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/token')).length
const kindOf = (status: number) => (status === 429 ? 'throttled' : 'server-error')
const faultOf = (
  status: number,
  body: unknown,
  cut: boolean | undefined,
  headers: Record<string, string>,
): Fault => ({
  status,
  body,
  ...(cut ? { cut } : {}),
  headers,
})

test(`a silent call maps each of ${answers.length * RETRIES.length} server errors to its problem, and waits as requested`, async () => {
  const { signIn, accessToken, fake, clock } = await signingIn()
  await signIn()
  for (const [status, name, body, cut] of answers) {
    for (const [retry, headers, askedMs] of RETRIES) {
      const what = `${status} with ${name}, Retry-After: ${retry}`
      fake.fail('token', faultOf(status, body, cut, headers(clock.nowMs())))
      const answer = await accessToken({ kind: 'fresh' })
      const ofStatus = status === 429 ? {} : { status }
      expect(answer, what).toMatchObject({
        ok: false,
        problem: { kind: kindOf(status), next: declaredNext[kindOf(status)], host, ...ofStatus },
      })
      const asked = !answer.ok && 'retryAfterMs' in answer.problem ? answer.problem.retryAfterMs : undefined
      expect(asked, what).toBe(askedMs)
      await clock.pass(60 * 60_000)
    }
  }
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
})

test('until the Retry-After has passed, only a click sends a request, and the remaining time is reported', async () => {
  const { signIn, accessToken, fake, clock } = await signingIn()
  await signIn()
  fake.fail('token', { status: 503, body: '<html>', headers: { 'Retry-After': '60' } })
  await accessToken({ kind: 'fresh' })
  const asked = tokenRequests(fake.requests)
  await clock.pass(20_000)
  const problem = { kind: 'server-error', next: 'retries', host, status: 503, retryAfterMs: 40_000 }
  expect(await accessToken({ kind: 'fresh' })).toEqual({ ok: false, problem })
  // A token in memory needs no request.
  expect(await accessToken({ kind: 'any' }, 'Presence.ReadWrite')).toMatchObject({ ok: false })
  expect(tokenRequests(fake.requests)).toBe(asked)
  clock.setWall(clock.nowMs() - 3_600_000)
  await clock.pass(40_000)
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
  expect(tokenRequests(fake.requests)).toBe(asked + 1)
})

test('a Retry-After also passes while the computer sleeps', async () => {
  const { signIn, accessToken, fake, clock } = await signingIn()
  await signIn()
  fake.fail('token', { status: 503, headers: { 'Retry-After': '3000' } })
  await accessToken({ kind: 'fresh' })
  clock.sleep(3_001_000)
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
})

test('without a Retry-After the next call sends a request', async () => {
  const { signIn, accessToken, fake } = await signingIn()
  await signIn()
  fake.fail('token', { status: 503 })
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: false })
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
})

describe('at the end of a sign-in', () => {
  test.each(BODIES)('%s is a server error', async (_name, body, cut) => {
    const { signIn, fake } = await signingIn()
    for (const status of [429, 503]) {
      fake.fail('token', faultOf(status, body, cut, { 'Retry-After': '7' }))
      expect(await signIn()).toMatchObject({
        ok: false,
        problem: { kind: kindOf(status), host, retryAfterMs: 7000 },
      })
    }
    expect(await signIn()).toMatchObject({ ok: true })
  })

  test('a sign-in that was just completed is sent in any case', async () => {
    const { signIn, accessToken, fake } = await signingIn()
    await signIn()
    fake.fail('token', { status: 503, headers: { 'Retry-After': '3000' } })
    expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: false })
    expect(await signIn()).toMatchObject({ ok: true })
    // The Retry-After of that answer counts.
    expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
  })
})

test.each([
  ['400 without an error', { status: 400, body: {} }, 'server-error'],
  ['404 with an error that is not a string', { status: 404, body: { error: 5 } }, 'server-error'],
  ['403 without a body', { status: 403, body: '' }, 'server-error'],
  ['400 with HTML', { status: 400, body: '<html>' }, 'not-json'],
  ...[
    null,
    [],
    'ok',
    7,
    {},
    { error: {} },
    { value: [] },
    { availability: 'Busy' },
    { access_token: ' ' },
  ].map(
    (body) =>
      [
        `200 with ${JSON.stringify(body)}`,
        { status: 200, body: body === 'ok' ? '"ok"' : body },
        'not-an-answer',
      ] as const,
  ),
  ...[
    { access_token: ' ' },
    { access_token: 'x y' },
    { id_token: 'x' },
    { id_token: 'a.bnVsbA.c' },
    { client_info: 'x' },
  ].map(
    (strange) =>
      [
        `200 with tokens and ${JSON.stringify(strange)}`,
        { status: 200, body: { access_token: 'x', expires_in: 3600, ...strange } },
        'not-an-answer',
      ] as const,
  ),
  [
    '200 with a token that is a number',
    { status: 200, body: { access_token: 5, expires_in: 3600 } },
    'not-an-answer',
  ],
  ['200 without expires_in', { status: 200, body: { access_token: 'x' } }, 'not-an-answer'],
  [
    '200 with an expires_in that is not a number',
    { status: 200, body: { access_token: 'x', expires_in: 'long' } },
    'not-an-answer',
  ],
  ['200 with an error', { status: 200, body: { error: 'invalid_grant' } }, 'sign-in-needed'],
  [
    '400 with a Retry-After',
    { status: 400, body: { error: 'invalid_grant' }, headers: { 'Retry-After': '60' } },
    'sign-in-needed',
  ],
] as const)('%s is %s', async (_name, fault, kind) => {
  const { signIn, accessToken, fake } = await signingIn()
  await signIn()
  fake.fail('token', fault)
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: false, problem: { kind } })
  expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
})

describe('the tokens of another account', () => {
  const grace = {
    name: 'Grace',
    username: 'grace@contoso.example',
    oid: '66825e03-7ef5-42da-9069-724602c31f6b',
  }

  /** Ada is signed in; the token response for Grace is prepared. */
  async function two() {
    const world = await signingIn()
    await world.signIn()
    const ada = world.fake.account
    const tokensOfAda = await signInByHand(world.fake)
    world.fake.account = grace
    const tokensOfGrace = await signInByHand(world.fake)
    world.fake.account = ada
    return { ...world, tokensOfAda, tokensOfGrace, before: world.tokenCache.kept }
  }

  test('are refused in a token refresh, and not stored', async () => {
    const { fake, accessToken, tokensOfGrace, tokensOfAda, accountId, tokenCache, before, start } =
      await two()
    const mixed = {
      ...tokensOfAda,
      id_token: tokensOfGrace.id_token,
      access_token: tokensOfGrace.access_token,
    }
    for (const body of [tokensOfGrace, mixed, { ...tokensOfGrace, client_info: tokensOfAda.client_info }]) {
      fake.fail('token', { status: 200, body })
      expect(await accessToken({ kind: 'fresh' })).toEqual({
        ok: false,
        problem: { kind: 'other-account-answered', next: 'retries', host },
      })
      expect(tokenCache.kept).toEqual(before)
      const token = await accessToken({ kind: 'any' })
      expect(token.ok && token.value).not.toBe(tokensOfGrace.access_token)
    }
    expect(accountId()).toBe(fake.account.oid)
    expect(await start().storedAccount()).toMatchObject({ value: { username: fake.account.username } })
    expect(await accessToken({ kind: 'fresh' })).toMatchObject({ ok: true })
  })

  test('do not include ids in another letter case, or tokens without an account', async () => {
    const { fake, accessToken, tokensOfAda } = await two()
    const info = JSON.parse(Buffer.from(tokensOfAda.client_info, 'base64url').toString())
    const capitals = Buffer.from(JSON.stringify({ ...info, uid: info.uid.toUpperCase() })).toString(
      'base64url',
    )
    const { id_token: _, client_info: __, ...nameless } = tokensOfAda
    for (const body of [{ ...tokensOfAda, client_info: capitals }, nameless]) {
      fake.fail('token', { status: 200, body })
      expect(await accessToken({ kind: 'fresh' })).toEqual({ ok: true, value: tokensOfAda.access_token })
    }
  })
})

test.each([
  { error_codes: [53003] },
  { error_codes: [9999999, 53003] },
  { error_codes: [9999999], error_description: 'AADSTS53003: Blocked.' },
  { error_description: 'AADSTS9999999: No. AADSTS53003: Blocked.' },
  { error_codes: ['53003'], error_uri: `https://${host}/error?code=53003` },
])('the number is found wherever Entra puts it: %j', async (named) => {
  const { signIn, accessToken, fake } = await signingIn()
  await signIn()
  const blocked = { ok: false, problem: { kind: 'blocked-by-policy', next: 'person', code: 'AADSTS53003' } }
  for (const error of ['invalid_grant', 'interaction_required', 'access_denied']) {
    fake.fail('token', { status: 400, body: { error, ...named } }, 2)
    expect(await accessToken({ kind: 'fresh' }), error).toEqual(blocked)
    expect(await signIn(), error).toEqual(blocked)
  }
})
