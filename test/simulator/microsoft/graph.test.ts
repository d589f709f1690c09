// Graph: the presence of the user, by token and cloud.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { getPresence, refresh, signIn, tokensOf } from './client.ts'

const US_GOV = 'login.microsoftonline.us'
const DOD_SCOPE = 'https://dod-graph.microsoft.us/Presence.Read openid profile offline_access'
let fake: FakeMicrosoft
let clock = 0

beforeEach(async () => {
  clock = Date.parse('2026-11-23T09:00:00Z')
  fake = await startFakeMicrosoft({ now: () => clock })
})
afterEach(() => fake.close())

const errorOf = async (response: Response) => ({
  status: response.status,
  challenge: response.headers.get('WWW-Authenticate'),
  ...(await response.json()).error,
})

describe('my presence', () => {
  it('is the value that was set', async () => {
    const { access_token } = await signIn(fake)
    const body = async () => (await getPresence(fake, access_token)).json()
    expect(await body()).toMatchObject({ availability: 'Available' })
    for (const presence of [{ availability: 'Busy', activity: 'InACall' }, [], null, 'odd']) {
      fake.presence = presence
      expect(await body()).toEqual(presence)
    }
    expect(fake.presenceRequests()).toBe(5)
  })

  it('is refused without a token, with an invalid one and with OpenID scopes only', async () => {
    for (const token of [null, 'made.up.token', (await signIn(fake)).id_token]) {
      const no = await errorOf(await getPresence(fake, token))
      expect(no).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' })
      expect(no.challenge).toMatch(/^Bearer realm="", authorization_uri="https:\/\/login/)
      expect(no.challenge).not.toContain('claims')
      expect(no.innerError['request-id']).toBeTruthy()
    }
  })

  it('is returned until the token expires', async () => {
    const { access_token } = await signIn(fake)
    clock += 3_599_000
    expect((await getPresence(fake, access_token)).status).toBe(200)
    clock += 1_000
    expect(await errorOf(await getPresence(fake, access_token))).toMatchObject({ status: 401 })
  })

  it('is refused to expired tokens and returned to the next one', async () => {
    const { access_token, refresh_token } = await signIn(fake)
    fake.expireAccessTokens()
    expect((await getPresence(fake, access_token)).status).toBe(401)
    const next = await tokensOf(await refresh(fake, refresh_token))
    expect((await getPresence(fake, next.access_token)).status).toBe(200)
  })

  it('needs Presence.Read', async () => {
    const scope = 'Presence.Read User.Read openid profile offline_access'
    const { refresh_token } = await signIn(fake, { scope })
    const less = await tokensOf(
      await refresh(fake, refresh_token, { scope: 'User.Read openid offline_access' }),
    )
    const no = await errorOf(await getPresence(fake, less.access_token))
    expect(no).toMatchObject({ status: 403, code: 'Forbidden' })
  })

  it('is returned to a token issued without a sign-in', async () => {
    expect((await getPresence(fake, fake.accessToken())).status).toBe(200)
    expect((await getPresence(fake, fake.accessToken('User.Read'))).status).toBe(403)
  })
})

describe('clouds', () => {
  it.each([
    ['graph.microsoft.us', 'Presence.Read openid profile offline_access'],
    ['graph.microsoft.us', 'https://graph.microsoft.us/Presence.Read openid profile offline_access'],
    ['dod-graph.microsoft.us', DOD_SCOPE],
  ])('%s accepts a token for %s', async (host, scope) => {
    const { access_token } = await signIn(fake, { scope }, { loginHost: US_GOV })
    expect((await getPresence(fake, access_token, `${host}/v1.0/me/presence`)).status).toBe(200)
    expect((await getPresence(fake, access_token, `${host}/beta/me/presence`)).status).toBe(404)
    for (const other of ['graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us']) {
      if (other === host) continue
      expect((await getPresence(fake, access_token, `${other}/v1.0/me/presence`)).status, other).toBe(401)
    }
  })

  it('has beta in the global cloud only, and no presence in China', async () => {
    const world = fake.accessToken()
    expect((await getPresence(fake, world, 'graph.microsoft.com/beta/me/presence')).status).toBe(200)
    const china = fake.accessToken('Presence.Read', 'login.partner.microsoftonline.cn')
    const no = await getPresence(fake, china, 'microsoftgraph.chinacloudapi.cn/v1.0/me/presence')
    expect(await errorOf(no)).toMatchObject({ status: 404, code: 'NotFound' })
  })

  it.each([
    'graph.microsoft.com/v1.0/me/nothing',
    'graph.microsoft.com/v2.0/me/presence',
    'evil.example/v1.0/x',
  ])('has nothing at %s', async (path) => {
    const no = await errorOf(await getPresence(fake, fake.accessToken(), path))
    expect(no).toMatchObject({ status: 404, code: 'NotFound' })
  })
})
