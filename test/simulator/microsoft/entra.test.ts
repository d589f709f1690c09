// Entra: what the authorize and token endpoints accept, and their errors.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import {
  authorize,
  CP1,
  decode,
  getCode,
  getPresence,
  type Parameters,
  type Place,
  REDIRECT_URI,
  redeem,
  refresh,
  SCOPE,
  signIn,
  tokensOf,
  verifier,
} from './client.ts'

const HOUR_MS = 3_600_000
let fake: FakeMicrosoft
let clock: number

beforeEach(async () => {
  clock = Date.parse('2026-11-23T09:00:00Z')
  fake = await startFakeMicrosoft({ now: () => clock })
})
afterEach(() => fake.close())

/** Parses the error of a token request. */
async function refusalOf(response: Promise<Response>) {
  const { status, ...rest } = await response.then(async (answer) => ({
    status: answer.status,
    body: await answer.json(),
  }))
  return { status, ...rest.body }
}

describe('authorize', () => {
  it('posts a code to the app with the unchanged state', async () => {
    const { status, form, text } = await authorize(fake)
    expect(status).toBe(200)
    expect(form?.action).toBe(REDIRECT_URI)
    expect(form?.fields.state).toBe('a "state" & more')
    expect(form?.fields.code).toBeTruthy()
    expect(form?.fields.session_state).toBeTruthy()
    expect(decode(form?.fields.client_info)).toEqual({ uid: fake.account.oid, utid: fake.tenantId })
    expect(text).toContain('<button>')
    expect(text).toContain('.submit()')
  })

  it.each<[string, string, Parameters, Place]>([
    ['an unknown client', 'AADSTS700016', { client_id: '00000000-0000-4000-8000-000000000000' }, {}],
    ['no client', 'AADSTS900144', { client_id: null }, {}],
    ['an unknown tenant', 'AADSTS90002', {}, { tenant: 'nobody.example' }],
    ['a redirect elsewhere', 'AADSTS50011', { redirect_uri: 'https://evil.example/' }, {}],
    ['a redirect to a path', 'AADSTS50011', { redirect_uri: 'http://localhost:4321/auth' }, {}],
    ['a redirect to 127.0.0.1', 'AADSTS50011', { redirect_uri: 'http://127.0.0.1:4321' }, {}],
    ['no redirect', 'AADSTS50011', { redirect_uri: null }, {}],
    ['an answer in the query', 'AADSTS900971', { response_mode: 'query' }, {}],
  ])('stops at a page without a form for %s', async (_, code, change, place) => {
    const { form, text } = await authorize(fake, change, place)
    expect(form).toBeNull()
    expect(text).toContain(`${code}:`)
  })

  it.each<[string, string, Parameters]>([
    ['no PKCE', 'AADSTS900144', { code_challenge: null }],
    ['plain PKCE', 'AADSTS501481', { code_challenge_method: 'plain' }],
    ['a challenge of a wrong size', 'AADSTS501491', { code_challenge: 'short' }],
    ['a token without a code', 'AADSTS700054', { response_type: 'token' }],
    ['no offline_access', 'AADSTS70011', { scope: 'Presence.Read openid profile' }],
    ['no Presence.Read', 'AADSTS70011', { scope: 'User.Read openid profile offline_access' }],
    ['an unknown permission', 'AADSTS650053', { scope: `${SCOPE} Presence.Write` }],
    ["another cloud's Graph", 'AADSTS500011', { scope: `https://graph.microsoft.us/Presence.Read ${SCOPE}` }],
    ['claims that are not JSON', 'AADSTS50146', { claims: 'CP1' }],
  ])('tells the app about %s', async (_, code, change) => {
    const { form } = await authorize(fake, change)
    expect(form?.fields.error).toBeTruthy()
    expect(form?.fields.error_description).toContain(`${code}:`)
    expect(form?.fields.state).toBe('a "state" & more')
    expect(form?.fields).not.toHaveProperty('code')
  })

  it('accepts the tenant’s id, its names and organizations', async () => {
    for (const tenant of ['organizations', fake.tenantId, fake.tenantId.toUpperCase(), 'contoso.example']) {
      expect((await authorize(fake, {}, { tenant })).form, tenant).not.toBeNull()
    }
  })
})

