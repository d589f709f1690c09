// The one table of what the fake answers: a new call of Graph or Entra is a line here and a function in its file.
import { authorize } from './authorize.ts'
import type { Cloud } from './clouds.ts'
import { instanceDiscovery, openidConfiguration } from './discovery.ts'
import type { Faults, FaultTarget } from './faults.ts'
import { myPresence } from './graph.ts'
import type { RecordedRequest, Reply } from './http.ts'
import type { FakeOptions } from './options.ts'
import { token } from './token.ts'
import type { Ledger } from './tokens.ts'

/** Everything that exists at this Microsoft. */
export interface World {
  readonly options: FakeOptions
  readonly ledger: Ledger
  readonly faults: Faults
  /** What GET /me/presence answers: any JSON value. */
  readonly presence: { value: unknown }
}

/** A request that found its route. */
export interface Call {
  readonly world: World
  readonly request: RecordedRequest
  readonly cloud: Cloud
  /** The named parts of the path. */
  readonly params: Readonly<Partial<Record<string, string>>>
}

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly host: 'login' | 'graph'
  readonly path: RegExp
  readonly answer: (call: Call) => Reply
  /** The faults that can happen here. */
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
    path: /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/,
    answer: openidConfiguration,
  },
  { method: 'GET', host: 'login', path: /^\/[^/]+\/discovery\/instance$/, answer: instanceDiscovery },
  {
    method: 'GET',
    host: 'graph',
    path: /^\/(?<version>[^/]+)\/me\/presence$/,
    answer: myPresence,
    faults: 'presence',
  },
]

/** The route of a request and the named parts of its path, or null where Microsoft has nothing. */
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
