// The authorize endpoint: checks the request and returns the form that posts a code to the app.
// Source: "Microsoft identity platform and OAuth 2.0 authorization code flow", with form_post.
import { randomUUID } from 'node:crypto'
import { html, type Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { readClaims } from './claims.ts'
import { formPage } from './entra-page.ts'
import { describeRefusal, isRefusal, type Refusal, refusal, refusalPage } from './refusal.ts'
import { checkApp, missing } from './registration.ts'
import { readScopes, type Scopes } from './scopes.ts'
import { clientInfo } from './token-ledger.ts'

/** Registered as `http://localhost`: for localhost Entra ignores only the port ("Redirect URI restrictions"). */
const REDIRECT_URI = /^http:\/\/localhost:\d{1,5}$/
/** The base64url of a SHA-256. */
const CHALLENGE = /^[\w-]{43}$/
const REQUIRED_SCOPES = ['openid', 'profile', 'offline_access']

export function authorize(call: Call): Reply {
  const untrusted = checkRedirect(call)
  if (untrusted) return refusalPage(untrusted)
  const grant = checkRequest(call)
  if (isRefusal(grant)) {
    return postBack(call, { error: grant.error, error_description: describeRefusal(grant) })
  }
  const { fake, request } = call
  return postBack(call, {
    code: fake.ledger.issueCode(grant.consent, request.query.redirect_uri ?? '', grant.challenge),
    client_info:
      request.query.client_info === '1' ? clientInfo(fake.tenant.account, fake.options.tenantId) : null,
    session_state: randomUUID(),
  })
}

/** The fault of an authorize request: posts the error to the app, or shows a page if the redirect URI is not trusted. */
export function refuseAuthorize(call: Call, fields: { error: string; error_description: string }): Reply {
  const untrusted = checkRedirect(call)
  return untrusted ? refusalPage(untrusted) : postBack(call, fields)
}

/** The reason not to trust the redirect URI; null if it can be trusted. */
function checkRedirect(call: Call): Refusal | null {
  const { fake, request } = call
  const { client_id, redirect_uri, response_mode } = request.query
  const unknown = checkApp(call, client_id)
  if (unknown) return unknown
  if (!redirect_uri || !REDIRECT_URI.test(redirect_uri)) {
    return refusal(
      'invalid_request',
      50011,
      `The redirect URI '${redirect_uri ?? ''}' specified in the request does not match the redirect URIs configured for the application '${fake.options.clientId}'.`,
    )
  }
  if (response_mode !== 'form_post') {
    return refusal('invalid_request', 900971, `Only response_mode 'form_post' is answered here.`)
  }
  return null
}

/** Checks the rest of the request. Returns the consent, or the refusal that is posted to the app. */
function checkRequest({ fake, request, cloud }: Call) {
  const { response_type, scope, code_challenge, code_challenge_method, nonce, prompt } = request.query
  const { account } = fake.tenant
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
  // A later consent for more permissions need not ask for Presence.Read again.
  const reads: Scopes = { ...scopes, permissions: ['Presence.Read'] }
  const mayRead = scopes.permissions.includes('Presence.Read') || fake.consents.covers(account.oid, reads)
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
    // Entra shows this on its page; the fake posts it to the app, so that the app's message can be tested.
    return refusal(
      'invalid_request',
      500200,
      `User account '${account.username}' is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization.`,
    )
  }
  const no = fake.consents.ask(account.oid, scopes, prompt)
  if (no) return no
  return { consent: { account, cloud, scopes, nonce, claims }, challenge: code_challenge }
}

function postBack({ fake, request }: Call, fields: Record<string, string | null>): Reply {
  const { redirect_uri = '', state } = request.query
  const page = formPage(`Signing in as ${fake.tenant.account.name}`, redirect_uri, {
    ...fields,
    state: state ?? null,
  })
  return html(200, page)
}