describe('a code', () => {
  it('is redeemed for tokens with the account and the permissions', async () => {
    const tokens = await signIn(fake, { claims: CP1 })
    const access = decode(tokens.access_token.split('.')[1])
    expect(tokens.access_token.split('.')).toHaveLength(3)
    expect(access).toMatchObject({
      aud: 'https://graph.microsoft.com',
      scp: 'Presence.Read',
      xms_cc: ['CP1'],
    })
    expect(access).toMatchObject({ tid: fake.tenantId, oid: fake.account.oid, exp: clock / 1000 + 3600 })
    const id = decode(tokens.id_token.split('.')[1])
    expect(id).toMatchObject({ name: fake.account.name, preferred_username: fake.account.username })
    expect(id).not.toHaveProperty('nonce')
    expect(tokens.expires_in).toBe(3600)
    expect(tokens.scope.split(' ')).toContain('Presence.Read')
  })

  it('results in an id_token with the requested nonce', async () => {
    const { id_token } = await signIn(fake, { nonce: 'n-1' })
    expect(decode(id_token.split('.')[1]).nonce).toBe('n-1')
  })

  it('results in no more than was asked for', async () => {
    const code = await getCode(fake)
    const response = await redeem(fake, code, { scope: 'Presence.Read', client_info: null })
    expect(Object.keys(await response.json()).toSorted()).toEqual([
      'access_token',
      'expires_in',
      'ext_expires_in',
      'scope',
      'token_type',
    ])
  })

  it.each<[string, number, number, Parameters]>([
    ['a wrong verifier', 400, 501481, { code_verifier: 'x'.repeat(43) }],
    ['no verifier', 400, 900144, { code_verifier: null }],
    ['another redirect URI', 401, 500112, { redirect_uri: 'http://localhost:1' }],
    ['no redirect URI', 401, 500112, { redirect_uri: null }],
    ['another client', 400, 700016, { client_id: '00000000-0000-4000-8000-000000000000' }],
    ['a secret', 401, 700025, { client_secret: 'hush' }],
    ['a permission without consent', 400, 65001, { scope: 'Presence.Read.All' }],
    ['another code', 400, 70000, { code: 'made-up' }],
    ['no code', 400, 900144, { code: null }],
    ['no grant type', 400, 900144, { grant_type: null }],
    ['a password', 400, 70003, { grant_type: 'password' }],
    ['broken claims', 400, 50146, { claims: '[1]' }],
  ])('is refused with %s', async (_, status, code, change) => {
    const no = await refusalOf(redeem(fake, await getCode(fake), change))
    expect(no).toMatchObject({ status, error_codes: [code] })
    expect(no.error_description).toContain(`AADSTS${code}: `)
    expect(no.timestamp).toBe('2026-11-23 09:00:00Z')
    expect(no.trace_id).toBeTruthy()
    expect(no.correlation_id).toBeTruthy()
  })

  it('is valid once', async () => {
    const code = await getCode(fake)
    await tokensOf(await redeem(fake, code))
    expect(await refusalOf(redeem(fake, code))).toMatchObject({
      error: 'invalid_grant',
      error_codes: [54005],
    })
  })

  it('is redeemed by a wrong verifier', async () => {
    const code = await getCode(fake)
    await redeem(fake, code, { code_verifier: 'x'.repeat(43) })
    expect(await refusalOf(redeem(fake, code))).toMatchObject({ error_codes: [54005] })
  })

  it('is valid for ten minutes', async () => {
    const code = await getCode(fake)
    clock += 600_000
    expect(await refusalOf(redeem(fake, code))).toMatchObject({
      error: 'invalid_grant',
      error_codes: [70008],
    })
  })

  it('is valid only in its own cloud', async () => {
    const code = await getCode(fake)
    const no = await refusalOf(redeem(fake, code, {}, { loginHost: 'login.microsoftonline.us' }))
    expect(no).toMatchObject({ error_codes: [700005] })
  })

  it('is accepted only from a form', async () => {
    const url = `${fake.url}/login.microsoftonline.com/organizations/oauth2/v2.0/token`
    const headers = { 'Content-Type': 'application/json' }
    const no = fetch(url, { method: 'POST', headers, body: JSON.stringify({ client_id: fake.clientId }) })
    expect(await refusalOf(no)).toMatchObject({ status: 400, error_codes: [900144] })
  })
})

