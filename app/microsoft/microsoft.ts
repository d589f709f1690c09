// Microsoft as this program needs it: sign-ins, presences and tenants, all through the one network.
import type { Words } from '../../words/words.ts'
import type { Clock } from '../presence/clock.ts'
import type { CloudName, GraphVersion } from '../settings.ts'
import { browserPages } from './browser-page.ts'
import type { Registration } from './clouds.ts'
import { createGraph, type Graph } from './graph.ts'
import { createNetwork, type NetworkParts } from './network.ts'
import type { Answer } from './problem.ts'
import { createSignIn, type SignIn, type TokenCache } from './sign-in.ts'
import { type FoundTenant, findTenant } from './tenant.ts'

export interface MicrosoftParts extends NetworkParts {
  tokenCache: TokenCache
  clock: Clock
  platform: NodeJS.Platform
  /** Rejects when the system cannot open it. */
  openBrowser: (url: string) => Promise<void>
  /** The language in use, for the pages that the browser shows at the end of a sign-in. */
  wordsNow: () => Words
  /** The setting of now. */
  graphVersion: () => GraphVersion
}

export interface Microsoft {
  signInFor(registration: Registration): SignIn
  sourceFor(registration: Registration, signIn: SignIn): Graph
  findTenant(wanted: { tenant: string; cloud: CloudName }): Promise<Answer<FoundTenant>>
}

export function createMicrosoft(parts: MicrosoftParts): Microsoft {
  const { tokenCache, clock, platform, openBrowser, wordsNow, graphVersion: version } = parts
  const network = createNetwork(parts)
  return {
    signInFor(registration) {
      const pages = () => browserPages(wordsNow())
      return createSignIn({ registration, network, tokenCache, clock, platform, openBrowser, pages })
    },
    sourceFor: ({ cloud }, { accessToken, accountId }) =>
      createGraph({ network, cloud, version, accessToken, accountId, nowMs: clock.nowMs }),
    findTenant: (wanted) => findTenant(network, clock.nowMs, wanted),
  }
}
