// An OAuth client for tests that also send requests which MSAL never sends.
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { FakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { openPage } from './browser.ts'

export const REDIRECT_URI = 'http://localhost:4321'
export const SCOPE = 'Presence.Read openid profile offline_access'
/** The claims by which a client declares that it handles claims challenges. */
export const CP1 = '{"access_token":{"xms_cc":{"values":["CP1"]}}}'

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string(),
  client_info: z.string(),
  scope: z.string(),
  expires_in: z.number(),
})
export type Tokens = z.infer<typeof tokensSchema>

/** null omits a parameter. */
export type Parameters = Record<string, string | null>

export interface Place {
  loginHost?: string
  tenant?: string
}

export const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

const endpoint = (
  fake: Pick<FakeMicrosoft, 'url'>,
  name: string,
  { loginHost = 'login.microsoftonline.com', tenant = 'organizations' }: Place,
) => `${fake.url}/${loginHost}/${tenant}/oauth2/v2.0/${name}`

const encode = (parameters: Parameters) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, value]],
    ),
  )

/** Opens the authorize page with a valid request and these changes. */
export function authorize(
  fake: Pick<FakeMicrosoft, 'url' | 'clientId'>,
  change: Parameters = {},
  place: Place = {},
) {
  const query = encode({
    client_id: fake.clientId,
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state: 'a "state" & more',
    client_info: '1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  })
  return openPage(`${endpoint(fake, 'authorize', place)}?${query}`)
}

/** Signs in and resolves to the code. */
export async function getCode(fake: FakeMicrosoft, change: Parameters = {}, place: Place = {}) {
  const { text, form } = await authorize(fake, change, place)
  return z.string(text).parse(form?.fields.code)
}

function post(fake: FakeMicrosoft, parameters: Parameters, place: Place): Promise<Response> {
  return fetch(endpoint(fake, 'token', place), { method: 'POST', body: encode(parameters) })
}

/** Redeems a code with a valid request and these changes. */
export const redeem = (fake: FakeMicrosoft, code: string, change: Parameters = {}, place: Place = {}) =>
  post(
    fake,
    {
      client_id: fake.clientId,
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
      scope: SCOPE,
      client_info: '1',
      ...change,
    },
    place,
  )

/** Redeems a refresh token with a valid request and these changes. */
export const refresh = (fake: FakeMicrosoft, token: string, change: Parameters = {}, place: Place = {}) =>
  post(
    fake,
    {
      client_id: fake.clientId,
      grant_type: 'refresh_token',
      refresh_token: token,
      scope: SCOPE,
      client_info: '1',
      ...change,
    },
    place,
  )

/** The tokens of a successful answer. Throws with the server's error. */
export async function tokensOf(response: Response): Promise<Tokens> {
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return tokensSchema.parse(JSON.parse(text))
}

/** Signs in and redeems the code. */
export async function signIn(fake: FakeMicrosoft, change: Parameters = {}, place: Place = {}) {
  const code = await getCode(fake, change, place)
  return tokensOf(await redeem(fake, code, { scope: change.scope ?? SCOPE }, place))
}

export const getPresence = (
  fake: FakeMicrosoft,
  token: string | null,
  path = 'graph.microsoft.com/v1.0/me/presence',
) => fetch(`${fake.url}/${path}`, token === null ? {} : { headers: { Authorization: `Bearer ${token}` } })

export interface GraphQuestion {
  /** The path after the version. */
  path: string
  /** Separated by spaces; by default all that the fake has. */
  permissions?: string
  token?: string
  version?: string
  host?: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  /** Sent as JSON; a string unchanged. */
  body?: unknown
}

const ALL_PERMISSIONS = 'Presence.Read Presence.Read.All Presence.ReadWrite User.ReadBasic.All'

/** Sends a request to Graph: GET, or POST with a body. */
export function askGraph(fake: FakeMicrosoft, question: GraphQuestion): Promise<Response> {
  const {
    path,
    permissions = ALL_PERMISSIONS,
    version = 'v1.0',
    host = 'graph.microsoft.com',
    body,
  } = question
  const { token = fake.accessToken(permissions), method = body === undefined ? 'GET' : 'POST' } = question
  return fetch(`${fake.url}/${host}/${version}/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...question.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

/** Decodes a part of a JWT, or client_info. */
export function decode(part: string | undefined): Record<string, unknown> {
  const text = Buffer.from(part ?? '', 'base64url').toString()
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
}
