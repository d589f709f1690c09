// The routes of the fake: a new request to Graph or Entra is an entry here and a function.
import type { ServerResponse } from 'node:http'
import { adminConsent } from './entra/admin-consent.ts'
import { authorize } from './entra/authorize.ts'
import type { Consents } from './entra/consent.ts'
import { instanceDiscovery, openidConfiguration } from './entra/discovery.ts'
import { token } from './entra/token-endpoint.ts'
import type { Ledger } from './entra/token-ledger.ts'
import type { Cloud } from './fake-clouds.ts'
import type { FakeOptions } from './fake-options.ts'
import type { Faults, FaultTarget, GraphRequest } from './faults.ts'
import { clearPreferredPresence, setPreferredPresence, setStatusMessage } from './graph/change-status.ts'
import { findPeople } from './graph/find-users.ts'
import {
  myPresence,
  presenceOfCommunications,
  presenceOfUser,
  presencesByUserId,
} from './graph/read-presence.ts'
import type { StatusStore } from './graph/status-store.ts'
import type { RecordedRequest, Reply } from './http.ts'
import type { TenantState } from './tenant-state.ts'

/** The state of the fake. */
export interface FakeState {
  readonly options: FakeOptions
  readonly ledger: Ledger
  readonly faults: Faults
  readonly tenant: TenantState
  readonly consents: Consents
  readonly statuses: StatusStore
  /** Open requests that get no response. */
  readonly hanging: Set<ServerResponse>
}

/** A request with a route. */
export interface Call {
  readonly fake: FakeState
  readonly request: RecordedRequest
  readonly cloud: Cloud
  /** The named parts of the path. */
  readonly params: Readonly<Partial<Record<string, string>>>
}

interface Route {
  readonly method: 'GET' | 'POST'
  readonly host: 'login' | 'graph'
  readonly path: RegExp
  readonly answer: (call: Call) => Reply
  /** The name of a request to Graph. */
  readonly name?: GraphRequest
  /** The endpoint whose faults apply. */
  readonly faults?: FaultTarget
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    host: 'login',
    path: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/,
    answer: authorize,
    faults: 'authorize',
  },
  {
    method: 'POST',
    host: 'login',
    path: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/,
    answer: token,
    faults: 'token',
  },
  {
    method: 'GET',
    host: 'login',
    path: /^\/(?<tenant>[^/]+)\/v2\.0\/adminconsent$/,
    answer: adminConsent,
  },
  {
    method: 'GET',
    host: 'login',
    path: /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/,
    answer: openidConfiguration,
  },
  { method: 'GET', host: 'login', path: /^\/[^/]+\/discovery\/instance$/, answer: instanceDiscovery },
  graph('my-presence', 'GET', /me\/presence/, myPresence),
  graph('presence-of-user', 'GET', /users\/(?<id>[^/]+)\/presence/, presenceOfUser),
  graph(
    'presence-of-communications',
    'GET',
    /communications\/presences\/(?<id>[^/]+)/,
    presenceOfCommunications,
  ),
  graph('presences-by-user-id', 'POST', /communications\/getPresencesByUserId/, presencesByUserId),
  graph(
    'set-preferred-presence',
    'POST',
    /users\/(?<id>[^/]+)\/presence\/setUserPreferredPresence/,
    setPreferredPresence,
  ),
  graph(
    'clear-preferred-presence',
    'POST',
    /users\/(?<id>[^/]+)\/presence\/clearUserPreferredPresence/,
    clearPreferredPresence,
  ),
  graph('set-status-message', 'POST', /users\/(?<id>[^/]+)\/presence\/setStatusMessage/, setStatusMessage),
  graph('find-people', 'GET', /users/, findPeople),
]

function graph(name: GraphRequest, method: Route['method'], path: RegExp, answer: Route['answer']): Route {
  const whole = new RegExp(`^/(?<version>[^/]+)/${path.source}$`)
  const faults = name === 'my-presence' ? 'presence' : name
  return { name, method, host: 'graph', path: whole, answer, faults }
}

/** The route of a request and the named parts of its path, or null if there is none. */
export function findRoute(
  { method, path }: RecordedRequest,
  host: Route['host'],
): { route: Route; params: Call['params'] } | null {
  for (const route of routes) {
    const match = route.method === method && route.host === host ? route.path.exec(path) : null
    if (match) return { route, params: match.groups ?? {} }
  }
  return null
}