describe('a refresh token', () => {
  it('gives new tokens, and is invalid after its first use', async () => {
    const first = await signIn(fake)
    const second = await tokensOf(await refresh(fake, first.refresh_token))
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    const no = await refusalOf(refresh(fake, first.refresh_token))
    expect(no).toMatchObject({ status: 400, error: 'invalid_grant', error_codes: [70000] })
    await tokensOf(await refresh(fake, second.refresh_token))
  })

  it('stays valid after its use with lenient rotation', async () => {
    const lenient = await startFakeMicrosoft({ rotation: 'lenient' })
    const { refresh_token } = await signIn(lenient)
    await tokensOf(await refresh(lenient, refresh_token))
    await tokensOf(await refresh(lenient, refresh_token))
    await lenient.close()
  })

  it('gives only permissions with consent', async () => {
    const { refresh_token } = await signIn(fake)
    const no = await refusalOf(refresh(fake, refresh_token, { scope: 'Presence.ReadWrite' }))
    expect(no).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] })
    await tokensOf(await refresh(fake, refresh_token))
  })

  it('expires after 90 days without use', async () => {
    const { refresh_token } = await signIn(fake)
    clock += 90 * 24 * HOUR_MS
    const no = await refusalOf(refresh(fake, refresh_token))
    expect(no).toMatchObject({ error: 'invalid_grant', error_codes: [700082] })
    expect(no).not.toHaveProperty('suberror')
  })

  it('is refused with a secret or an unknown tenant', async () => {
    const { refresh_token } = await signIn(fake)
    expect(await refusalOf(refresh(fake, refresh_token, { client_secret: 'x' }))).toMatchObject({
      status: 401,
    })
    const no = await refusalOf(refresh(fake, refresh_token, {}, { tenant: 'nobody.example' }))
    expect(no).toMatchObject({ error_codes: [90002] })
  })

  it.each([
    [{}, { error_codes: [50173] }],
    [{ code: 50057 }, { error_codes: [50057] }],
    [{ suberror: 'bad_token' }, { error_codes: [50173], suberror: 'bad_token' }],
  ])('is invalid when revoked with %j, until the next sign-in', async (why, expected) => {
    const { refresh_token } = await signIn(fake)
    fake.revoke(why)
    const no = await refusalOf(refresh(fake, refresh_token))
    expect(no).toMatchObject({ error: 'invalid_grant', ...expected })
    expect('suberror' in no).toBe('suberror' in expected)
    const again = await signIn(fake)
    expect((await getPresence(fake, again.access_token)).status).toBe(200)
  })
})

describe('discovery', () => {
  const configuration = (tenant: string, host = 'login.microsoftonline.com') =>
    fetch(`${fake.url}/${host}/${tenant}/v2.0/.well-known/openid-configuration`)

  it('shows whether a tenant exists', async () => {
    const known = await configuration('contoso.example')
    expect(known.status).toBe(200)
    expect(await known.json()).toMatchObject({
      issuer: `https://login.microsoftonline.com/${fake.tenantId}/v2.0`,
      token_endpoint: 'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
      cloud_instance_name: 'microsoftonline.com',
    })
    expect(await refusalOf(configuration('nobody.example'))).toMatchObject({
      status: 400,
      error: 'invalid_tenant',
      error_codes: [90002],
    })
  })

  it('lists the hosts of each cloud', async () => {
    expect((await configuration('organizations', 'login.microsoftonline.us')).status).toBe(200)
    expect((await configuration('organizations', 'login.evil.example')).status).toBe(404)
    const ask = (endpoint: string) =>
      fetch(
        `${fake.url}/login.microsoftonline.com/common/discovery/instance?api-version=1.1&authorization_endpoint=${endpoint}`,
      )
    const known = await ask('https://login.microsoftonline.us/contoso.example/oauth2/v2.0/authorize')
    expect(await known.json()).toMatchObject({
      tenant_discovery_endpoint:
        'https://login.microsoftonline.us/contoso.example/v2.0/.well-known/openid-configuration',
    })
    expect(await refusalOf(ask('https://login.evil.example/x'))).toMatchObject({ error: 'invalid_instance' })
  })
})

it('records every secret it has seen', async () => {
  const tokens = await signIn(fake)
  const code = await getCode(fake)
  const { access_token, refresh_token, id_token } = tokens
  expect(fake.secrets()).toEqual(
    expect.arrayContaining([access_token, refresh_token, id_token, code, verifier]),
  )
  expect(fake.secrets()).not.toContain('')
})

it('records every request with Microsoft’s host and path', async () => {
  await signIn(fake)
  expect(fake.requests.map(({ method, host, path }) => `${method} https://${host}${path}`)).toEqual([
    'GET https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
    'POST https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
  ])
  expect(fake.requests[0]?.query.scope).toBe(SCOPE)
  expect(fake.requests[1]?.body).toContain('grant_type=authorization_code')
  expect(fake.requests[1]?.at).toBe(clock)
})
