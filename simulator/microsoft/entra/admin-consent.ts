// The admin consent endpoint: opening it grants the permissions for the whole tenant.
// Source: "Admin consent on the Microsoft identity platform".
import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { isRefusal, refusalPage } from './refusal.ts'
import { checkClient, checkTenant, missing } from './registration.ts'
import { readScopes } from './scopes.ts'

export function adminConsent({ fake, request, params, cloud }: Call): Reply {
  const { client_id, scope, redirect_uri, state } = request.query
  const unknown = checkTenant(params.tenant ?? '', fake.options) ?? checkClient(client_id, fake.options)
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
