// The token endpoint: exchanges codes and refresh tokens for tokens.
// Source: "Microsoft identity platform and OAuth 2.0 authorization code flow"; PKCE is RFC 7636.
import { createHash } from 'node:crypto'
import { json, type Reply } from '../http.ts'
import type { Call, FakeState } from '../routes.ts'
import { type Claims, readClaims } from './claims.ts'
import { notConsented } from './consent.ts'
import { isRefusal, type Refusal, refusal, refusalReply } from './refusal.ts'
import { checkApp, missing } from './registration.ts'
import { readScopes, type Scopes } from './scopes.ts'
import type { Consent, Revocation, TokenRequest } from './token-ledger.ts'

type Form = Readonly<Partial<Record<string, string>>>

const REVOCATION_TEXTS: Readonly<Partial<Record<number, string>>> = {
  50057: 'The user account is disabled.',
  50076:
    'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
  50173:
    'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
  700082: 'The refresh token has expired due to inactivity.',
}

export function token(call: Call): Reply {
  const { fake, request } = call
  const form: Form = Object.fromEntries(new URLSearchParams(request.body ?? ''))
  for (const secret of [form.code_verifier, form.client_secret]) fake.ledger.noteSecret(secret ?? '')
  const tokens = redeem(call, form)
  if (isRefusal(tokens)) {
    return refusalReply(tokens, fake.options.now(), request.host, form['client-request-id'])
  }
  const issued = fake.ledger.issueTokens(tokens, form.client_info === '1')
  return json(200, issued, { 'Cache-Control': 'no-store', Pragma: 'no-cache' })
}

function redeem(call: Call, form: Form): TokenRequest | Refusal {
  const { request } = call
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/x-www-form-urlencoded') {
    return missing('grant_type')
  }
  const unknown = checkApp(call, form.client_id)
  if (unknown) return unknown
  if (form.client_secret !== undefined || form.client_assertion !== undefined) {
    return refusal(
      'invalid_client',
      700025,
      `Client is public so neither 'client_assertion' nor 'client_secret' should be presented.`,
    )
  }
  const claims = readClaims(form.claims)
  if (!claims) return refusal('invalid_request', 50146, 'The claims parameter is not valid JSON.')
  switch (form.grant_type) {
    case 'authorization_code':
      return redeemCode(call, form, claims)
    case 'refresh_token':
      return redeemRefreshToken(call, form, claims)
    case undefined:
      return missing('grant_type')
    default:
      return refusal(
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${form.grant_type}'.`,
      )
  }
}

function redeemCode({ fake, request, cloud }: Call, form: Form, claims: Claims): TokenRequest | Refusal {
  if (!form.code) return missing('code')
  const code = fake.ledger.code(form.code)
  if (!code) return malformed()
  if (code.cloud !== cloud) return anotherCloud()
  if (code.redeemed) {
    return refusal(
      'invalid_grant',
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    )
  }
  // A wrong code_verifier also redeems the code, so that verifiers cannot be guessed.
  code.redeemed = true
  if (code.expiresAt <= fake.options.now()) {
    return refusal(
      'invalid_grant',
      70008,
      'The provided authorization code or refresh token has expired due to inactivity.',
    )
  }
  if (form.redirect_uri !== code.redirectUri) {
    return refusal(
      'invalid_client',
      500112,
      `The reply address '${form.redirect_uri ?? ''}' does not match the reply address '${code.redirectUri}' provided when requesting Authorization code.`,
    )
  }
  if (!form.code_verifier) return missing('code_verifier')
  if (challengeOf(form.code_verifier) !== code.challenge) {
    return refusal(
      'invalid_grant',
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    )
  }
  const scopes = withinConsent(fake, form, code)
  if (isRefusal(scopes)) return scopes
  return { consent: code, scopes, claims: { ...code.claims, ...claims }, loginHost: request.host }
}

function redeemRefreshToken(
  { fake, request, cloud }: Call,
  form: Form,
  claims: Claims,
): TokenRequest | Refusal {
  if (!form.refresh_token) return missing('refresh_token')
  const held = fake.ledger.refreshToken(form.refresh_token)
  if (!held) return malformed()
  if (held.consent.cloud !== cloud) return anotherCloud()
  if (held.revoked) return revokedGrant(held.revoked)
  if (held.expiresAt <= fake.options.now()) return revokedGrant({ code: 700082 })
  if (held.used && fake.options.rotation === 'strict') return malformed()
  const scopes = withinConsent(fake, form, held.consent)
  if (isRefusal(scopes)) return scopes
  held.used = true
  return { consent: held.consent, scopes, claims, loginHost: request.host }
}

/**
 * The requested scopes, if all have consent. A refresh token is not bound to the permissions of its own request ("Refresh
 * tokens in the Microsoft identity platform"); without a scope parameter those apply.
 */
function withinConsent({ consents }: FakeState, form: Form, consent: Consent): Scopes | Refusal {
  const scopes = form.scope ? readScopes(form.scope, consent.cloud) : consent.scopes
  if (isRefusal(scopes)) return scopes
  return consents.covers(consent.account.oid, scopes) ? scopes : notConsented()
}

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

const malformed = (): Refusal => refusal('invalid_grant', 70000, 'Provided grant is invalid or malformed.')

const anotherCloud = (): Refusal =>
  refusal(
    'invalid_grant',
    700005,
    'The provided grant is intended for use against another cloud, thus rejected.',
  )

const revokedGrant = ({ code, suberror }: Revocation): Refusal =>
  refusal('invalid_grant', code, REVOCATION_TEXTS[code] ?? 'The grant is no longer valid.', suberror)
