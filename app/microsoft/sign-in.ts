// Entra through MSAL, hidden behind our own interface: a coming major of msal-node removes the public client.
import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node'
import type { Clock } from '../presence/clock.ts'
import { oneLine } from '../reading/one-line.ts'
import type { Account } from '../state.ts'
import { type BrowserTrip, startBrowserTrip } from './browser-trip.ts'
import { clouds, type Registration, scopeOf } from './clouds.ts'
import { featureProblem, lacksConsent } from './consent-problem.ts'
import { problemOfEntra } from './entra-errors.ts'
import type { TokenNeed } from './graph.ts'
import type { Network } from './network.ts'
import { networkForMsal } from './network-for-msal.ts'
import { type Answer, failed, ok, type Problem, unexpected } from './problem.ts'
import { type Permission, permissionsOf } from './requests.ts'

/** A sign-in that nobody finishes ends by itself after this time. */
const SIGN_IN_TIMEOUT_MS = 5 * 60_000
/** What the first sign-in asks for, and a check needs. */
const basePermissions = permissionsOf('own-presence')
/** The longest displayName ("user resource type"), in characters. */
const LONGEST_NAME = 256
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
  /**
   * Asks in the browser for more permissions of the same account, as `signIn` does. Only a click may call this.
   * Whatever comes of it, the account and what it could do before stay as they are.
   */
  consent(permissions: readonly Permission[]): Promise<Answer<void>>
  /** Ends what is under way in the browser at once: it answers `sign-in-cancelled`. */
  cancel(): void
  /** Forgets the account and its tokens on this computer. */
  signOut(): Promise<void>
  /**
   * A token for Graph, never by way of a browser. Where a permission beyond Presence.Read was never consented to the
   * problem is `permission-missing`, and concerns what needs it alone.
   */
  accessToken(need: TokenNeed, permission?: Permission): Promise<Answer<string>>
  /** The object id of the signed-in user, as Graph's paths name it; null when nobody is signed in. */
  accountId(): string | null
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
  const scopesOf = (permissions: readonly Permission[]) =>
    permissions.map((permission) => scopeOf(registration.cloud, permission))
  const forMsal = networkForMsal(network, () => clock.nowMs())
  let client: Promise<Answer<PublicClientApplication>> | null = null
  let account: AccountInfo | null = null
  /** Kept here too, by permission: MSAL would read its whole cache for each of the day's checks. */
  const held = new Map<Permission, { token: string; untilMs: number }>()
  /** Claims that only a person can satisfy: asked for at the next sign-in. */
  let owedClaims: string | null = null
  let signingIn: Trip<Account> | null = null
  let consenting: (Trip<void> & { asked: string }) | null = null
  let settled: Promise<unknown> = Promise.resolve()
  let lastAsked: Promise<unknown> = Promise.resolve()

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

  function hold(result: AuthenticationResult, permissions: readonly Permission[]): Answer<string> {
    const token = result.accessToken
    // A proxy's empty JSON passes MSAL as a token without a text.
    if (!token) return failed({ kind: 'not-json', needs: 'time', host: cloud.loginHost })
    if (result.account) account = result.account
    const untilMs = (result.expiresOn?.getTime() ?? 0) - TOKEN_MARGIN_MS
    for (const permission of permissions) held.set(permission, { token, untilMs })
    return ok(token)
  }

  async function forgetOthers(msal: PublicClientApplication, kept: AccountInfo | null) {
    for (const other of await msal.getAllAccounts()) {
      if (other.homeAccountId !== kept?.homeAccountId) await msal.signOut({ account: other })
    }
  }

  async function askSilently(need: TokenNeed, permission: Permission): Promise<Answer<string>> {
    const made = await readyClient()
    if (!made.ok) return made
    const asker = account
    if (!asker) return failed({ kind: 'sign-in-needed', needs: 'person', code: null })
    forMsal.forgetProblem()
    try {
      const result = await made.value.acquireTokenSilent({
        account: asker,
        scopes: scopesOf([permission]),
        forceRefresh: need.kind === 'fresh',
        ...(need.kind === 'with-claims' ? { claims: need.claims } : {}),
      })
      // Signed out meanwhile, or somebody else signed in: this token is nobody's any more.
      if (account?.homeAccountId !== asker.homeAccountId)
        return failed({ kind: 'sign-in-cancelled', needs: 'time' })
      return hold(result, [permission])
    } catch (error) {
      held.delete(permission)
      const problem = problemOf(error)
      if (!basePermissions.includes(permission) && lacksConsent(problem))
        return failed({ kind: 'permission-missing', needs: 'person', permission })
      if (problem.kind === 'sign-in-needed' && need.kind === 'with-claims') owedClaims = need.claims
      return failed(problem)
    }
  }

  function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
    const mine = lastAsked.then(act)
    lastAsked = mine.catch(() => {})
    return mine
  }

  /** The way through the browser and back, with the tokens at its end. */
  async function travel<Value>(
    browser: BrowserTrip,
    permissions: readonly Permission[],
    arrive: (result: AuthenticationResult, msal: PublicClientApplication) => Promise<Answer<Value>>,
  ): Promise<Answer<Value>> {
    await settled
    const made = await readyClient()
    // Whoever signs in anew does not need what a locked keyring holds.
    const msal = made.ok ? made.value : await clientWith(null)
    client = Promise.resolve(ok(msal))
    forMsal.forgetProblem()
    try {
      const result = await msal.acquireTokenInteractive({
        scopes: scopesOf(permissions),
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
      return await arrive(result, msal)
    } catch (error) {
      return failed(browser.ended() ?? browser.mishap() ?? problemOf(error))
    }
  }

  async function takeAccount(result: AuthenticationResult, msal: PublicClientApplication) {
    // It may be another account's than those held.
    held.clear()
    const token = hold(result, basePermissions)
    if (!token.ok) return token
    owedClaims = null
    await forgetOthers(msal, account)
    return account ? ok(accountOf(account)) : failed(unexpected('Entra named no account'))
  }

  /** Starts a trip of which the person hears at once when it is ended. */
  function setOut<Value>(
    way: (browser: BrowserTrip) => Promise<Answer<Value>>,
    onArrival: () => void,
  ): Trip<Value> {
    const browser = startBrowserTrip({
      loginHost: cloud.loginHost,
      clock,
      timeoutMs: SIGN_IN_TIMEOUT_MS,
      openBrowser,
    })
    const travelled = way(browser)
    settled = travelled
    const ended = browser.end.then((problem) => failed<Value>(problem))
    const outcome = Promise.race([travelled, ended]).finally(() => {
      browser.arrived()
      onArrival()
    })
    return { outcome, browser }
  }

  function cancel() {
    signingIn?.browser.cancel()
    consenting?.browser.cancel()
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
      if (signingIn) return signingIn.outcome
      // Whoever signs in has given up what the other page asked.
      consenting?.browser.cancel()
      signingIn = setOut(
        (browser) => travel(browser, basePermissions, takeAccount),
        () => {
          signingIn = null
        },
      )
      return signingIn.outcome
    },

    async consent(permissions) {
      const asked = permissions.join(' ')
      if (consenting?.asked === asked) return consenting.outcome
      const own = account
      if (!own) return failed({ kind: 'sign-in-needed', needs: 'person', code: null })
      cancel()

      const takePermissions = async (result: AuthenticationResult, msal: PublicClientApplication) => {
        if (result.account?.homeAccountId !== own.homeAccountId) {
          await forgetOthers(msal, own)
          const chosen = shown(result.account?.username ?? '')
          return failed<void>({ kind: 'other-account-chosen', needs: 'time', chosen })
        }
        const token = hold(result, permissions)
        if (!token.ok) return token
        owedClaims = null
        return ok(undefined)
      }
      const way = async (browser: BrowserTrip): Promise<Answer<void>> => {
        const arrived = await travel(browser, permissions, takePermissions)
        return arrived.ok ? arrived : failed(featureProblem(arrived.problem, permissions))
      }
      const trip = setOut(way, () => {
        if (consenting === mine) consenting = null
      })
      const mine = { ...trip, asked }
      consenting = mine
      return mine.outcome
    },

    cancel,

    async signOut() {
      cancel()
      account = null
      // What is still on its way would be written down after everything was forgotten.
      await Promise.all([settled, lastAsked])
      const made = await readyClient()
      if (made.ok) await forgetOthers(made.value, null)
      client = null
      account = null
      held.clear()
      owedClaims = null
      await tokenCache.forget()
    },

    accountId: () => account?.localAccountId ?? null,

    async accessToken(need, permission = 'Presence.Read') {
      const goodOne = () => {
        const kept = need.kind === 'any' ? held.get(permission) : undefined
        return kept && clock.nowMs() < kept.untilMs ? ok(kept.token) : null
      }
      // One after another: what the network said last would else be taken for the answer to somebody else's question.
      return goodOne() ?? inTurn(async () => goodOne() ?? (await askSilently(need, permission)))
    },
  }
}

/** What is under way in the browser. */
interface Trip<Value> {
  outcome: Promise<Answer<Value>>
  browser: BrowserTrip
}

/** As Entra tells it, which may be anything that a person could enter there. */
const shown = (text: string): string => oneLine(text).slice(0, LONGEST_NAME)

const accountOf = ({ name, username, tenantId }: AccountInfo): Account => ({
  name: shown(name ?? username),
  username: shown(username),
  tenantId,
})
