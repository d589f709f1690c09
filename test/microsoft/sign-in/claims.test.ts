// Claims challenges of Graph and Entra: the claims are requested in the browser once; if that was not enough, the user is
// told that a sign-in does not help.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  demandsIn,
  includesClaims,
  isClaimsRequest,
  joinClaims,
} from '../../../app/microsoft/sign-in/claims-request.ts'
import { permissionsOf } from '../../../app/model/graph-requests.ts'
import { signingIn } from './signing-in.ts'

const context = (value: string) => JSON.stringify({ access_token: { acrs: { essential: true, value } } })
const tokenRequests = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/token')).length
const claimsIn = (url: string | undefined) =>
  JSON.parse(new URL(url ?? '').searchParams.get('claims') ?? '{}')

async function signedIn(...options: Parameters<typeof signingIn>) {
  const world = await signingIn(...options)
  expect(await world.signIn()).toMatchObject({ ok: true })
  return world
}

describe('Graph repeats the same claims challenge', () => {
  const demands = [{ claim: 'acrs', value: 'c1' }]

  test('first a sign-in requests the claims, then the problem is demand-not-met, also after another sign-in', async () => {
    const world = await signedIn()
    expect(await world.myPresence()).toMatchObject({ ok: true })
    world.fake.fail('presence', { claims: context('c1') }, Number.POSITIVE_INFINITY)
    expect(await world.myPresence()).toMatchObject({ ok: false, problem: { kind: 'sign-in-needed' } })
    for (let signIns = 1; signIns <= 3; signIns++) {
      expect(await world.signIn()).toMatchObject({ ok: true })
      const asked = claimsIn(world.opened[signIns])
      expect(asked.access_token).toMatchObject({ acrs: { essential: true, value: 'c1' } })
      for (let check = 0; check < 3; check++)
        expect(await world.myPresence()).toEqual({
          ok: false,
          problem: { kind: 'demand-not-met', next: 'person', demands },
        })
    }
  })

  test('no poll requests another token from Entra or sends more requests to Graph', async () => {
    const world = await signedIn()
    world.fake.fail('presence', { claims: context('c1') }, Number.POSITIVE_INFINITY)
    await world.myPresence()
    const [tokens, all] = [tokenRequests(world.fake.requests), world.fake.requests.length]
    for (let check = 0; check < 20; check++)
      expect(await world.myPresence()).toMatchObject({ problem: { kind: 'sign-in-needed' } })
    expect(tokenRequests(world.fake.requests)).toBe(tokens)
    expect(world.fake.requests.length).toBe(all + 20)
    await world.signIn()
    const after = tokenRequests(world.fake.requests)
    for (let check = 0; check < 20; check++)
      expect(await world.myPresence()).toMatchObject({ problem: { kind: 'demand-not-met' } })
    expect(tokenRequests(world.fake.requests)).toBe(after)
  })

  test('ends when Graph accepts a token', async () => {
    const world = await signedIn()
    world.fake.fail('presence', { claims: context('c1') }, Number.POSITIVE_INFINITY)
    await world.myPresence()
    await world.signIn()
    expect(await world.myPresence()).toMatchObject({ problem: { kind: 'demand-not-met' } })
    world.fake.mend()
    expect(await world.myPresence()).toMatchObject({ ok: true })
    // The same challenge after that is a new one, and is answered without the user.
    world.fake.fail('presence', { claims: context('c1') })
    expect(await world.myPresence()).toMatchObject({ ok: true })
  })

  test('a different challenge is tried without the user first, then with the user', async () => {
    const world = await signedIn()
    world.fake.fail('presence', { claims: context('c1') }, Number.POSITIVE_INFINITY)
    await world.myPresence()
    await world.signIn()
    expect(await world.myPresence()).toMatchObject({ problem: { kind: 'demand-not-met' } })
    world.fake.fail('presence', { claims: context('c2') }, Number.POSITIVE_INFINITY)
    expect(await world.myPresence()).toMatchObject({ problem: { kind: 'sign-in-needed' } })
    await world.signIn()
    expect(claimsIn(world.opened[2]).access_token).toMatchObject({ acrs: { value: 'c2' } })
    expect(await world.myPresence()).toEqual({
      ok: false,
      problem: { kind: 'demand-not-met', next: 'person', demands: [{ claim: 'acrs', value: 'c2' }] },
    })
  })

  test('a challenge for a feature affects only the feature', async () => {
    const world = await signedIn()
    await world.consent(permissionsOf('colleagues'))
    world.fake.fail('presences-by-user-id', { claims: context('c1') }, Number.POSITIVE_INFINITY)
    const ask = () => world.presencesOf([world.accountId() ?? ''])
    expect(await ask()).toMatchObject({ problem: { kind: 'sign-in-needed' } })
    await world.consent(permissionsOf('colleagues'))
    expect(await ask()).toMatchObject({ problem: { kind: 'demand-not-met' } })
  })

  test('a challenge that changes each time ends with each poll', async () => {
    const world = await signedIn()
    for (let check = 0; check < 5; check++) {
      for (const letter of 'abcdef') world.fake.fail('presence', { claims: context(`${letter}${check}`) })
      const before = world.fake.requests.length
      expect(await world.myPresence()).toMatchObject({ problem: { kind: 'token-refused' } })
      expect(world.fake.requests.length - before).toBeLessThanOrEqual(5)
    }
  })
})

