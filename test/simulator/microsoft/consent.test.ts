// Consent: incremental, refused, restricted, granted by an administrator, withdrawn; and the account that signs in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { authorize, decode, getPresence, refresh, SCOPE, signIn, tokensOf } from './client.ts'

const OPENID = 'openid profile offline_access'
const MORE = `Presence.Read.All User.ReadBasic.All ${OPENID}`
const US_GOV = 'login.microsoftonline.us'
let fake: FakeMicrosoft

beforeEach(async () => {
  fake = await startFakeMicrosoft()
})
afterEach(() => fake.close())

/** The AADSTS number for a silent request for a permission. */
async function silently(refreshToken: string, scope = MORE) {
  const response = await refresh(fake, refreshToken, { scope })
  return { status: response.status, ...(await response.json()) }
}
const scopesIn = (accessToken: string) => decode(accessToken.split('.')[1]).scp

describe('incremental consent', () => {
  it('the first sign-in gets the requested permissions, and a silent request no others', async () => {
    const { access_token, refresh_token } = await signIn(fake)
    expect(scopesIn(access_token)).toBe('Presence.Read')
    expect(await silently(refresh_token)).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    })
    await tokensOf(await refresh(fake, refresh_token))
  })

  it('a second page asks for more permissions, without the first ones', async () => {
    const first = await signIn(fake)
    const more = await signIn(fake, { scope: MORE })
    expect(scopesIn(more.access_token)).toBe('Presence.Read.All User.ReadBasic.All')
    // A refresh token is valid for all permissions that have consent by now.
    const again = await silently(first.refresh_token)
    expect(scopesIn(again.access_token)).toBe('Presence.Read.All User.ReadBasic.All')
    expect(scopesIn((await silently(more.refresh_token, SCOPE)).access_token)).toBe('Presence.Read')
  })

  it('each Graph host has its own consent', async () => {
    const { refresh_token } = await signIn(fake, {}, { loginHost: US_GOV })
    const scope = `https://dod-graph.microsoft.us/Presence.Read ${OPENID}`
    const response = await refresh(fake, refresh_token, { scope }, { loginHost: US_GOV })
    expect(await response.json()).toMatchObject({ error_codes: [65001] })
  })

  it('is asked for once', async () => {
    await signIn(fake)
    fake.consent = { 'Presence.Read': 'refused' }
    await signIn(fake)
    const { form } = await authorize(fake, { prompt: 'consent' })
    expect(form?.fields.error_description).toContain('AADSTS65004')
  })
})

describe('a refusal', () => {
  it.each([
    ['refused', 65004],
    ['admin-only', 90094],
    ['admin-request', 90095],
  ] as const)('%s: the app gets AADSTS%i, and other permissions stay', async (answer, code) => {
    const { refresh_token } = await signIn(fake)
    fake.consent = { 'Presence.Read.All': answer }
    const { form } = await authorize(fake, { scope: MORE })
    expect(form?.fields).toMatchObject({ error: 'access_denied', state: 'a "state" & more' })
    expect(form?.fields.error_description).toContain(`AADSTS${code}:`)
    expect(form?.fields).not.toHaveProperty('code')
    expect(await silently(refresh_token, `User.ReadBasic.All ${OPENID}`)).toMatchObject({
      error_codes: [65001],
    })
    const { access_token } = await tokensOf(await refresh(fake, refresh_token))
    expect((await getPresence(fake, access_token)).status).toBe(200)
  })

  it('by the tenant comes before one by the user', async () => {
    fake.consent = { 'Presence.Read': 'refused', 'Presence.Read.All': 'admin-only' }
    const { form } = await authorize(fake, { scope: `Presence.Read ${MORE}` })
    expect(form?.fields.error_description).toContain('AADSTS90094')
  })
})

describe('admin consent', () => {
  it('that was granted before makes the page unnecessary', async () => {
    fake.consent = { 'Presence.Read.All': 'granted', 'User.ReadBasic.All': 'granted' }
    const { refresh_token } = await signIn(fake)
    expect(await silently(refresh_token)).toMatchObject({ status: 200 })
  })

  const link = (change: Record<string, string | undefined> = {}, tenant = 'organizations') => {
    const query = new URLSearchParams()
    const given = { client_id: fake.clientId, scope: MORE, redirect_uri: 'http://localhost', state: 's' }
    for (const [name, value] of Object.entries({ ...given, ...change })) {
      if (value !== undefined) query.set(name, value)
    }
    const url = `${fake.url}/login.microsoftonline.com/${tenant}/v2.0/adminconsent?${query}`
    return fetch(url, { redirect: 'manual' })
  }

  it('is granted for all users by opening the link, whatever the policy', async () => {
    fake.consent = { 'Presence.Read.All': 'admin-only' }
    const { refresh_token } = await signIn(fake)
    const response = await link()
    expect(response.status).toBe(302)
    const back = new URL(response.headers.get('Location') ?? '')
    expect(back.origin).toBe('http://localhost')
    expect(Object.fromEntries(back.searchParams)).toEqual({
      admin_consent: 'True',
      tenant: fake.tenantId,
      scope: MORE,
      state: 's',
    })
    expect(await silently(refresh_token)).toMatchObject({ status: 200 })
  })

  it.each([
    [{ client_id: '00000000-0000-4000-8000-000000000000' }, 'AADSTS700016'],
    [{ scope: undefined }, 'AADSTS900144'],
    [{ redirect_uri: undefined }, 'AADSTS900144'],
    [{ scope: 'Presence.Write' }, 'AADSTS650053'],
  ])('is refused with %j', async (change, code) => {
    const response = await link(change)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(code)
  })

  it('is refused at an unknown tenant', async () => {
    expect(await (await link({}, 'nobody.example')).text()).toContain('AADSTS90002')
  })
})

it('after a withdrawal consent is needed again, and access tokens stay valid', async () => {
  const { access_token, refresh_token } = await signIn(fake)
  fake.withdrawConsent()
  expect((await getPresence(fake, access_token)).status).toBe(200)
  expect(await silently(refresh_token, SCOPE)).toMatchObject({ error_codes: [65001] })
  await signIn(fake)
  expect(await silently(refresh_token, SCOPE)).toMatchObject({ status: 200 })
})

describe('the account', () => {
  const grace = {
    name: 'Grace',
    username: 'grace@contoso.example',
    oid: '66825e03-7ef5-42da-9069-724602c31f6b',
  }

  it('can be another one, with its own tokens and consent', async () => {
    const ada = fake.account
    const adas = await signIn(fake)
    fake.account = grace
    const graces = await signIn(fake, { scope: `Presence.Read ${MORE}` })
    expect(decode(graces.client_info)).toMatchObject({ uid: grace.oid })
    expect(decode(graces.id_token.split('.')[1])).toMatchObject({ preferred_username: grace.username })
    const again = await tokensOf(await refresh(fake, adas.refresh_token))
    expect(decode(again.access_token.split('.')[1])).toMatchObject({ oid: ada.oid })
    expect(await silently(again.refresh_token)).toMatchObject({ error_codes: [65001] })
  })

  it('is refused with a personal account', async () => {
    fake.account = { ...grace, username: 'grace@outlook.com', personal: true }
    const { form } = await authorize(fake)
    expect(form?.fields.error_description).toContain('AADSTS500200')
  })
})
