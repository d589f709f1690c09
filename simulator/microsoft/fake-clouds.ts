// Microsoft's clouds: their login hosts, Graph hosts and the Graph versions with presence.
// Source: "National cloud deployments", Microsoft Graph. Independent of the app's own table, so that each checks the other.
export interface Cloud {
  /** The first is the canonical one; the others are its aliases. */
  readonly loginHosts: readonly [string, ...string[]]
  /** A scope without a host, such as "Presence.Read", belongs to the first. */
  readonly graphHosts: readonly [string, ...string[]]
  /** The Graph versions with the presence API; 21Vianet has none. */
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

/** The kind and cloud of a host, or null if it is not Microsoft's. */
export function findHost(host: string): { kind: 'login' | 'graph'; cloud: Cloud } | null {
  for (const cloud of clouds) {
    if (cloud.loginHosts.includes(host)) return { kind: 'login', cloud }
    if (cloud.graphHosts.includes(host)) return { kind: 'graph', cloud }
  }
  return null
}
