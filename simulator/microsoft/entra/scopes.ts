// Parses the scopes of a request: OpenID's scopes and the permissions of one Graph host.
import { z } from 'zod'
import type { Cloud } from '../fake-clouds.ts'
import { type Refusal, refusal } from './refusal.ts'

const OPENID = ['openid', 'profile', 'offline_access', 'email']

/** The delegated permissions that exist in the fake's Graph. */
export const PERMISSIONS = [
  'User.Read',
  'User.ReadBasic.All',
  'User.Read.All',
  'Presence.Read',
  'Presence.Read.All',
  'Presence.ReadWrite',
] as const
const permissionSchema = z.enum(PERMISSIONS)
export type Permission = z.infer<typeof permissionSchema>

export interface Scopes {
  /** The scopes as requested, in order, as a token response repeats them. */
  readonly asked: readonly string[]
  readonly openid: readonly string[]
  readonly graphHost: string
  readonly permissions: readonly Permission[]
}

/**
 * Parses a `scope` parameter. A permission without a host belongs to the cloud's first Graph host; a host must be one of
 * this cloud's ("Microsoft Graph SDKs: national clouds"), and all permissions of a request must have the same host.
 */
export function readScopes(text: string, cloud: Cloud): Scopes | Refusal {
  const asked = text.split(' ').filter((scope) => scope !== '')
  const openid = asked.filter((scope) => OPENID.includes(scope))
  const hosts = new Set<string>()
  const permissions: Permission[] = []
  for (const scope of asked.filter((scope) => !OPENID.includes(scope))) {
    const { host, permission } = splitScope(scope, cloud)
    if (!cloud.graphHosts.includes(host)) {
      return refusal(
        'invalid_resource',
        500011,
        `The resource principal named https://${host} was not found in the tenant.`,
      )
    }
    const known = permissionSchema.safeParse(permission)
    if (!known.success) {
      return refusal(
        'invalid_client',
        650053,
        `The application asked for scope '${permission}' that doesn't exist on the resource.`,
      )
    }
    hosts.add(host)
    permissions.push(known.data)
  }
  if (hosts.size > 1) {
    return refusal('invalid_request', 28000, 'The scope parameter contains more than one resource.')
  }
  const [graphHost = cloud.graphHosts[0]] = hosts
  return { asked, openid, graphHost, permissions }
}

function splitScope(scope: string, cloud: Cloud): { host: string; permission: string } {
  const qualified = /^https:\/\/(?<host>[^/]+)\/(?<permission>.+)$/.exec(scope)
  return {
    host: qualified?.groups?.host ?? cloud.graphHosts[0],
    permission: qualified?.groups?.permission ?? scope,
  }
}
