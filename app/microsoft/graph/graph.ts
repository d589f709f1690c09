// Sends requests to Graph with the token that they need, and maps refusals to problems. The requests are described in
// requests.ts, and made by presences.ts, status-requests.ts and people.ts.

import { type GraphRequest, isOffered, type RequestName, requests } from '../../model/graph-requests.ts'
import type { CloudName, GraphVersion, Permission } from '../../model/names.ts'
import { type Answer, failed, ok, type Problem } from '../../model/problems/problem.ts'
import { readClaimsChallenge } from '../../reading/claims-challenge.ts'
import { clouds } from '../clouds.ts'
import { type NetworkAnswer, serverProblem } from '../network/http-answer.ts'
import type { Network } from '../network/network.ts'
import { type People, peopleRequests } from './people.ts'
import { type Presences, presenceRequests } from './presences.ts'
import { type OwnStatus, ownStatusRequests } from './status-requests.ts'

/**
 * Which access token is needed. `claims`: JSON of a claims challenge. `isNew`: Graph accepted a token for the same
 * permission since its last challenge.
 */
export type TokenNeed =
  | { kind: 'any' }
  | { kind: 'fresh' }
  | { kind: 'with-claims'; claims: string; isNew?: boolean }

export interface GraphParts {
  network: Network
  cloud: CloudName
  version: () => GraphVersion
  accessToken: (need: TokenNeed, permission: Permission) => Promise<Answer<string>>
  /** The object id of the signed-in user, or null. */
  accountId: () => string | null
  nowMs: () => number
}

/** The part of a request that is not in its description. */
export interface RequestParts {
  /** The object id of the user that the path names: a GUID. */
  id?: string
  /** Query options; their names are OData's, such as `$filter`. */
  query?: Readonly<Record<string, string>>
  body?: unknown
  /** The longest body that is read, in bytes. */
  limitBytes?: number
  /** The token to send; any by default. */
  need?: TokenNeed
}

export type GraphClient = ReturnType<typeof createGraphClient>

export type Graph = Presences & OwnStatus & People

export function createGraph(parts: GraphParts): Graph {
  const client = createGraphClient(parts)
  return {
    ...presenceRequests(client, parts),
    ...ownStatusRequests(client, parts),
    ...peopleRequests(client),
  }
}

function createGraphClient({ network, cloud, version, accessToken, nowMs }: GraphParts) {
  const { graphHost: host } = clouds[cloud]
  /** The permissions whose tokens Graph accepted when they were last used. */
  const accepted = new Set<Permission>()

  async function sendOnce(
    name: RequestName,
    parts: RequestParts,
    need: TokenNeed,
  ): Promise<Answer<NetworkAnswer>> {
    const { method, path, permission, answer }: GraphRequest = requests[name]
    const token = await accessToken(need, permission)
    if (!token.ok) return token
    const { body, limitBytes } = parts
    return network.request({
      method,
      url: `https://${host}/${version()}${path.replace('{id}', parts.id ?? '')}${queryOf(parts)}`,
      headers: {
        authorization: `Bearer ${token.value}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(limitBytes === undefined ? {} : { limitBytes }),
      mayBeEmpty: answer === 'empty',
    })
  }

  /**
   * Answers anything, for callers that handle refusals. Sends the request, and once more with a token of another kind if Graph refused the first. If it refuses the second
   * for claims, a token with these claims is requested, and sent a third time if there is one.
   */
  async function send(name: RequestName, parts: RequestParts = {}): Promise<Answer<NetworkAnswer>> {
    if (!isOffered(name, cloud, version())) {
      const missing = { request: name, cloud, version: version() }
      return failed({ kind: 'not-in-this-cloud', next: 'person', ...missing })
    }
    const first = await sendOnce(name, parts, parts.need ?? { kind: 'any' })
    const need = first.ok ? newTokenNeed(first.value, name) : null
    // If Graph refuses a fresh token, another one would not help.
    if (!need || need.kind === parts.need?.kind) return first
    const second = await sendOnce(name, parts, need)
    const claims = second.ok ? newTokenNeed(second.value, name) : null
    return claims?.kind === 'with-claims' ? sendOnce(name, parts, claims) : second
  }

  /** The token for the next attempt, or null if another one would not help. */
  function newTokenNeed({ status, headers }: NetworkAnswer, name: RequestName): TokenNeed | null {
    const { permission }: GraphRequest = requests[name]
    if (status >= 200 && status < 300) accepted.add(permission)
    const claims = readClaimsChallenge(headers['www-authenticate'])
    if (claims && (status === 401 || status === 403))
      return { kind: 'with-claims', claims, isNew: accepted.delete(permission) }
    return status === 401 ? { kind: 'fresh' } : null
  }

  /** Turns an answer into what `request` returns. */
  const resultOf = (name: RequestName, answer: NetworkAnswer): Answer<unknown> =>
    answer.status >= 200 && answer.status < 300
      ? ok(answer.json)
      : failed(refusal(answer, requests[name], host, nowMs()))

  return {
    host,
    send,
    resultOf,
    /** The JSON of a success; any other status is a problem. */
    async request(name: RequestName, parts?: RequestParts) {
      const answer = await send(name, parts)
      return answer.ok ? resultOf(name, answer.value) : answer
    },
  }
}

/** Spaces as %20, as "+" is not a space in OData ("Encoding query parameters"). */
function queryOf({ query = {} }: RequestParts): string {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return options.length === 0 ? '' : `?${options.join('&')}`
}

/** The problem for an error status; the message is not used ("Microsoft Graph error responses"). */
function refusal(
  answer: NetworkAnswer,
  { permission, feature }: GraphRequest,
  host: string,
  nowMs: number,
): Problem {
  const { status } = answer
  if (status === 401) return { kind: 'token-refused', next: 'person' }
  if (status === 403) return { kind: 'permission-missing', next: 'person', permission, by: 'graph' }
  // For users without a Teams licence and personal accounts; which of the two statuses is not documented. Of a request for
  // many people they say nothing about this account.
  if ((status === 400 || status === 404) && feature !== 'colleagues')
    return { kind: 'presence-unavailable', next: 'person', status }
  return serverProblem(answer, host, nowMs)
}
