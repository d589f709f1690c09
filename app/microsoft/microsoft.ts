// Microsoft as used by this program: sign-in, Graph and tenant lookup, all through one network.
import type { Words } from '../../words/words.ts'
import type { CloudName, GraphVersion } from '../model/names.ts'
import { type Answer, failed } from '../model/problems/problem.ts'
import { clockProblems } from '../model/problems/problem-kinds.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { TokenCache } from '../model/token-store.ts'
import { clouds, type Registration } from './clouds.ts'
import { boundedGraph } from './graph/bounded-graph.ts'
import { createGraph, type Graph } from './graph/graph.ts'
import { createLimitedNetwork } from './network/limited-network.ts'
import { createNetwork, loggedFetch, type NetworkParts } from './network/network.ts'
import { createSecretsInUse } from './network/secrets-in-use.ts'
import { browserPages } from './sign-in/browser-page.ts'
import { createSignIn, type SignIn } from './sign-in/sign-in.ts'
import { findTenant } from './sign-in/tenant.ts'

export interface MicrosoftParts extends NetworkParts {
  tokenCache: TokenCache
  clock: Clock
  platform: NodeJS.Platform
  /** Rejects when the system cannot open it. */
  openBrowser: (url: string, signal: AbortSignal) => Promise<void>
  /** In the current language, for the pages that the browser shows at the end of a sign-in. */
  wordsNow: () => Words
  /** The current setting. */
  graphVersion: () => GraphVersion
  /** `debug` for each request, `warn` where a request limit was reached. */
  log: { debug: (text: string) => void; warn: (text: string) => void }
}

export type Microsoft = ReturnType<typeof createMicrosoft>

export function createMicrosoft(parts: MicrosoftParts) {
  const { tokenCache, clock, platform, openBrowser, wordsNow, log, graphVersion: version } = parts
  const secrets = createSecretsInUse()
  const { clockOffMs, withClockOffset, ...requests } = createNetwork({
    ...parts,
    fetch: loggedFetch(parts.fetch, clock, log),
  })
  const network = createLimitedNetwork({
    clock,
    network: secrets.watchNetwork(requests),
    onHeldBack: log.warn,
  })
  /** Microsoft may have refused because of this computer's clock. */
  const withClock = <Value>(answer: Answer<Value>): Answer<Value> =>
    answer.ok || !clockProblems.has(answer.problem.kind) ? answer : failed(withClockOffset(answer.problem))
  /** Requests of the user, which background requests never delay. */
  const fromClick = async <Value>(act: () => Promise<Answer<Value>>): Promise<Answer<Value>> =>
    withClock(await network.withOrigin({ reason: 'click', account: '' }, act))
  let newest: Pick<SignIn, 'pageAddress'> | null = null
  return {
    signInFor(registration: Registration): SignIn {
      const pages = () => browserPages(wordsNow())
      const signIn = secrets.protectSignIn(
        createSignIn({ registration, network, tokenCache, clock, platform, openBrowser, pages }),
      )
      newest = signIn
      return {
        ...signIn,
        signIn: () => fromClick(signIn.signIn),
        consent: (permissions) => fromClick(() => signIn.consent(permissions)),
      }
    },
    /** Address of Entra's page that the newest sign-in has open in the browser; null while there is none. */
    pageAddress: () => newest?.pageAddress() ?? null,
    sourceFor({ cloud }: Registration, { accessToken, accountId }: SignIn): Graph {
      const graph = createGraph({ network, cloud, version, accessToken, accountId, nowMs: clock.nowMs })
      return boundedGraph({ graph, network, clock, host: clouds[cloud].graphHost, accountId, withClock })
    },
    findTenant: (wanted: { tenant: string; cloud: CloudName }) =>
      fromClick(() => findTenant(network, clock.nowMs, wanted)),
    clockOffMs,
  }
}
