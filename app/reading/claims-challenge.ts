// Reads what a claims challenge asks for ("Claims challenges, claims requests, and client capabilities", Entra).
import { readJson } from './json.ts'

/** Far more than a URL can carry, in characters. */
const LONGEST_HEADER = 64_000

/** The claims as JSON, as a token request needs them; null for a header without claims in JSON. Never throws. */
export function readClaimsChallenge(header: string | undefined): string | null {
  const challenge = header?.slice(0, LONGEST_HEADER) ?? ''
  if (!/error="insufficient_claims"/i.test(challenge)) return null
  const encoded = /\bclaims="([^"]+)"/i.exec(challenge)?.[1]
  if (!encoded) return null
  const claims = Buffer.from(encoded, 'base64').toString('utf8')
  return readJson(claims) === undefined ? null : claims
}
