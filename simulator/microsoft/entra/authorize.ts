// The authorize endpoint: checks what the app asks for, and answers with the form that carries a code back to it.
// Source: "Microsoft identity platform and OAuth 2.0 authorization code flow", with form_post.
import { randomUUID } from 'node:crypto'
import { html, type Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { readClaims } from './claims.ts'
import { formPage } from './page.ts'
import { describe, isRefusal, type Refusal, refusal, refusalPage } from './refusal.ts'
import { checkClient, checkTenant, missing } from './registration.ts'
import { readScopes, type Scopes } from './scopes.ts'
import { clientInfo } from './tokens.ts'

/** Registered as `http://localhost`: for localhost Entra ignores the port, and nothing else ("Redirect URI restrictions"). */
const REDIRECT_URI = /^http:\/\/localhost:\d{1,5}$/
/** The base64url of a SHA-256. */
const CHALLENGE = /^[\w-]{43}$/
const REQUIRED_SCOPES = ['openid', 'profile', 'offline_access']

export function authorize(call: Call): Reply {
  const untrusted = distrust(call)
  if (untrusted) return refusalPage(untrusted)
  const grant = consider(call)
  if (isRefusal(grant)) {
    return postBack(call, { error: grant.error, error_description: describe(grant) })
  }
  const { world, request } = call
  return postBack(call, {
    code: world.ledger.issueCode(grant.consent, request.query.redirect_uri ?? '', grant.challenge),
    client_info:
      request.query.client_info === '1' ? clientInfo(world.live.account, world.options.tenantId) : null,
    session_state: randomUUID(),
  })
}

/** The fault of an authorize request: a refusal such as the person's own "no", unless the app could not even be told. */
export function refuseAuthorize(call: Call, fields: { error: string; error_description: string }): Reply {
  const untrusted = distrust(call)
  return untrusted ? refusalPage(untrusted) : postBack(call, fields)
}

/** Reasons not to send anything to the redirect URI. */
function distrust({ world, request, params }: Call): Refusal | null {
  const { client_id, redirect_uri, response_mode } = request.query
  const stranger = checkTenant(params.tenant ?? '', world.options) ?? checkClient(client_id, world.options)
  if (stranger) return stranger
  if (!redirect_uri || !REDIRECT_URI.test(redirect_uri)) {
    return refusal(
      'invalid_request',
      50011,
      `The redirect URI '${redirect_uri ?? ''}' specified in the request does not match the redirect URIs configured for the application '${world.options.clientId}'.`,
    )
  }
  if (response_mode !== 'form_post') {
    return refusal('invalid_request', 900971, `Only response_mode 'form_post' is answered here.`)
  }
  return null
}

/** Weighs the rest of the request: what the person would be asked to consent to, or the refusal the app is told. */
function consider({ world, request, cloud }: Call) {
  const { response_type, scope, code_challenge, code_challenge_method, nonce, prompt } = request.query
  const { account } = world.live
  if (response_type !== 'code') {
    return refusal(
      'unsupported_response_type',
      700054,
      `response_type '${response_type ?? ''}' is not enabled for the application.`,
    )
  }
  if (!code_challenge) return missing('code_challenge')
  if (!CHALLENGE.test(code_challenge)) {
    return refusal('invalid_request', 501491, 'Invalid size of Code_Challenge parameter.')
  }
  if (code_challenge_method !== 'S256') {
    return refusal('invalid_request', 501481, `The Code_Challenge_Method must be 'S256'.`)
  }
  const claims = readClaims(request.query.claims)
  if (!claims) return refusal('invalid_request', 50146, 'The claims parameter is not valid JSON.')
  const scopes = readScopes(scope ?? '', cloud)
  if (isRefusal(scopes)) return scopes
  // A later step of consent need not ask again for what the first one got.
  const reads: Scopes = { ...scopes, permissions: ['Presence.Read'] }
  const mayRead = scopes.permissions.includes('Presence.Read') || world.consents.covers(account.oid, reads)
  const lacking = [
    ...REQUIRED_SCOPES.filter((required) => !scopes.openid.includes(required)),
    ...(mayRead ? [] : ['Presence.Read']),
  ]
  if (lacking.length > 0) {
    return refusal(
      'invalid_scope',
      70011,
      `The provided value for the input parameter 'scope' is not valid. It lacks: ${lacking.join(', ')}.`,
    )
  }
  if (account.personal) {
    // Entra's page says it too; here the app always hears of it, so that its own words can be tried.
    return refusal(
      'invalid_request',
      500200,
      `User account '${account.username}' is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization.`,
    )
  }
  const no = world.consents.ask(account.oid, scopes, prompt)
  if (no) return no
  return { consent: { account, cloud, scopes, nonce, claims }, challenge: code_challenge }
}

function postBack({ world, request }: Call, fields: Record<string, string | null>): Reply {
  const { redirect_uri = '', state } = request.query
  const page = formPage(`Signing in as ${world.live.account.name}`, redirect_uri, {
    ...fields,
    state: state ?? null,
  })
  return html(200, page)
}
