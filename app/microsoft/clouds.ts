import type { CloudName } from '../model/names.ts'
import { isOffered, type Permission } from './graph/requests.ts'
// Microsoft's clouds: their hosts, scopes and portals, and whether they have presence.

export interface Cloud {
  loginHost: string
  graphHost: string
  /** The prefix of a permission's name in a scope. */
  scopePrefix: string
  /** The page for app registrations in that cloud. */
  portal: string
  hasPresence: boolean
}

/**
 * Hosts: "National cloud deployments", Microsoft Graph. Scopes: a short name means the cloud's own Graph, except for
 * DoD, which shares its login host with L4 and so names its Graph ("National clouds and SDKs").
 * Whether a cloud has presence: microsoft/graph/requests.ts.
 */
export const clouds: Record<CloudName, Cloud> = {
  global: {
    loginHost: 'login.microsoftonline.com',
    graphHost: 'graph.microsoft.com',
    scopePrefix: '',
    portal: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: isOffered('my-presence', 'global', 'v1.0'),
  },
  'us-gov-l4': {
    loginHost: 'login.microsoftonline.us',
    graphHost: 'graph.microsoft.us',
    scopePrefix: 'https://graph.microsoft.us/',
    portal: 'https://entra.microsoft.us/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: isOffered('my-presence', 'us-gov-l4', 'v1.0'),
  },
  'us-gov-l5': {
    loginHost: 'login.microsoftonline.us',
    graphHost: 'dod-graph.microsoft.us',
    scopePrefix: 'https://dod-graph.microsoft.us/',
    portal: 'https://entra.microsoft.us/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: isOffered('my-presence', 'us-gov-l5', 'v1.0'),
  },
  china: {
    loginHost: 'login.partner.microsoftonline.cn',
    graphHost: 'microsoftgraph.chinacloudapi.cn',
    scopePrefix: 'https://microsoftgraph.chinacloudapi.cn/',
    portal: 'https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: isOffered('my-presence', 'china', 'v1.0'),
  },
}

/** An app registration to sign in with. */
export interface Registration {
  clientId: string
  /** `organizations`, a tenant id or a domain. */
  tenant: string
  cloud: CloudName
}

/** The scope that requests a permission in a cloud. */
export const scopeOf = (cloud: CloudName, permission: Permission): string =>
  `${clouds[cloud].scopePrefix}${permission}`

/** Entra's page where an administrator consents for the whole tenant ("Grant tenant-wide admin consent"). */
export function adminConsentUrl(
  { clientId, tenant, cloud }: Registration,
  permissions: readonly Permission[] = ['Presence.Read'],
): string {
  const query = new URLSearchParams({
    client_id: clientId,
    scope: permissions.map((permission) => scopeOf(cloud, permission)).join(' '),
    redirect_uri: 'http://localhost',
  })
  return `https://${clouds[cloud].loginHost}/${encodeURIComponent(tenant)}/v2.0/adminconsent?${query}`
}
