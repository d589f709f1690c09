// The real MSAL against the fake, to check that the fake is close enough to Entra.
import {
  CryptoProvider,
  InteractionRequiredAuthError,
  PublicClientApplication,
  ServerError,
} from '@azure/msal-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { atFake, openPage } from './browser.ts'
import { askGraph, getPresence, REDIRECT_URI } from './client.ts'

const scopes = ['Presence.Read']
let fake: FakeMicrosoft
let app: PublicClientApplication

/** MSAL with its network requests redirected to the fake. */
function createApp(clientId: string): PublicClientApplication {
  const ask = async (url: string, init: RequestInit) => {
    const response = await fetch(atFake(fake.url, url), init)
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: JSON.parse(await response.text()),
    }
  }
  return new PublicClientApplication({
    auth: {
      clientId,
      authority: 'https://login.microsoftonline.com/organizations',
      clientCapabilities: ['CP1'],
    },
    system: {
      networkClient: {
        sendGetRequestAsync: (url, options) => ask(url, { headers: options?.headers ?? {} }),
        sendPostRequestAsync: (url, options) =>
          ask(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
      },
    },
  })
}

async function signIn(wanted = scopes, loginHint?: string) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
  const request = { scopes: wanted, redirectUri: REDIRECT_URI, state: 'a state', nonce: 'a nonce' }
  const address = await app.getAuthCodeUrl({
    ...request,
    responseMode: 'form_post',
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    ...(loginHint === undefined ? {} : { loginHint }),
  })
  const { text, form } = await openPage(atFake(fake.url, address))
  const { code = '', state = '', client_info: clientInfo = '', ...rest } = form?.fields ?? { error: text }
  if (rest.error) throw new ServerError(rest.error, '', rest.error_description)
  const result = await app.acquireTokenByCode(
    { ...request, code, clientInfo, codeVerifier: verifier },
    { code, state },
  )
  const account = result.account
  if (!account) throw new Error('MSAL made no account of the answer.')
  return { ...result, account }
}

const tokenRequests = () => fake.requests.filter(({ path }) => path.endsWith('/token')).length
const thrown = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error) => error,
  )

beforeEach(async () => {
  fake = await startFakeMicrosoft()
  app = createApp(fake.clientId)
})
afterEach(() => fake.close())

describe('signing in', () => {
  it('ends with an account and a token that Graph accepts', async () => {
    const { account, accessToken } = await signIn()
    expect(account).toMatchObject({ username: fake.account.username, name: fake.account.name })
    expect(account).toMatchObject({ tenantId: fake.tenantId, localAccountId: fake.account.oid })
    expect(account.homeAccountId).toBe(`${fake.account.oid}.${fake.tenantId}`)
    expect((await getPresence(fake, accessToken)).status).toBe(200)
  })

  it('ends with the error that Entra posts', async () => {
    fake.fail('authorize', { error: 'access_denied', error_description: 'AADSTS65004: No.' })
    expect(await thrown(signIn())).toMatchObject({ errorCode: 'access_denied' })
  })

  it('is refused if the token does not have the requested nonce', async () => {
    const challenge = { codeChallenge: 'A'.repeat(43), codeChallengeMethod: 'S256' }
    const request = { scopes, redirectUri: REDIRECT_URI, responseMode: 'form_post' as const, ...challenge }
    const address = new URL(await app.getAuthCodeUrl({ ...request, nonce: 'one' }))
    expect(address.searchParams.get('nonce')).toBe('one')
    const { verifier, challenge: real } = await new CryptoProvider().generatePkceCodes()
    const other = await app.getAuthCodeUrl({ ...request, codeChallenge: real, nonce: 'another' })
    const { form } = await openPage(atFake(fake.url, other))
    const code = form?.fields.code ?? ''
    const redeemed = app.acquireTokenByCode({
      scopes,
      redirectUri: REDIRECT_URI,
      code,
      codeVerifier: verifier,
      nonce: 'one',
    })
    expect(await thrown(redeemed)).toMatchObject({ errorCode: 'nonce_mismatch' })
  })

  it('stops in the browser for an unknown client', async () => {
    app = createApp('00000000-0000-4000-8000-000000000000')
    expect(String(await thrown(signIn()))).toContain('AADSTS700016')
  })
})

