// A presence source whose Graph answers every tenth request with a random refusal or a useless response.
import { createGraph } from '../app/microsoft/graph/graph.ts'
import type { NetworkAnswer } from '../app/microsoft/network/http-answer.ts'
import type { Network } from '../app/microsoft/network/network.ts'
import type { PresenceSource } from '../app/model/following.ts'
import type { Presence } from '../app/model/presence.ts'
import { type Answer, failed, ok, type Problem } from '../app/model/problems/problem.ts'

const host = 'graph.microsoft.com'
const EVERY = 10

const status = (code: number): Answer<NetworkAnswer> => ok({ status: code, headers: {}, json: { error: {} } })
const junk = (json: unknown): Answer<NetworkAnswer> => ok({ status: 200, headers: {}, json })

/** Without throttling, which bench:tenant measures. */
const graphFaults: readonly Answer<NetworkAnswer>[] = [
  ...[400, 401, 403, 404, 405, 410, 423, 500, 502, 503, 504].map(status),
  ...[{}, null, [], 'ok', 7, true, { error: {} }, { availability: null, activity: 3 }].map(junk),
  junk({ id: '00000000-0000-0000-0000-000000000001', displayName: 'Ada', mail: 'ada@contoso.example' }),
  failed({ kind: 'not-json', next: 'retries', host }),
  failed({ kind: 'cut-short', next: 'retries', host }),
]
/** Without the errors that need user interaction, which last. */
const entraFaults: readonly Problem[] = [
  {
    kind: 'server-error',
    next: 'retries',
    host: 'login.microsoftonline.com',
    status: 503,
    retryAfterMs: null,
  },
  { kind: 'entra-refused', next: 'person', code: null, detail: 'a passing fault' },
]

interface FaultyGraph {
  source: PresenceSource
  requests(): number
  faults(): number
}

/** `withFaults` false: a Graph without faults. */
export function createFaultyGraph(
  presenceNow: () => Presence,
  random: () => number,
  withFaults: boolean,
): FaultyGraph {
  let requests = 0
  let faults = 0

  /** A fault for every tenth request. */
  function faultOf<Fault>(all: readonly Fault[]): Fault | undefined {
    requests += 1
    if (!withFaults || requests % EVERY !== 0) return undefined
    faults += 1
    return all[Math.floor(random() * all.length)]
  }

  const network: Network = {
    async request() {
      const { availability, activity, outOfOffice } = presenceNow()
      const json = { availability, activity, outOfOfficeSettings: outOfOffice }
      return faultOf(graphFaults) ?? ok({ status: 200, headers: {}, json })
    },
  }
  const source = createGraph({
    network,
    cloud: 'global',
    version: () => 'v1.0',
    accountId: () => null,
    nowMs: () => 0,
    async accessToken({ kind }) {
      const fault = kind === 'any' ? undefined : faultOf(entraFaults)
      return fault ? failed(fault) : ok('token')
    },
  })
  return { source, requests: () => requests, faults: () => faults }
}

/** A source for comparison: each refusal needs a person at once, and junk is an empty presence. */
export const atOnce = (source: PresenceSource): PresenceSource => ({
  async myPresence(reason) {
    const answer = await source.myPresence(reason)
    if (answer.ok) return answer
    switch (answer.problem.kind) {
      case 'token-refused':
      case 'permission-missing':
      case 'presence-unavailable':
      case 'entra-refused':
        return failed({ kind: 'sign-in-needed', next: 'person', code: null })
      case 'not-an-answer':
        return ok(emptyPresence)
      default:
        return answer
    }
  },
})

const emptyPresence: Presence = {
  availability: '',
  activity: '',
  outOfOffice: { isOutOfOffice: false, message: null },
  statusMessage: null,
  workLocation: null,
}
