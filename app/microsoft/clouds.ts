// Microsoft's clouds: their hosts, scopes and portals, and whether they have presence.

import { isOffered } from '../model/graph-requests.ts'
import type { CloudName, Permission } from '../model/names.ts'

export interface Cloud {
  loginHost: string
  graphHost: string
  /** The prefix of a permission's name in a scope. */
  scopePrefix: string
  /** The page for app registrations in that cloud. */
  portal: string
  hasPresence: boolean
}

/** Hosts: "National cloud deployments", Microsoft Graph. Whether a cloud has presence: model/graph-requests.ts. */
export const clouds: Record<CloudName, Cloud> = {
  global: cloud('global', 'login.microsoftonline.com', 'graph.microsoft.com', 'entra.microsoft.com'),
  'us-gov-l4': cloud('us-gov-l4', 'login.microsoftonline.us', 'graph.microsoft.us', 'entra.microsoft.us'),
  'us-gov-l5': cloud('us-gov-l5', 'login.microsoftonline.us', 'dod-graph.microsoft.us', 'entra.microsoft.us'),
  china: cloud(
    'china',
    'login.partner.microsoftonline.cn',
    'microsoftgraph.chinacloudapi.cn',
    'portal.azure.cn',
  ),
}

function cloud(name: CloudName, loginHost: string, graphHost: string, portalHost: string): Cloud {
  return {
    loginHost,
    graphHost,
    // A short name means the cloud's own Graph, except for DoD, which shares its login host with L4 and so names its
    // Graph ("National clouds and SDKs").
    scopePrefix: name === 'global' ? '' : `https://${graphHost}/`,
    portal: `https://${portalHost}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`,
    hasPresence: isOffered('my-presence', name, 'v1.0'),
  }
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
