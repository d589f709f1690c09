// Graph: checks the bearer token as Graph does, and answers about presence.
// Source: "Microsoft Graph error responses and resource types"; "Continuous access evaluation enabled APIs".
import { randomUUID } from 'node:crypto'
import { capabilities, includesClaims } from './claims.ts'
import { json, type Reply } from './http.ts'
import type { Call } from './routes.ts'
import type { AccessToken } from './tokens.ts'

const ERROR_CODES: Readonly<Partial<Record<number, string>>> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Forbidden',
  404: 'NotFound',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
}

export function myPresence(call: Call): Reply {
  const { cloud, params, world } = call
  if (!cloud.presenceVersions.includes(params.version ?? '')) return unknownPath(call)
  return withToken(call, ['Presence.Read', 'Presence.Read.All'], () =>
    json(200, world.presence.value, { 'request-id': randomUUID() }),
  )
}

export const unknownPath = ({ world, request }: Pick<Call, 'world' | 'request'>): Reply =>
  graphError(404, `Resource not found for the segment '${request.path}'.`, world.options.now())

/** Graph's error body, in its own shape. */
export function graphError(
  status: number,
  message: string,
  now: number,
  headers: Record<string, string> = {},
): Reply {
  const id = randomUUID()
  const date = new Date(now).toISOString().slice(0, 19)
  const innerError = { date, 'request-id': id, 'client-request-id': id }
  const code = ERROR_CODES[status] ?? 'UnknownError'
  return json(status, { error: { code, message, innerError } }, { 'request-id': id, ...headers })
}

/** Runs `answer` only for a token that is good for this host and carries one of these permissions. */
function withToken(call: Call, permissions: readonly string[], answer: () => Reply): Reply {
  const { world, request } = call
  const now = world.options.now()
  const bearer = bearerOf(call)
  if (bearer === null) return unauthorized(call, 'Access token is empty.')
  const token = world.ledger.accessToken(bearer)
  if (!token) return unauthorized(call, 'IDX14100: JWT is not well formed.')
  if (token.graphHost !== request.host) {
    return unauthorized(call, 'Access token validation failure. Invalid audience.')
  }
  if (token.revoked) {
    const since = { access_token: { nbf: { essential: true, value: String(Math.floor(now / 1000)) } } }
    return challenge(call, JSON.stringify(since), token)
  }
  if (token.expiresAt <= now) return unauthorized(call, 'Lifetime validation failed, the token is expired.')
  const wanted = world.faults.wantedClaims()
  if (wanted !== null && !includesClaims(token.claims, JSON.parse(wanted))) {
    return challenge(call, wanted, token)
  }
  if (!token.permissions.some((permission) => permissions.includes(permission))) {
    return graphError(403, 'Missing scope permissions on the request.', now)
  }
  return answer()
}

/** The claims challenge that a fault asks for, whatever the token. */
export function challengeByFault(call: Call, claims: string): Reply {
  return challenge(call, claims, call.world.ledger.accessToken(bearerOf(call) ?? ''))
}

/**
 * 401 with the claims a new token must have, in base64. A client that never declared the capability CP1 would not
 * understand it and is not told ("Claims challenges, claims requests and client capabilities").
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

function unauthorized({ world, cloud }: Call, message: string, more = ''): Reply {
  const authority = `https://${cloud.loginHosts[0]}/common/oauth2/authorize`
  const graphItself = '00000003-0000-0000-c000-000000000000'
  return graphError(401, message, world.options.now(), {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="${authority}", client_id="${graphItself}"${more}`,
  })
}

const bearerOf = ({ request }: Call): string | null =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
