// The admin consent endpoint: opening it grants the permissions for the whole tenant.
// Source: "Admin consent on the Microsoft identity platform".
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { isRefusal, refusalPage } from './refusal.ts'
import { checkApp, missing } from './registration.ts'
import { readScopes } from './scopes.ts'

export function adminConsent(call: Call): Reply {
  const { fake, request, cloud } = call
  const { client_id, scope, redirect_uri, state } = request.query
  const unknown = checkApp(call, client_id)
  if (unknown) return refusalPage(unknown)
  if (!scope) return refusalPage(missing('scope'))
  if (!redirect_uri || !URL.canParse(redirect_uri)) return refusalPage(missing('redirect_uri'))
  const scopes = readScopes(scope, cloud)
  if (isRefusal(scopes)) return refusalPage(scopes)
  fake.consents.grantToEverybody(scopes)
  const back = new URL(redirect_uri)
  back.search = new URLSearchParams({
    admin_consent: 'True',
    tenant: fake.options.tenantId,
    scope,
    ...(state === undefined ? {} : { state }),
  }).toString()
  return { status: 302, headers: { Location: back.href }, body: '' }
}
