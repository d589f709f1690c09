// Entra through MSAL, hidden behind our own interface: a coming major of msal-node removes the public client.
import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node'
import type { Clock } from '../presence/clock.ts'
import type { Account } from '../state.ts'
import { type BrowserTrip, startBrowserTrip } from './browser-trip.ts'
import { clouds, type Registration } from './clouds.ts'
import { problemOfEntra } from './entra-errors.ts'
import type { TokenNeed } from './graph.ts'
import type { Network } from './network.ts'
import { networkForMsal } from './network-for-msal.ts'
import { type Answer, failed, ok, type Problem, unexpected } from './problem.ts'

/** A sign-in that nobody finishes ends by itself after this time. */
const SIGN_IN_TIMEOUT_MS = 5 * 60_000
/** A token this near its end is not used any more. */
const TOKEN_MARGIN_MS = 5 * 60_000

export type TokenReading =
  | { kind: 'empty' }
  | { kind: 'tokens'; json: string }
  /** The keyring is shut just now: what it guards is not lost. */
  | { kind: 'locked' }
  /** Damaged, or of another computer; set aside under this name. */
  | { kind: 'unreadable'; keptAs: string }

/** Where MSAL's cache is kept between two runs. */
export interface TokenCache {
  read(): Promise<TokenReading>
  /** Never rejects: a cache that cannot be written still serves this run. */
  write(json: string): Promise<void>
  forget(): Promise<void>
  keptIn(): Promise<'keyring' | 'memory'>
}

export interface SignIn {
  /** The account of the last run, without any question to anybody; null when there is none. */
  storedAccount(): Promise<Answer<Account | null>>
  /** Opens one browser tab, however often it is called while one is open. Only a click may call this. */
  signIn(): Promise<Answer<Account>>
  /** Ends a sign-in under way at once; `signIn` answers `sign-in-cancelled`. */
  cancel(): void
  /** Forgets the account and its tokens on this computer. */
  signOut(): Promise<void>
  /** A token for Graph, never by way of a browser. */
  accessToken(need: TokenNeed): Promise<Answer<string>>
}

export interface SignInParts {
  registration: Registration
  network: Network
  tokenCache: TokenCache
  clock: Clock
  /** Hands a page of Entra's to the system's browser; rejects when there is none. */
  openBrowser: (url: string) => Promise<void>
  pages: { done: string; failed: string }
}