describe('silently', () => {
  it('takes the token from its cache', async () => {
    const { account, accessToken } = await signIn()
    const before = tokenRequests()
    expect((await app.acquireTokenSilent({ account, scopes })).accessToken).toBe(accessToken)
    expect(tokenRequests()).toBe(before)
  })

  it('answers a claims challenge with a token that Graph accepts', async () => {
    const { account, accessToken } = await signIn()
    fake.expireAccessTokens()
    expect((await getPresence(fake, accessToken)).status).toBe(401)
    fake.fail('presence', { claims: '{"access_token":{"nbf":{"essential":true,"value":"1"}}}' })
    const challenge = (await getPresence(fake, accessToken)).headers.get('WWW-Authenticate')
    const base64 = z.string().parse(/claims="([^"]+)"/.exec(challenge ?? '')?.[1])
    const claims = Buffer.from(base64, 'base64').toString()
    const next = await app.acquireTokenSilent({ account, scopes, claims })
    expect(next.accessToken).not.toBe(accessToken)
    expect((await getPresence(fake, next.accessToken)).status).toBe(200)
    expect((await app.acquireTokenSilent({ account, scopes })).accessToken).toBe(next.accessToken)
  })

  it('gets permissions after incremental consent', async () => {
    const { account } = await signIn()
    const more = ['Presence.Read.All', 'User.ReadBasic.All']
    const early = await thrown(app.acquireTokenSilent({ account, scopes: more }))
    expect(early).toBeInstanceOf(InteractionRequiredAuthError)
    expect(early).toMatchObject({ errorCode: 'invalid_grant', subError: 'consent_required', errorNo: 65001 })

    fake.consent = { 'Presence.Read.All': 'admin-only' }
    const refused = await thrown(signIn(more, account.username))
    expect(refused).toMatchObject({ errorCode: 'access_denied' })
    expect(String(refused)).toContain('AADSTS90094')
    expect(
      (await getPresence(fake, (await app.acquireTokenSilent({ account, scopes })).accessToken)).status,
    ).toBe(200)

    fake.consent = {}
    await signIn(more, account.username)
    const { accessToken } = await app.acquireTokenSilent({ account, scopes: more })
    expect((await askGraph(fake, { path: 'users', token: accessToken })).status).toBe(200)
    expect(
      (await getPresence(fake, (await app.acquireTokenSilent({ account, scopes })).accessToken)).status,
    ).toBe(200)
  })

  it('handles the rotation of refresh tokens', async () => {
    const { account } = await signIn()
    for (let round = 0; round < 3; round += 1) {
      const { accessToken } = await app.acquireTokenSilent({ account, scopes, forceRefresh: true })
      expect((await getPresence(fake, accessToken)).status).toBe(200)
    }
  })

  it('reports a revocation: bad_token requires interaction, a plain invalid_grant is a server error', async () => {
    const { account } = await signIn()
    fake.revoke()
    const plain = await thrown(app.acquireTokenSilent({ account, scopes, forceRefresh: true }))
    expect(plain).toBeInstanceOf(ServerError)
    expect(plain).toMatchObject({ errorCode: 'invalid_grant', errorNo: 50173 })

    const again = await signIn()
    fake.revoke({ suberror: 'bad_token', code: 700082 })
    const request = { account: again.account, scopes, forceRefresh: true }
    const bad = await thrown(app.acquireTokenSilent(request))
    expect(bad).toBeInstanceOf(InteractionRequiredAuthError)
    expect(bad).toMatchObject({ subError: 'bad_token', errorNo: 700082 })
  })
})
