// What all requests to Graph share: checks of the version and the bearer token, and error responses.
// Source: "Microsoft Graph error responses and resource types"; "Continuous access evaluation enabled APIs".
import { randomUUID } from 'node:crypto'
import { capabilities, includesClaims } from '../entra/claims.ts'
import type { Permission } from '../entra/scopes.ts'
import type { AccessToken } from '../entra/token-ledger.ts'
import { json, type RecordedRequest, type Reply } from '../http.ts'
import type { Call } from '../routes.ts'

const ERROR_CODES: Readonly<Partial<Record<number, string>>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Forbidden',
  404: 'NotFound',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
}

export const unknownPath = ({ fake, request }: Pick<Call, 'fake' | 'request'>): Reply =>
  graphError(404, `Resource not found for the segment '${request.path}'.`, fake.options.now())

/** Graph's error response. `code`: by default the usual one of the status. */
export function graphError(
  status: number,
  message: string,
  now: number,
  { code = ERROR_CODES[status] ?? 'UnknownError', headers = {} }: ErrorDetails = {},
): Reply {
  const id = randomUUID()
  const date = new Date(now).toISOString().slice(0, 19)
  const innerError = { date, 'request-id': id, 'client-request-id': id }
  return json(status, { error: { code, message, innerError } }, { 'request-id': id, ...headers })
}

interface ErrorDetails {
  code?: string
  headers?: Record<string, string>
}

/** The error for an invalid argument ("Microsoft Graph error responses"; msgraph-sdk-dotnet #1186 shows the code). */
export const invalidArgument = ({ fake }: Call, message: string): Reply =>
  graphError(400, message, fake.options.now(), { code: 'InvalidArgument' })

export const missingPermission = ({ fake }: Call): Reply =>
  graphError(403, 'Missing scope permissions on the request.', fake.options.now())

/** A success; without a value it has no body. */
export function graphAnswer(value?: unknown): Reply {
  const headers = { 'request-id': randomUUID() }
  return value === undefined ? { status: 200, headers, body: '' } : json(200, value, headers)
}

/**
 * Calls `answer` if this cloud has the request in this version and the token is valid for this host and has one of these
 * permissions. Otherwise returns Graph's error.
 */
export function withToken(
  call: Call,
  { versions, permissions }: { versions: readonly string[]; permissions: readonly Permission[] },
  answer: (token: AccessToken) => Reply,
): Reply {
  if (!versions.includes(call.params.version ?? '')) return unknownPath(call)
  const token = checkToken(call)
  if ('status' in token) return token
  const now = call.fake.options.now()
  if (token.account.personal) {
    // "Delegated (personal Microsoft account): Not supported"; microsoft-graph-explorer-v4 #2838 shows the answer.
    return graphError(400, 'Error authenticating with resource', now, { code: 'AuthenticationError' })
  }
  if (!token.permissions.some((permission) => permissions.includes(permission))) {
    return missingPermission(call)
  }
  return answer(token)
}

function checkToken(call: Call): AccessToken | Reply {
  const { fake, request } = call
  const now = fake.options.now()
  const bearer = bearerOf(request)
  if (bearer === null) return unauthorized(call, 'Access token is empty.')
  const token = fake.ledger.accessToken(bearer)
  if (!token) return unauthorized(call, 'IDX14100: JWT is not well formed.')
  if (token.graphHost !== request.host) {
    return unauthorized(call, 'Access token validation failure. Invalid audience.')
  }
  if (token.revoked) {
    const since = { access_token: { nbf: { essential: true, value: String(Math.floor(now / 1000)) } } }
    return challenge(call, JSON.stringify(since), token)
  }
  if (token.expiresAt <= now) return unauthorized(call, 'Lifetime validation failed, the token is expired.')
  const wanted = fake.faults.wantedClaims()
  if (wanted !== null && !includesClaims(token.claims, JSON.parse(wanted))) {
    return challenge(call, wanted, token)
  }
  return token
}

/** The claims challenge of a fault, for any token. */
export function challengeByFault(call: Call, claims: string): Reply {
  return challenge(call, claims, call.fake.ledger.accessToken(bearerOf(call.request) ?? ''))
}

/**
 * 401 with the claims that a new token must have, in base64. A client without the capability CP1 gets a plain 401 ("Claims
 * challenges, claims requests and client capabilities").
 */
function challenge(call: Call, claims: string, token: AccessToken | undefined): Reply {
  const message =
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp'
  if (token && !capabilities(token.claims).some((name) => name.toUpperCase() === 'CP1')) {
    return unauthorized(call, message)
  }
  const base64 = Buffer.from(claims).toString('base64')
  return unauthorized(call, message, `, error="insufficient_claims", claims="${base64}"`)
}

function unauthorized({ fake, cloud }: Call, message: string, more = ''): Reply {
  const authority = `https://${cloud.loginHosts[0]}/common/oauth2/authorize`
  const graphItself = '00000003-0000-0000-c000-000000000000'
  const scheme = `Bearer realm="", authorization_uri="${authority}", client_id="${graphItself}"${more}`
  return graphError(401, message, fake.options.now(), { headers: { 'WWW-Authenticate': scheme } })
}

export const bearerOf = ({ headers }: RecordedRequest): string | null =>
  /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
