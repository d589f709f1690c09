// The administrator's page: who opens it accepts the permissions for the whole tenant.
// Source: "Admin consent on the Microsoft identity platform".

import type { Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { isRefusal, refusalPage } from './refusal.ts'
import { checkClient, checkTenant, missing } from './registration.ts'
import { readScopes } from './scopes.ts'

export function adminConsent({ world, request, params, cloud }: Call): Reply {
  const { client_id, scope, redirect_uri, state } = request.query
  const stranger = checkTenant(params.tenant ?? '', world.options) ?? checkClient(client_id, world.options)
  if (stranger) return refusalPage(stranger)
  if (!scope) return refusalPage(missing('scope'))
  if (!redirect_uri || !URL.canParse(redirect_uri)) return refusalPage(missing('redirect_uri'))
  const scopes = readScopes(scope, cloud)
  if (isRefusal(scopes)) return refusalPage(scopes)
  world.consents.grantToEverybody(scopes)
  const back = new URL(redirect_uri)
  back.search = new URLSearchParams({
    admin_consent: 'True',
    tenant: world.options.tenantId,
    scope,
    ...(state === undefined ? {} : { state }),
  }).toString()
  return { status: 302, headers: { Location: back.href }, body: '' }
}
