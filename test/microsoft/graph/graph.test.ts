import { describe, expect, test } from 'vitest'
import { lightOf } from '../../../app/model/light.ts'
import { lightCases, presenceCases } from '../../model/cases.ts'
import { following } from '../../model/states.ts'
import { signingIn } from '../sign-in/signing-in.ts'

async function signedIn(options = {}) {
  const world = await signingIn(options)
  expect(await world.signIn()).toMatchObject({ ok: true })
  return world
}

const host = 'graph.microsoft.com'
const caseNamed = (part: string) => {
  const found = presenceCases.find(({ name }) => name.includes(part))
  if (!found) throw new Error(`no case ${part}`)
  return found
}

describe('the user’s presence', () => {
  test('each answer in the case file has its light', async () => {
    const { fake, myPresence } = await signedIn()
    for (const { body, light, name } of lightCases) {
      fake.presence = body
      const answer = await myPresence()
      expect(answer.ok && lightOf(following(answer.value)).name, name).toBe(light)
    }
    expect(lightCases.length).toBeGreaterThan(10)
  })

  test('JSON with neither word is not a presence', async () => {
    const { fake, myPresence } = await signedIn()
    const { oid: id, name: displayName } = fake.account
    const wordless = [{ availability: '', activity: ' ' }, { availability: null }, { activity: ['Busy'] }]
    const others = [{ error: {} }, { value: [] }, { value: { availability: 'Busy' } }, { id, displayName }]
    for (const body of [
      null,
      [],
      [{ availability: 'Busy' }],
      '"ok"',
      7,
      {},
      { id },
      ...wordless,
      ...others,
    ]) {
      fake.fail('presence', { status: 200, body })
      expect(await myPresence(), JSON.stringify(body)).toEqual({
        ok: false,
        problem: { kind: 'not-an-answer', next: 'retries', host, expected: 'presence' },
      })
    }
    for (const word of ['availability', 'activity']) {
      fake.fail('presence', { status: 200, body: { [word]: 'Busy' } })
      expect(await myPresence()).toMatchObject({ ok: true, value: { [word]: 'Busy' } })
    }
  })

  test('a token that Graph no longer accepts is replaced silently', async () => {
    const { fake, myPresence, opened } = await signedIn()
    await myPresence()
    fake.expireAccessTokens()
    expect(await myPresence()).toMatchObject({ ok: true })
    expect(fake.presenceRequests()).toBe(3)
    expect(opened).toHaveLength(1)
  })

  test('a claims challenge is answered with a token that has these claims', async () => {
    const { fake, myPresence } = await signedIn()
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'
    fake.fail('presence', { claims })
    expect(await myPresence()).toMatchObject({ ok: true })
    expect(fake.requests.filter(({ path }) => path.endsWith('/token')).length).toBe(2)
  })

  test('the claims challenge of the documentation is understood', async () => {
    const { fake, myPresence } = await signedIn()
    const { status, headers, body } = caseNamed('claims challenge')
    fake.fail('presence', { status, headers, body })
    expect(await myPresence()).toMatchObject({ ok: true })
    const refresh = fake.requests.findLast(({ path }) => path.endsWith('/token'))
    expect(JSON.stringify(refresh)).toContain('1604106651')
  })

  test('claims that only the user can satisfy are requested by the next sign-in', async () => {
    const { fake, myPresence, signIn, opened } = await signedIn()
    fake.fail('presence', { claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' })
    fake.fail('token', {
      status: 400,
      body: {
        error: 'interaction_required',
        error_description: 'AADSTS50076: MFA.',
        suberror: 'basic_action',
      },
    })
    expect(await myPresence()).toMatchObject({
      ok: false,
      problem: { kind: 'sign-in-needed', next: 'person' },
    })
    expect(await signIn()).toMatchObject({ ok: true })
    const query = new URL(opened[1] ?? '').searchParams
    expect(query.get('claims')).toContain('acrs')
    expect(query.get('login_hint')).toBe(fake.account.username)
    expect(query.get('prompt')).toBeNull()
    expect(await myPresence()).toMatchObject({ ok: true })
  })
})

describe('a refusal', () => {
  test.each([
    ['throttled', 429, { 'Retry-After': '2.128' }, { kind: 'throttled', host, retryAfterMs: 2128 }],
    ['throttled without a Retry-After', 429, {}, { kind: 'throttled', host, retryAfterMs: null }],
    ['permission missing', 403, {}, { kind: 'permission-missing', permission: 'Presence.Read' }],
    ['no Teams licence', 404, {}, { kind: 'presence-unavailable', status: 404 }],
    ['a personal account', 400, {}, { kind: 'presence-unavailable', status: 400 }],
    ['a server error', 500, {}, { kind: 'server-error', host, status: 500 }],
    [
      'too busy',
      503,
      { 'Retry-After': '30' },
      { kind: 'server-error', host, status: 503, retryAfterMs: 30_000 },
    ],
  ])('%s (%i)', async (_name, status, headers, problem) => {
    const { fake, myPresence } = await signedIn()
    fake.fail('presence', { status, headers })
    expect(await myPresence()).toMatchObject({ ok: false, problem })
  })

  test('401 twice, the second time with a fresh token, is a refusal', async () => {
    const { fake, myPresence } = await signedIn()
    fake.fail('presence', { status: 401 }, 2)
    expect(await myPresence()).toMatchObject({
      ok: false,
      problem: { kind: 'token-refused', next: 'person' },
    })
    expect(fake.presenceRequests()).toBe(2)
    expect(await myPresence()).toMatchObject({ ok: true })
  })

  test.each([
    ['html', 'not-json'],
    ['huge', 'too-large'],
    ['cut-short', 'cut-short'],
    ['reset', 'unreachable'],
    ['hang', 'timed-out'],
  ] as const)('no answer of Graph’s: %s', async (fault, kind) => {
    const { fake, myPresence, waitNoLongerThan } = await signedIn()
    if (fault === 'hang') waitNoLongerThan(50)
    fake.fail('presence', fault)
    expect(await myPresence()).toMatchObject({ ok: false, problem: { kind, host, next: 'retries' } })
  })
})
