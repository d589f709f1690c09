// Every request to Graph, with its path, permission and clouds. The table in docs/register.md derives from this.
import type { CloudName, GraphVersion, Permission } from './names.ts'

/**
 * The features that need permissions. Those of an optional feature are requested when it is switched on; `whose-light` needs
 * none that `colleagues` does not have.
 */
export type Feature = 'own-presence' | 'whose-light' | 'colleagues' | 'own-status'

export interface GraphRequest {
  feature: Feature
  method: 'GET' | 'POST'
  /** `{id}` stands for the object id of a user. */
  path: string
  permission: Permission
  /** The clouds that offer it. */
  clouds: Readonly<Record<GraphVersion, readonly CloudName[]>>
  /** Its page in Microsoft Graph's documentation. */
  page: string
  /** Whether a success has a body. */
  answer: 'json' | 'empty'
}

export const requestNames = [
  'my-presence',
  'presence-of-user',
  'presence-of-communications',
  'presences-by-user-id',
  'find-people',
  'set-preferred-presence',
  'clear-preferred-presence',
  'set-status-message',
] as const
export type RequestName = (typeof requestNames)[number]

/** "This API is available in the following national cloud deployments", the same on every page about presence. */
const presenceClouds = { 'v1.0': ['global', 'us-gov-l4', 'us-gov-l5'], beta: ['global'] } as const
const allClouds = ['global', 'us-gov-l4', 'us-gov-l5', 'china'] as const

const ownStatus = {
  feature: 'own-status',
  method: 'POST',
  permission: 'Presence.ReadWrite',
  clouds: presenceClouds,
  answer: 'empty',
} as const

export const requests = {
  'my-presence': {
    feature: 'own-presence',
    method: 'GET',
    path: '/me/presence',
    permission: 'Presence.Read',
    clouds: presenceClouds,
    page: 'presence-get',
    answer: 'json',
  },
  'presence-of-user': {
    feature: 'whose-light',
    method: 'GET',
    path: '/users/{id}/presence',
    permission: 'Presence.Read.All',
    clouds: presenceClouds,
    page: 'presence-get',
    answer: 'json',
  },
  'presence-of-communications': {
    feature: 'whose-light',
    method: 'GET',
    path: '/communications/presences/{id}',
    permission: 'Presence.Read.All',
    clouds: presenceClouds,
    page: 'presence-get',
    answer: 'json',
  },
  'presences-by-user-id': {
    feature: 'colleagues',
    method: 'POST',
    path: '/communications/getPresencesByUserId',
    permission: 'Presence.Read.All',
    clouds: presenceClouds,
    page: 'cloudcommunications-getpresencesbyuserid',
    answer: 'json',
  },
  'find-people': {
    feature: 'colleagues',
    method: 'GET',
    path: '/users',
    permission: 'User.ReadBasic.All',
    clouds: { 'v1.0': allClouds, beta: allClouds },
    page: 'user-list',
    answer: 'json',
  },
  'set-preferred-presence': {
    ...ownStatus,
    path: '/users/{id}/presence/setUserPreferredPresence',
    page: 'presence-setuserpreferredpresence',
  },
  'clear-preferred-presence': {
    ...ownStatus,
    path: '/users/{id}/presence/clearUserPreferredPresence',
    page: 'presence-clearuserpreferredpresence',
  },
  'set-status-message': {
    ...ownStatus,
    path: '/users/{id}/presence/setStatusMessage',
    page: 'presence-setstatusmessage',
  },
} as const satisfies Record<RequestName, GraphRequest>

/** Whether a cloud offers a request in this version of Graph. */
export function isOffered(name: RequestName, cloud: CloudName, version: GraphVersion): boolean {
  const { clouds }: GraphRequest = requests[name]
  return clouds[version].includes(cloud)
}

/** The permissions that a feature needs. */
export function permissionsOf(feature: Feature): readonly Permission[] {
  const needed = requestNames.filter((name) => requests[name].feature === feature)
  return [...new Set(needed.map((name) => requests[name].permission))]
}

/** Those that each sign-in requests and grants, and each poll needs. */
export const basePermissions: readonly Permission[] = permissionsOf('own-presence')
