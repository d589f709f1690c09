// A sign-in against the fake Microsoft, with a browser whose behaviour each test chooses.

import { onTestFinished, vi } from 'vitest'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import type { Registration } from '../../../app/microsoft/clouds.ts'
import { createGraph } from '../../../app/microsoft/graph/graph.ts'
import { createNetwork, type Network } from '../../../app/microsoft/network/network.ts'
import { browserPages } from '../../../app/microsoft/sign-in/browser-page.ts'
import { createSignIn } from '../../../app/microsoft/sign-in/sign-in.ts'
import type { TokenCache, TokenReading } from '../../../app/model/token-store.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import type { FakeOptions } from '../../../simulator/microsoft/fake-options.ts'
import { wordsIn } from '../../../words/words.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

/** A token cache that survives a restart, like the disk. */
export function cacheInMemory(): TokenCache & { kept: TokenReading } {
  return {
    kept: { kind: 'empty' },
    async read() {
      return this.kept
    },
    async write(json) {
      this.kept = { kind: 'tokens', json }
    },
    async forget() {
      this.kept = { kind: 'empty' }
    },
    keptIn: async () => 'keyring',
  }
}

export async function signingIn(
  options: Partial<FakeOptions> = {},
  registered: Partial<Registration> = {},
  platform: NodeJS.Platform = 'linux',
) {
  const fake: FakeMicrosoft = await startFakeMicrosoft(options)
  onTestFinished(() => fake.close())
  const clock = createVirtualClock(Date.now())
  const tokenCache = cacheInMemory()
  const opened: string[] = []
  const pages: string[] = []
  /** What the user does with the page that opens. */
  const browser = {
    opens: true,
    act: async (url: string): Promise<void> => {
      pages.push(await (await signInThroughBrowser(fake.url, url)).text())
    },
  }
  const registration: Registration = {
    clientId: fake.clientId,
    tenant: 'organizations',
    cloud: 'global',
    ...registered,
  }
  const parts = { fetch, isOnline: () => true, microsoftUrl: fake.url, clock: systemClock }
  let network = createNetwork(parts)
  /** Delays the answers of the network. */
  const answers: { heldBy: Promise<void> | null } = { heldBy: null }
  const toNetwork: Network = {
    async request(request) {
      const answer = await network.request(request)
      await answers.heldBy
      return answer
    },
  }
  /** The program, restarted with the same token cache. */
  const start = () => {
    const signIn = createSignIn({
      registration,
      network: toNetwork,
      tokenCache,
      clock,
      openBrowser: async (url) => {
        if (!browser.opens) throw new Error('no browser')
        opened.push(url)
        // Opening the browser does not wait for the user.
        void browser.act(url).catch(() => {})
      },
      platform,
      pages: () => ({ ...browserPages(wordsIn('en')), done: '<p>done</p>', failed: '<p>failed</p>' }),
    })
    const graph = createGraph({
      network: toNetwork,
      cloud: registration.cloud,
      version: () => 'v1.0',
      accessToken: signIn.accessToken,
      accountId: signIn.accountId,
      nowMs: clock.nowMs,
    })
    return { ...signIn, ...graph }
  }
  /** Sets the time-out of the network from now on. */
  const waitNoLongerThan = (timeoutMs: number) => {
    network = createNetwork({ ...parts, timeoutMs })
  }
  return { fake, clock, tokenCache, opened, pages, browser, answers, start, waitNoLongerThan, ...start() }
}

/** Waits in real time until `value` gives something; throws a little before the test would end. */
export const until = <Value>(
  value: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
) => vi.waitUntil(value, { timeout: 25_000, interval: 10 })
