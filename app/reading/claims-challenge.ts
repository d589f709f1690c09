// Reads the claims in a claims challenge ("Claims challenges, claims requests, and client capabilities", Entra).
import { readJson } from './json.ts'

/** Far longer than a URL can be, in characters. */
const LONGEST_HEADER = 64_000

/** The claims as JSON, for a token request; null if the header contains no JSON claims. Never throws. */
export function readClaimsChallenge(header: string | undefined): string | null {
  const challenge = header?.slice(0, LONGEST_HEADER) ?? ''
  // A value may be quoted, and blanks may be around "=" (RFC 9110, 11.2).
  if (!/\berror\s*=\s*"?insufficient_claims\b/i.test(challenge)) return null
  const encoded = /\bclaims\s*=\s*"?([\w+/=-]+)/i.exec(challenge)?.[1]
  if (!encoded) return null
  const claims = Buffer.from(encoded, 'base64').toString('utf8')
  return readJson(claims) === undefined ? null : claims
}
