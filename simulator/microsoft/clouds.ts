// The clouds of Microsoft: which login hosts issue tokens for which Graph hosts, and what Graph answers there.
// Source: "National cloud deployments", Microsoft Graph. Kept apart from the app's own table, so that each checks the other.
export interface Cloud {
  /** The first is the canonical one; the others are its aliases. */
  readonly loginHosts: readonly [string, ...string[]]
  /** The first is the one a scope without a host, such as "Presence.Read", belongs to. */
  readonly graphHosts: readonly [string, ...string[]]
  /** The Graph versions that know presence; 21Vianet has no presence API at all. */
  readonly presenceVersions: readonly string[]
}

const global: Cloud = {
  loginHosts: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  graphHosts: ['graph.microsoft.com'],
  presenceVersions: ['v1.0', 'beta'],
}

const usGovernment: Cloud = {
  loginHosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  graphHosts: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
  presenceVersions: ['v1.0'],
}

const china: Cloud = {
  loginHosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  graphHosts: ['microsoftgraph.chinacloudapi.cn'],
  presenceVersions: [],
}

export const clouds: readonly Cloud[] = [global, usGovernment, china]

/** What a host is and whose, or null where nothing of Microsoft's lives. */
export function findHost(host: string): { kind: 'login' | 'graph'; cloud: Cloud } | null {
  for (const cloud of clouds) {
    if (cloud.loginHosts.includes(host)) return { kind: 'login', cloud }
    if (cloud.graphHosts.includes(host)) return { kind: 'graph', cloud }
  }
  return null
}