export function createSignIn({
  registration,
  network,
  tokenCache,
  clock,
  openBrowser,
  pages,
}: SignInParts): SignIn {
  const cloud = clouds[registration.cloud]
  const scopes = [cloud.presenceScope]
  const forMsal = networkForMsal(network, () => clock.nowMs())
  let client: Promise<Answer<PublicClientApplication>> | null = null
  let account: AccountInfo | null = null
  /** Kept here too: MSAL would read its whole cache for each of the day's checks. */
  let held: { token: string; untilMs: number } | null = null
  /** Claims that only a person can satisfy: asked for at the next sign-in. */
  let owedClaims: string | null = null
  let trip: { outcome: Promise<Answer<Account>>; browser: BrowserTrip } | null = null
  let settled: Promise<unknown> = Promise.resolve()

  const problemOf = (error: unknown): Problem => problemOfEntra(error, forMsal.lastProblem(), cloud.loginHost)

  async function makeClient(): Promise<Answer<PublicClientApplication>> {
    let stored: TokenReading
    try {
      stored = await tokenCache.read()
    } catch (error) {
      return failed(unexpected(error))
    }
    if (stored.kind === 'locked') return failed({ kind: 'keyring-locked', needs: 'person' })
    if (stored.kind === 'unreadable')
      return failed({ kind: 'tokens-unreadable', needs: 'person', keptAs: stored.keptAs })
    return ok(await clientWith(stored.kind === 'tokens' ? stored.json : null))
  }

  /** MSAL is loaded on first need: the demo day and a first start go without. */
  async function clientWith(storedCache: string | null): Promise<PublicClientApplication> {
    const { PublicClientApplication: Client } = await import('@azure/msal-node')
    let json = storedCache
    return new Client({
      auth: {
        clientId: registration.clientId,
        authority: `https://${cloud.loginHost}/${registration.tenant}`,
        clientCapabilities: ['CP1'],
      },
      system: { networkClient: forMsal.client },
      cache: {
        cachePlugin: {
          // MSAL's own memory does not last from one call to the next; this one saves the way to the disk.
          async beforeCacheAccess({ tokenCache: cache }) {
            if (json !== null) cache.deserialize(json)
          },
          async afterCacheAccess({ cacheHasChanged, tokenCache: cache }) {
            if (!cacheHasChanged) return
            json = cache.serialize()
            await tokenCache.write(json)
          },
        },
      },
    })
  }

  async function readyClient(): Promise<Answer<PublicClientApplication>> {
    client ??= makeClient()
    const made = await client
    // A locked keyring may be open the next time, and a damaged cache has been set aside by now.
    if (!made.ok) client = null
    return made
  }

  function hold(result: AuthenticationResult): Answer<string> {
    // A proxy's empty JSON passes MSAL as a token without a text.
    if (!result.accessToken) return failed({ kind: 'not-json', needs: 'time', host: cloud.loginHost })
    if (result.account) account = result.account
    held = { token: result.accessToken, untilMs: (result.expiresOn?.getTime() ?? 0) - TOKEN_MARGIN_MS }
    return ok(result.accessToken)
  }

  async function forgetOthers(msal: PublicClientApplication, kept: AccountInfo | null) {
    for (const other of await msal.getAllAccounts()) {
      if (other.homeAccountId !== kept?.homeAccountId) await msal.signOut({ account: other })
    }
  }

  /** The way through the browser and back, with the tokens at its end. */
  async function travel(browser: BrowserTrip): Promise<Answer<Account>> {
    await settled
    const made = await readyClient()
    // Whoever signs in anew does not need what a locked keyring holds.
    const msal = made.ok ? made.value : await clientWith(null)
    client = Promise.resolve(ok(msal))
    forMsal.forgetProblem()
    try {
      const result = await msal.acquireTokenInteractive({
        scopes,
        openBrowser: browser.open,
        successTemplate: pages.done,
        errorTemplate: pages.failed,
        // A lost sign-in names its account; a new one lets the person choose, not the browser.
        ...(account ? { loginHint: account.username } : { prompt: 'select_account' }),
        ...(owedClaims ? { claims: owedClaims } : {}),
      })
      if (browser.ended()) {
        await forgetOthers(msal, account)
        return failed(browser.ended() ?? unexpected('ended'))
      }
      const token = hold(result)
      if (!token.ok) return token
      owedClaims = null
      await forgetOthers(msal, account)
      return account ? ok(accountOf(account)) : failed(unexpected('Entra named no account'))
    } catch (error) {
      return failed(browser.ended() ?? browser.mishap() ?? problemOf(error))
    }
  }

  return {
    async storedAccount() {
      const made = await readyClient()
      if (!made.ok) return made
      try {
        account = (await made.value.getAllAccounts())[0] ?? null
        return ok(account && accountOf(account))
      } catch (error) {
        client = null
        return failed(unexpected(error))
      }
    },

    signIn() {
      if (trip) return trip.outcome
      const browser = startBrowserTrip({
        loginHost: cloud.loginHost,
        clock,
        timeoutMs: SIGN_IN_TIMEOUT_MS,
        openBrowser,
      })
      const travelled = travel(browser)
      settled = travelled
      const outcome = Promise.race([
        travelled,
        browser.end.then((problem) => failed<Account>(problem)),
      ]).finally(() => {
        browser.arrived()
        trip = null
      })
      trip = { outcome, browser }
      return outcome
    },

    cancel: () => trip?.browser.cancel(),

    async signOut() {
      trip?.browser.cancel()
      await settled
      const made = await readyClient()
      if (made.ok) await forgetOthers(made.value, null)
      client = null
      account = null
      held = null
      owedClaims = null
      await tokenCache.forget()
    },

    async accessToken(need) {
      if (need.kind === 'any' && held && clock.nowMs() < held.untilMs) return ok(held.token)
      const made = await readyClient()
      if (!made.ok) return made
      if (!account) return failed({ kind: 'sign-in-needed', needs: 'person', code: null })
      forMsal.forgetProblem()
      try {
        const result = await made.value.acquireTokenSilent({
          account,
          scopes,
          forceRefresh: need.kind === 'fresh',
          ...(need.kind === 'with-claims' ? { claims: need.claims } : {}),
        })
        return hold(result)
      } catch (error) {
        held = null
        const problem = problemOf(error)
        if (problem.kind === 'sign-in-needed' && need.kind === 'with-claims') owedClaims = need.claims
        return failed(problem)
      }
    },
  }
}

const accountOf = ({ name, username, tenantId }: AccountInfo): Account => ({
  name: name ?? username,
  username,
  tenantId,
})
