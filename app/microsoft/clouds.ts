// Microsoft's clouds: where to sign in, where Graph answers, and what works there.
import type { CloudName } from '../settings.ts'

export interface Cloud {
  loginHost: string
  graphHost: string
  /** The scope that stands for the delegated permission Presence.Read there. */
  presenceScope: string
  /** Where an app is registered in that cloud. */
  portal: string
  hasPresence: boolean
}

/**
 * Hosts: "National cloud deployments", Microsoft Graph. Scopes: a short name means the cloud's own Graph, except for
 * DoD, which shares its login host with L4 and so names its Graph ("National clouds and SDKs").
 * Presence: "presence: get" lists Global, L4 and L5, and not China.
 */
export const clouds: Record<CloudName, Cloud> = {
  global: {
    loginHost: 'login.microsoftonline.com',
    graphHost: 'graph.microsoft.com',
    presenceScope: 'Presence.Read',
    portal: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: true,
  },
  'us-gov-l4': {
    loginHost: 'login.microsoftonline.us',
    graphHost: 'graph.microsoft.us',
    presenceScope: 'https://graph.microsoft.us/Presence.Read',
    portal: 'https://entra.microsoft.us/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: true,
  },
  'us-gov-l5': {
    loginHost: 'login.microsoftonline.us',
    graphHost: 'dod-graph.microsoft.us',
    presenceScope: 'https://dod-graph.microsoft.us/Presence.Read',
    portal: 'https://entra.microsoft.us/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: true,
  },
  china: {
    loginHost: 'login.partner.microsoftonline.cn',
    graphHost: 'microsoftgraph.chinacloudapi.cn',
    presenceScope: 'https://microsoftgraph.chinacloudapi.cn/Presence.Read',
    portal: 'https://portal.azure.cn/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hasPresence: false,
  },
}

/** An app registration to sign in with. */
export interface Registration {
  clientId: string
  /** `organizations`, a tenant id or a domain. */
  tenant: string
  cloud: CloudName
}

/** Entra's page on which an administrator agrees for everybody ("Grant tenant-wide admin consent"). */
export function adminConsentUrl({ clientId, tenant, cloud }: Registration): string {
  const { loginHost, presenceScope } = clouds[cloud]
  const query = new URLSearchParams({
    client_id: clientId,
    scope: presenceScope,
    redirect_uri: 'http://localhost',
  })
  return `https://${loginHost}/${encodeURIComponent(tenant)}/v2.0/adminconsent?${query}`
}
