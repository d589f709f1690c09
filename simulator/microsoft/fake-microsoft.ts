// A make-believe Microsoft for tests: Entra and Graph over real HTTP on loopback, with faults on request.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { breakDown } from './breakage.ts'
import { findHost } from './clouds.ts'
import { control } from './control.ts'
import { createConsents } from './entra/consent.ts'
import { isRefusal } from './entra/refusal.ts'
import { readScopes } from './entra/scopes.ts'
import { createLedger, type Revocation } from './entra/tokens.ts'
import { createFaults, type Fault, type FaultTarget, type GraphRequest } from './faults.ts'
import { bearerOf, unknownPath } from './graph/graph.ts'
import { createOwnStatuses, type PreferredPresence, type StatusMessage } from './graph/kept-status.ts'
import { json, type RecordedRequest, readRequest, send } from './http.ts'
import { type Live, liveSchema } from './live-tenant.ts'
import { fakeOptionsSchema } from './options.ts'
import { findRoute, type World } from './routes.ts'

/** What is in `Live` can be changed at any time: `fake.teamsSession = false`. */
export interface FakeMicrosoft extends Live {
  /** `http://127.0.0.1:PORT`. Hosts are the first part of the path: `/graph.microsoft.com/v1.0/me/presence`. */
  readonly url: string
  readonly clientId: string
  readonly tenantId: string
  /** Every request, in order, also those that a fault befell. */
  readonly requests: readonly RecordedRequest[]
  presenceRequests(): number
  /** The requests of one kind that Graph was sent, in order. */
  asked(name: GraphRequest): RecordedRequest[]
  /** What the account asked for last, whether it shows yet or not; null once it is cleared or has ended. */
  preferredPresence(): PreferredPresence | null
  statusMessage(): StatusMessage | null
  /** Takes back what anybody consented to, except what `consent` says is granted. Access tokens live on. */
  withdrawConsent(): void
  /** Lets the next `times` (1 by default, Infinity allowed) requests to an endpoint go wrong. Throws on a fault that cannot be. */
  fail(which: FaultTarget, fault: Fault, times?: number): void
  /** Forgets the faults still to come, and the claims that a claims challenge asked for. */
  mend(): void
  /**
   * Ends every token issued so far: refreshing gives invalid_grant with this AADSTS number (50173 by default) and
   * suberror (none by default), and Graph a claims challenge. A new sign-in works.
   */
  revoke(why?: { suberror?: string; code?: number }): void
  /** Graph takes no access token issued so far; the client still believes in them. */
  expireAccessTokens(): void
  /** An access token without the ceremony, for tests of Graph alone. Its client declared CP1. */
  accessToken(scope?: string, loginHost?: string): string
  /** Every token, code and verifier ever issued or received, to look for where none may be. */
  secrets(): string[]
  /** Ends open requests too. */
  close(): Promise<void>
}

/** Starts a Microsoft of its own. Throws a ZodError on options that cannot be, and when the port is taken. */
export async function startFakeMicrosoft(
  given: z.input<typeof fakeOptionsSchema> = {},
): Promise<FakeMicrosoft> {
  const options = fakeOptionsSchema.parse(given)
  const live = liveSchema.strip().parse(options)
  const world: World = {
    options,
    live,
    ledger: createLedger(options),
    faults: createFaults(),
    consents: createConsents(live),
    statuses: createOwnStatuses(live, options.now),
  }
  const requests: RecordedRequest[] = []
  const server = createServer((incoming, outgoing) => {
    answer(world, requests, incoming, outgoing).catch((error: unknown) => {
      // Nobody hears this where the client went away; anything else is a mistake of the fake's own, and is said.
      if (!outgoing.headersSent) send(outgoing, json(500, { error: `The fake itself failed: ${error}` }))
    })
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())

  const asked = (name: GraphRequest) => requests.filter((request) => request.name === name)
  const me = () => live.account.oid.toLowerCase()
  // One object with what can change, so that a test changes what the server looks at.
  return Object.assign(live, {
    url: `http://127.0.0.1:${port}`,
    clientId: options.clientId,
    tenantId: options.tenantId,
    requests,
    presenceRequests: () => asked('my-presence').length,
    asked,
    preferredPresence: () => world.statuses.preferredBy(me()),
    statusMessage: () => world.statuses.saidBy(me()),
    withdrawConsent: world.consents.withdraw,
    fail: (which: FaultTarget, fault: Fault, times?: number) => world.faults.add({ which, fault, times }),
    mend: world.faults.mend,
    revoke: ({ code = 50173, suberror }: Partial<Revocation> = {}) =>
      world.ledger.revokeAll({ code, suberror }),
    expireAccessTokens: world.ledger.expireAccessTokens,
    accessToken: (scope = 'Presence.Read', loginHost = 'login.microsoftonline.com') =>
      issueUnasked(world, scope, loginHost),
    secrets: world.ledger.secrets,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  })
}

async function answer(
  world: World,
  requests: RecordedRequest[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = await readRequest(incoming, world.options.now())
  const ordered = control(world, requests, request)
  if (ordered) return send(outgoing, ordered)
  requests.push(request)
  const host = findHost(request.host)
  const found = host && findRoute(request, host.kind)
  if (!found) return send(outgoing, unknownPath({ world, request }))
  if (found.route.name) note(world, request, found.route.name)
  const call = { world, request, cloud: host.cloud, params: found.params }
  const fault = found.route.faults && world.faults.take(found.route.faults)
  if (found.route.faults && fault) breakDown(call, found.route.faults, fault, outgoing)
  else send(outgoing, found.route.answer(call))
}

function note({ ledger }: World, request: RecordedRequest, name: GraphRequest): void {
  const permissions = ledger.accessToken(bearerOf(request) ?? '')?.permissions
  request.name = name
  if (permissions) request.permissions = permissions
}

function issueUnasked({ ledger, live }: World, scope: string, loginHost: string): string {
  const host = findHost(loginHost)
  if (host?.kind !== 'login') throw new Error(`${loginHost} is no login host of Microsoft's.`)
  const scopes = readScopes(scope, host.cloud)
  if (isRefusal(scopes)) throw new Error(scopes.text)
  return ledger.issueAccessToken(live.account, {
    scopes,
    claims: { access_token: { xms_cc: { values: ['CP1'] } } },
  })
}
