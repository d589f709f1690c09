// The discovery endpoints: openid-configuration, which also shows whether a tenant exists, and instance discovery.
// Source: "OpenID Connect on the Microsoft identity platform".
import { clouds, findHost } from '../fake-clouds.ts'
import { json, type Reply } from '../http.ts'
import type { Call } from '../routes.ts'
import { refusal, refusalReply } from './refusal.ts'
import { checkTenant } from './registration.ts'

export function openidConfiguration({ fake, request, params, cloud }: Call): Reply {
  const tenant = params.tenant ?? ''
  const unknown = checkTenant(tenant, fake.options)
  // Here Entra's error is `invalid_tenant`; at the token endpoint it is `invalid_request`.
  if (unknown) {
    return refusalReply({ ...unknown, error: 'invalid_tenant' }, fake.options.now(), request.host)
  }
  const base = `https://${request.host}/${tenant}`
  // For `organizations` Entra returns this placeholder instead of a tenant.
  const isAny = tenant.toLowerCase() === 'organizations'
  const issuer = isAny ? '{tenantid}' : fake.options.tenantId
  return json(200, {
    issuer: `https://${request.host}/${issuer}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    tenant_region_scope: isAny ? null : 'EU',
    cloud_instance_name: cloud.loginHosts[0].replace(/^login\./, ''),
    msgraph_host: cloud.graphHosts[0],
  })
}

export function instanceDiscovery({ fake, request }: Call): Reply {
  const endpoint = request.query.authorization_endpoint ?? ''
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : ''
  if (findHost(host)?.kind !== 'login') {
    const no = refusal('invalid_instance', 50049, 'Unknown or invalid instance.')
    return refusalReply(no, fake.options.now(), request.host)
  }
  const tenant = new URL(endpoint).pathname.split('/')[1] ?? ''
  return json(200, {
    tenant_discovery_endpoint: `https://${host}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: clouds.map(({ loginHosts }) => ({
      preferred_network: loginHosts[0],
      preferred_cache: loginHosts[1] ?? loginHosts[0],
      aliases: loginHosts,
    })),
  })
}