test.each(['5', '[]', 'null', '"x"', '{"access_token":5}'])(
  'a challenge of Graph that is not a claims request (%s) ends with each poll, and no sign-in requests it',
  async (junk) => {
    const world = await signedIn()
    const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(junk).toString('base64')}"`
    world.fake.fail(
      'presence',
      { status: 401, headers: { 'WWW-Authenticate': challenge } },
      Number.POSITIVE_INFINITY,
    )
    for (let check = 0; check < 3; check++) {
      const before = world.fake.requests.length
      expect(await world.myPresence()).toMatchObject({ ok: false })
      expect(world.fake.requests.length - before).toBeLessThanOrEqual(4)
    }
    expect(await world.signIn()).toMatchObject({ ok: true })
    expect(Object.keys(claimsIn(world.opened[1]).access_token)).toEqual(['xms_cc'])
    world.fake.mend()
    expect(await world.myPresence()).toMatchObject({ ok: true })
  },
)

describe('claims of a refused token request', () => {
  const refusal = (claims: unknown, error = 'interaction_required') => ({
    status: 400,
    body: { error, error_description: 'AADSTS50076: Use multi-factor authentication.', claims },
  })

  test.each(['interaction_required', 'invalid_grant', 'invalid_request'])(
    'of a token refresh (%s) are requested by the next sign-in, and only by that one',
    async (error) => {
      const world = await signedIn()
      world.fake.fail('token', refusal(context('c3'), error))
      expect(await world.accessToken({ kind: 'fresh' })).toMatchObject({
        problem: { kind: 'sign-in-needed' },
      })
      expect(await world.signIn()).toMatchObject({ ok: true })
      expect(claimsIn(world.opened[1]).access_token).toMatchObject({ acrs: { value: 'c3' } })
      await world.signIn()
      expect(claimsIn(world.opened[2]).access_token).not.toHaveProperty('acrs')
    },
  )

  test('at the end of a sign-in are requested by the next one', async () => {
    const world = await signingIn()
    world.fake.fail('token', refusal(context('c3')))
    expect(await world.signIn()).toMatchObject({ problem: { kind: 'second-factor-refused' } })
    expect(await world.signIn()).toMatchObject({ ok: true })
    expect(claimsIn(world.opened[1]).access_token).toMatchObject({ acrs: { value: 'c3' } })
  })

  test('are requested together with those of Graph', async () => {
    const world = await signedIn()
    const capolids = { capolids: { essential: true, values: ['a-policy'] } }
    world.fake.fail('token', refusal(JSON.stringify({ access_token: capolids })))
    expect(await world.accessToken({ kind: 'with-claims', claims: context('c1') })).toMatchObject({
      ok: false,
    })
    await world.signIn()
    expect(claimsIn(world.opened[1]).access_token).toMatchObject({ ...capolids, acrs: { value: 'c1' } })
  })

  test.each(['no JSON', '[]', '5', 'null', 5, null, { access_token: {} }, '['.repeat(1000)])(
    'that are invalid (%j) are not requested',
    async (claims) => {
      const world = await signedIn()
      world.fake.fail('token', refusal(claims))
      await world.accessToken({ kind: 'fresh' })
      expect(await world.signIn()).toMatchObject({ ok: true })
      expect(Object.keys(claimsIn(world.opened[1]).access_token)).toEqual(['xms_cc'])
    },
  )
})

describe('a claims request', () => {
  const claims = fc.dictionary(
    fc.constantFrom('access_token', 'id_token'),
    fc.dictionary(fc.constantFrom('acrs', 'nbf', 'xms_cc'), fc.jsonValue()),
  )

  test('merged with another includes both; the later one wins for the same claim', () => {
    fc.assert(
      fc.property(claims, claims, (one, other) => {
        const [earlier, later] = [JSON.stringify(one), JSON.stringify(other)]
        const both = joinClaims(earlier, later) ?? ''
        expect(isClaimsRequest(both)).toBe(true)
        expect(includesClaims(both, later)).toBe(true)
        for (const [section, asked] of Object.entries(one))
          for (const claim of Object.keys(asked)) expect(JSON.parse(both)[section]).toHaveProperty(claim)
        expect(joinClaims(null, later)).toBe(later)
        for (const junk of ['', '5', '[]', 'null', '{']) expect(joinClaims(later, junk)).toBe(later)
      }),
    )
  })

  test('is compared regardless of order and white space', () => {
    const [one, other] = [
      '{"access_token":{"a":{"b":1,"c":[2]}}}',
      '{ "access_token": {"a": {"c":[2], "b":1}} }',
    ]
    expect(includesClaims(one, other)).toBe(true)
    expect(includesClaims(one, context('c1'))).toBe(false)
    expect(includesClaims(null, other)).toBe(false)
  })

  test('with any content is shown as a few short texts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        for (const { claim, value } of demandsIn(text)) {
          expect(claim.length).toBeLessThanOrEqual(60)
          expect(value?.length ?? 0).toBeLessThanOrEqual(60)
        }
        expect(demandsIn(text).length).toBeLessThanOrEqual(5)
      }),
    )
  })
})
