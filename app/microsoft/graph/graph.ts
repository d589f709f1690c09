// The asking of Graph: one request, with the token that it needs, its refusals as problems.
// What is asked: requests.ts. Who asks: presences.ts, own-status.ts, people.ts.

import type { CloudName, GraphVersion, Permission, RequestName } from '../../model/names.ts'
import { type Answer, failed, ok, type Problem } from '../../model/problem.ts'
import { readClaimsChallenge } from '../../reading/claims-challenge.ts'
import { readRetryAfter } from '../../reading/retry-after.ts'
import { clouds } from '../clouds.ts'
import type { Network, NetworkAnswer } from '../network/network.ts'
import { type People, peopleThrough } from './people.ts'
import { type Presences, presencesThrough } from './presences.ts'
import { type GraphRequest, isOffered, requests } from './requests.ts'
import { type OwnStatus, ownStatusThrough } from './status-requests.ts'

/**
 * What an access token has to be. `claims`: JSON that a claims challenge asked for. `isNew`: Graph took a token for the
 * same permission since it last asked for any.
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

/** What a request carries besides what its description says. */
export interface Wanted {
  /** The object id of the user that the path names: a GUID. */
  id?: string
  /** Query options; their names are OData's, such as `$filter`. */
  query?: Readonly<Record<string, string>>
  body?: unknown
  /** The longest answer that is read, in bytes. */
  limitBytes?: number
  /** The token to ask with; any that is held unless told. */
  need?: TokenNeed
}

export interface Asking {
  host: string
  /** The JSON of an answer; every status but a success is a problem. */
  ask(name: RequestName, wanted?: Wanted): Promise<Answer<unknown>>
  /** Whatever Graph answered, for who makes something of a refusal. */
  send(name: RequestName, wanted?: Wanted): Promise<Answer<NetworkAnswer>>
  /** An answer as `ask` would give it. */
  judge(name: RequestName, answer: NetworkAnswer): Answer<unknown>
}

export type Graph = Presences & OwnStatus & People

export function createGraph(parts: GraphParts): Graph {
  const asking = createAsking(parts)
  return { ...presencesThrough(asking, parts), ...ownStatusThrough(asking, parts), ...peopleThrough(asking) }
}

function createAsking({ network, cloud, version, accessToken, nowMs }: GraphParts): Asking {
  const { graphHost: host } = clouds[cloud]
  /** The permissions whose tokens Graph took when they were last used. */
  const taken = new Set<Permission>()

  async function sendOnce(
    name: RequestName,
    wanted: Wanted,
    need: TokenNeed,
  ): Promise<Answer<NetworkAnswer>> {
    const { method, path, permission, answer }: GraphRequest = requests[name]
    const token = await accessToken(need, permission)
    if (!token.ok) return token
    const { body, limitBytes } = wanted
    return network.request({
      method,
      url: `https://${host}/${version()}${path.replace('{id}', wanted.id ?? '')}${queryOf(wanted)}`,
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
   * Asks, and once more with a token of the wanted kind if the first was turned away. If that one is turned away for
   * claims, they are asked of whoever has the tokens, and Graph once more if those were others than before.
   */
  async function send(name: RequestName, wanted: Wanted = {}): Promise<Answer<NetworkAnswer>> {
    if (!isOffered(name, cloud, version())) {
      const missing = { request: name, cloud, version: version() }
      return failed({ kind: 'not-in-this-cloud', next: 'person', ...missing })
    }
    const first = await sendOnce(name, wanted, wanted.need ?? { kind: 'any' })
    const need = first.ok ? newTokenNeed(first.value, name) : null
    // A fresh token that is turned away is not helped by another.
    if (!need || need.kind === wanted.need?.kind) return first
    const second = await sendOnce(name, wanted, need)
    const claims = second.ok ? newTokenNeed(second.value, name) : null
    return claims?.kind === 'with-claims' ? sendOnce(name, wanted, claims) : second
  }

  /** The token to try again with, or null when another one would change nothing. */
  function newTokenNeed({ status, headers }: NetworkAnswer, name: RequestName): TokenNeed | null {
    const { permission }: GraphRequest = requests[name]
    if (status >= 200 && status < 300) taken.add(permission)
    const claims = readClaimsChallenge(headers['www-authenticate'])
    if (claims && (status === 401 || status === 403))
      return { kind: 'with-claims', claims, isNew: taken.delete(permission) }
    return status === 401 ? { kind: 'fresh' } : null
  }

  const judge = (name: RequestName, answer: NetworkAnswer): Answer<unknown> =>
    answer.status >= 200 && answer.status < 300
      ? ok(answer.json)
      : failed(refusal(answer, requests[name], host, nowMs()))

  return {
    host,
    send,
    judge,
    async ask(name, wanted) {
      const answer = await send(name, wanted)
      return answer.ok ? judge(name, answer.value) : answer
    },
  }
}

/** Spaces as %20: "+" means itself to OData ("Encoding query parameters"). */
function queryOf({ query = {} }: Wanted): string {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return options.length === 0 ? '' : `?${options.join('&')}`
}

/** An error status as a problem: told by the status, never by the message ("Microsoft Graph error responses"). */
function refusal(
  { status, headers }: NetworkAnswer,
  { permission, path }: GraphRequest,
  host: string,
  nowMs: number,
): Problem {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs)
  if (status === 429) return { kind: 'throttled', next: 'waits', host, retryAfterMs }
  if (status === 401) return { kind: 'token-refused', next: 'person' }
  if (status === 403) return { kind: 'permission-missing', next: 'person', permission, by: 'graph' }
  // Without a Teams licence, and for personal accounts; which of the two statuses comes is not documented.
  if ((status === 400 || status === 404) && path.toLowerCase().includes('presence'))
    return { kind: 'presence-unavailable', next: 'person', status }
  return { kind: 'server-error', next: 'retries', host, status, retryAfterMs }
}
