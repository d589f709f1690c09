// The Graph calls, each a method named after what it answers.
import type { PresenceSource } from '../presence/following.ts'
import { readPresence } from '../presence/graph-presence.ts'
import type { Cloud } from './clouds.ts'
import type { Network, NetworkAnswer } from './network.ts'
import { type Answer, failed, ok, type Problem } from './problem.ts'
import { readRetryAfter } from './retry-after.ts'

/** What an access token has to be. `claims`: JSON that a claims challenge asked for. */
export type TokenNeed = { kind: 'any' } | { kind: 'fresh' } | { kind: 'with-claims'; claims: string }

export interface GraphParts {
  network: Network
  cloud: Cloud
  accessToken: (need: TokenNeed) => Promise<Answer<string>>
  nowMs: () => number
}

/** v1.0 everywhere: the beta endpoint does not exist in the government clouds ("National cloud deployments"). */
export function createGraph({ network, cloud, accessToken, nowMs }: GraphParts): PresenceSource {
  const host = cloud.graphHost

  async function get(path: string, need: TokenNeed): Promise<Answer<NetworkAnswer>> {
    const token = await accessToken(need)
    if (!token.ok) return token
    return network.request({
      method: 'GET',
      url: `https://${host}/v1.0${path}`,
      headers: { authorization: `Bearer ${token.value}` },
    })
  }

  /** Asks, and once more with a token of the wanted kind if the first was turned away. */
  async function ask(path: string): Promise<Answer<NetworkAnswer>> {
    const first = await get(path, { kind: 'any' })
    if (!first.ok) return first
    const need = newTokenNeed(first.value)
    return need ? get(path, need) : first
  }

  return {
    /** "presence: get". Needs the delegated permission Presence.Read. */
    async myPresence() {
      const answer = await ask('/me/presence')
      if (!answer.ok) return answer
      if (answer.value.status === 200) return ok(readPresence(answer.value.json))
      return failed(refusal(answer.value, host, 'Presence.Read', nowMs()))
    },
  }
}

/** The token to try again with, or null when another one would change nothing ("Claims challenge", Entra). */
function newTokenNeed({ status, headers }: NetworkAnswer): TokenNeed | null {
  const challenge = headers['www-authenticate'] ?? ''
  const claims = /error="insufficient_claims"/i.test(challenge) ? claimsOf(challenge) : null
  if (claims && (status === 401 || status === 403)) return { kind: 'with-claims', claims }
  return status === 401 ? { kind: 'fresh' } : null
}

function claimsOf(challenge: string): string | null {
  const encoded = /\bclaims="([^"]+)"/i.exec(challenge)?.[1]
  if (!encoded) return null
  const claims = Buffer.from(encoded, 'base64').toString('utf8')
  try {
    JSON.parse(claims)
    return claims
  } catch {
    return null
  }
}

/** An error status as a problem: told by the status, never by the message ("Microsoft Graph error responses"). */
function refusal(
  { status, headers }: NetworkAnswer,
  host: string,
  permission: string,
  nowMs: number,
): Problem {
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs)
  if (status === 429) return { kind: 'throttled', needs: 'time', host, retryAfterMs }
  if (status === 401) return { kind: 'sign-in-needed', needs: 'person', code: null }
  if (status === 403) return { kind: 'permission-missing', needs: 'person', permission }
  // Without a Teams licence, and for personal accounts; which of the two statuses comes is not documented.
  if (status === 400 || status === 404) return { kind: 'presence-unavailable', needs: 'person', status }
  return { kind: 'server-error', needs: 'time', host, status, retryAfterMs }
}
