// The fake Microsoft: Entra and Graph over HTTP on loopback, with faults on request.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { closeServer } from '../close-server.ts'
import { control } from './control.ts'
import { createConsents } from './entra/consent.ts'
import { isRefusal } from './entra/refusal.ts'
import { readScopes } from './entra/scopes.ts'
import { createLedger, type Revocation } from './entra/token-ledger.ts'
import { findHost } from './fake-clouds.ts'
import { fakeOptionsSchema } from './fake-options.ts'
import { respondWithFault } from './fault-response.ts'
import { createFaults, type Fault, type FaultTarget, type GraphRequest } from './faults.ts'
import { bearerOf, unknownPath } from './graph/graph-request.ts'
import { createStatusStore, type PreferredPresence, type StatusMessage } from './graph/status-store.ts'
import { json, type RecordedRequest, readRequest, send } from './http.ts'
import { type FakeState, findRoute } from './routes.ts'
import { type TenantState, tenantStateSchema } from './tenant-state.ts'

/** The fields of TenantState can be changed at any time: `fake.teamsSession = false`. */
export interface FakeMicrosoft extends TenantState {
  /** `http://127.0.0.1:PORT`. The first part of a path is the host: `/graph.microsoft.com/v1.0/me/presence`. */
  readonly url: string
  readonly clientId: string
  readonly tenantId: string
  /** All requests in order, including those that were answered with a fault. */
  readonly requests: readonly RecordedRequest[]
  presenceRequests(): number
  /** The number of open requests that get no response, by the fault `hang`. */
  hangingRequests(): number
  /** The requests of one kind to Graph, in order. */
  asked(name: GraphRequest): RecordedRequest[]
  /** The account's last preferred presence, even if it does not show yet; null if it is cleared or has expired. */
  preferredPresence(): PreferredPresence | null
  statusMessage(): StatusMessage | null
  /** Removes all consent except what `consent` has as granted. Access tokens stay valid. */
  withdrawConsent(): void
  /** Answers the next `times` requests to an endpoint with a fault (default 1; may be Infinity). Throws on an invalid fault. */
  fail(which: FaultTarget, fault: Fault, times?: number): void
  /** Removes all pending faults and the claims of a claims challenge. */
  mend(): void
  /**
   * Revokes all tokens: refreshing fails with invalid_grant, this AADSTS number (default 50173) and this suberror (default
   * none), and Graph answers with a claims challenge. A new sign-in succeeds.
   */
  revoke(why?: { suberror?: string; code?: number }): void
  /** Graph refuses all access tokens issued so far, before their expiry known to the client. */
  expireAccessTokens(): void
  /** Issues an access token without a sign-in, for tests of Graph. Its client declared CP1. */
  accessToken(scope?: string, loginHost?: string): string
  /** All tokens, codes and verifiers issued or received, for tests that search for leaks. */
  secrets(): string[]
  /** Also closes open connections. */
  close(): Promise<void>
}

/** Starts a fake Microsoft. Rejects with a ZodError on invalid options, and if the port is in use. */
export async function startFakeMicrosoft(
  given: z.input<typeof fakeOptionsSchema> = {},
): Promise<FakeMicrosoft> {
  const options = fakeOptionsSchema.parse(given)
  const tenant = tenantStateSchema.strip().parse(options)
  const fake: FakeState = {
    options,
    tenant,
    ledger: createLedger(options),
    faults: createFaults(),
    consents: createConsents(tenant),
    statuses: createStatusStore(tenant, options.now),
    hanging: new Set(),
  }
  const requests: RecordedRequest[] = []
  const server = createServer((incoming, outgoing) => {
    answer(fake, requests, incoming, outgoing).catch((error: unknown) => {
      // A bug of the fake, or the client has disconnected and does not get this.
      if (!outgoing.headersSent) send(outgoing, json(500, { error: `The fake itself failed: ${error}` }))
    })
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())

  const asked = (name: GraphRequest) => requests.filter((request) => request.name === name)
  const me = () => tenant.account.oid.toLowerCase()
  // Assigned to `tenant` itself, so that a test changes the state that the server reads.
  return Object.assign(tenant, {
    url: `http://127.0.0.1:${port}`,
    clientId: options.clientId,
    tenantId: options.tenantId,
    requests,
    presenceRequests: () => asked('my-presence').length,
    hangingRequests: () => fake.hanging.size,
    asked,
    preferredPresence: () => fake.statuses.preferredPresenceOf(me()),
    statusMessage: () => fake.statuses.statusMessageOf(me()),
    withdrawConsent: fake.consents.withdraw,
    fail: (which: FaultTarget, fault: Fault, times?: number) => fake.faults.add({ which, fault, times }),
    mend: fake.faults.clear,
    revoke: ({ code = 50173, suberror }: Partial<Revocation> = {}) =>
      fake.ledger.revokeAll({ code, suberror }),
    expireAccessTokens: fake.ledger.expireAccessTokens,
    accessToken: (scope = 'Presence.Read', loginHost = 'login.microsoftonline.com') =>
      issueUnasked(fake, scope, loginHost),
    secrets: fake.ledger.secrets,
    close: () => closeServer(server),
  })
}

async function answer(
  fake: FakeState,
  requests: RecordedRequest[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming, fake.options.now())
  const ordered = control(fake, requests, request)
  if (ordered) return send(outgoing, ordered)
  requests.push(request)
  const host = findHost(request.host)
  const found = host && findRoute(request, host.kind)
  if (!found) return send(outgoing, unknownPath({ fake, request }))
  if (found.route.name) note(fake, request, found.route.name)
  const call = { fake, request, cloud: host.cloud, params: found.params }
  const fault = found.route.faults && fake.faults.take(found.route.faults)
  if (found.route.faults && fault) respondWithFault(call, found.route.faults, fault, outgoing)
  else send(outgoing, found.route.answer(call))
}

function note({ ledger }: FakeState, request: RecordedRequest, name: GraphRequest): void {
  const token = ledger.accessToken(bearerOf(request) ?? '')
  request.name = name
  if (token) Object.assign(request, { permissions: token.permissions, account: token.account.oid })
}

function issueUnasked({ ledger, tenant }: FakeState, scope: string, loginHost: string): string {
  const host = findHost(loginHost)
  if (host?.kind !== 'login') throw new Error(`${loginHost} is no login host of Microsoft's.`)
  const scopes = readScopes(scope, host.cloud)
  if (isRefusal(scopes)) throw new Error(scopes.text)
  return ledger.issueAccessToken(tenant.account, {
    scopes,
    claims: { access_token: { xms_cc: { values: ['CP1'] } } },
  })
}
