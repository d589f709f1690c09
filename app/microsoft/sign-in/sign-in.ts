// Who is signed in: the account, the trips through the browser that change it, and its tokens. MSAL is hidden behind
// this interface.
import type { AccountInfo, AuthenticationResult } from '@azure/msal-node'
import type { Permission } from '../../model/names.ts'
import { type Answer, failed, ok, type Problem, unexpected } from '../../model/problem.ts'
import type { Account } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { oneLine } from '../../reading/one-line.ts'
import { clouds, type Registration, scopeOf } from '../clouds.ts'
import type { TokenNeed } from '../graph/graph.ts'
import { permissionsOf } from '../graph/requests.ts'
import type { Network } from '../network/network.ts'
import type { BrowserPages } from './browser-page.ts'
import { type BrowserTrip, startBrowserTrip } from './browser-trip.ts'
import { joinClaims } from './claims-request.ts'
import { featureProblem } from './consent-problem.ts'
import { type Brought, createMsalClient, type MsalClient } from './msal-client.ts'
import { createSilentTokens, isSameAccount } from './silent-tokens.ts'

/** What the first sign-in asks for, and a check needs. */
const basePermissions = permissionsOf('own-presence')
/** The longest displayName ("user resource type"), in characters; a userPrincipalName is shorter. */
const LONGEST_NAME = 256

export type TokenReading =
  | { kind: 'empty' }
  | { kind: 'tokens'; json: string }
  /** The keyring gave this process no key: what it guards is not lost, and a process that starts later may have it. */
  | { kind: 'locked' }
  /** The keyring has not answered yet, as while it asks for its password: what it guards may be had later. */
  | { kind: 'silent' }
  /** Damaged, or of another computer; kept under this name. */
  | { kind: 'unreadable'; keptAs: string }

/** Where the tokens are: on the disk, encrypted by the keyring; in memory, for want of one; or not yet on the disk. */
export type TokensKept = 'keyring' | 'memory' | 'not-yet-written'

/** Where MSAL's cache is kept between two runs. */
export interface TokenCache {
  read(): Promise<TokenReading>
  /** Never rejects: a cache that cannot be written still serves this run, and is written as soon as it can be. */
  write(json: string): Promise<void>
  /** Never rejects: whatever the disk does, this run keeps no tokens, and reads none of those any more. */
  forget(): Promise<void>
  /** What is so now. */
  keptIn(): Promise<TokensKept>
}

export interface SignIn {
  /** The account of the last run, without any question to anybody; null when there is none. */
  storedAccount(): Promise<Answer<Account | null>>
  /**
   * Opens one browser tab, however often it is called while one is open. Only a click may call this. Where the browser
   * brings another account than the one before, that one stays: the problem is `other-account-chosen`, and `choice`
   * has both.
   */
  signIn(): Promise<Answer<Account>>
  /** The account before and the other one that the browser brought, until one is decided for; null at other times. */
  choice(): AccountChoice | null
  /** Puts the other account and its tokens in place of the account before. */
  followChosen(): Promise<Answer<Account>>
  /** Forgets the other account and its tokens. */
  dropChosen(): void
  /**
   * Asks in the browser for more permissions of the same account, as `signIn` does. Only a click may call this.
   * Whatever comes of it, the account and what it could do before stay as they are.
   */
  consent(permissions: readonly Permission[]): Promise<Answer<void>>
  /** Entra's page that is waited for in the browser, for another browser; null while there is none. */
  pageAddress(): string | null
  /** Ends what is under way in the browser at once: it answers `sign-in-cancelled`. */
  cancel(): void
  /** Forgets the account and its tokens on this computer, as far as the disk lets go of them. Never rejects. */
  signOut(): Promise<void>
  /**
   * A token for Graph, never by way of a browser. Where a permission beyond Presence.Read was never consented to the
   * problem is `permission-missing`, and concerns what needs it alone.
   */
  accessToken(need: TokenNeed, permission?: Permission): Promise<Answer<string>>
  /** The object id of the signed-in user, as Graph's paths name it; null when nobody is signed in. */
  accountId(): string | null
}

export interface AccountChoice {
  before: Account
  chosen: Account
}

export interface SignInParts {
  registration: Registration
  network: Network
  tokenCache: TokenCache
  clock: Clock
  platform: NodeJS.Platform
  /** Hands a page of Entra's to the system's browser; rejects when there is none. */
  openBrowser: (url: string) => Promise<void>
  /** In the language of now. */
  pages: () => BrowserPages
}

/** What is made of the tokens at the end of a trip; `claims` are those that it asked for. */
type Arrival<Value> = (
  result: AuthenticationResult,
  claims: string | null,
  brought: Brought,
) => Promise<Answer<Value>>

export function createSignIn(parts: SignInParts): SignIn {
  const { registration, tokenCache } = parts
  const { cloud } = registration
  const { loginHost } = clouds[cloud]
  const msalClient = createMsalClient({ ...parts, onClaimsAsked: owe })
  let account: AccountInfo | null = null
  /** Claims that only a person can satisfy: asked for at the next sign-in. */
  let owedClaims: string | null = null
  let signingIn: BrowserTrip<Account> | null = null
  /** Another account than the one before, with its tokens: on the disk there are those of the one before alone. */
  let chosen: Chosen | null = null
  let consenting: (BrowserTrip<void> & { asked: string }) | null = null

  const tokens = createSilentTokens({
    msalClient,
    cloud,
    clock: parts.clock,
    account: () => account,
    onClaimsOwed: owe,
  })

  function owe(claims: string) {
    owedClaims = joinClaims(owedClaims, claims)
  }

  function startTrip<Value>(
    permissions: readonly Permission[],
    redeem: MsalClient['runForSignIn'],
    arrive: Arrival<Value>,
  ): BrowserTrip<Value> {
    const claims = owedClaims
    const asked = {
      scopes: permissions.map((permission) => scopeOf(cloud, permission)),
      // A lost sign-in names its account; a new one lets the person choose, not the browser.
      ...(account && account.username.length <= LONGEST_NAME
        ? { loginHint: account.username }
        : { prompt: 'select_account' }),
      ...(claims === null ? {} : { claims }),
    }
    const trip = startBrowserTrip(
      { ...parts, loginHost, msalClient, redeem },
      asked,
      async (result, brought) => {
        const arrived = await arrive(result, claims, brought)
        // Those of an account that was not taken are still owed.
        if (arrived.ok && !chosen) owedClaims = null
        return arrived
      },
    )
    const outcome = trip.outcome.then((answer) => {
      // The next try goes without what made the address too long: Entra asks for what it needs by itself.
      if (!answer.ok && answer.problem.kind === 'address-too-long') owedClaims = null
      return answer
    })
    return { ...trip, outcome }
  }

  /** Null for another account than the one before. */
  async function arrive(
    result: AuthenticationResult,
    claims: string | null,
    brought: Brought,
  ): Promise<Answer<Account | null>> {
    const signedIn = result.account
    if (!signedIn) return failed(unexpected('Entra named no account'))
    // The keyring may have been locked when the account was looked for.
    const before = account ?? (await msalClient.keptAccount())
    if (!before || isSameAccount(signedIn, before)) return takeAccount(signedIn, result, claims)
    account = before
    chosen = { before, account: signedIn, result, claims, keep: brought.setAside() }
    return ok(null)
  }

  function takeAccount(
    signedIn: AccountInfo,
    result: AuthenticationResult,
    claims: string | null,
  ): Answer<Account> {
    // It may be another account's than those held.
    tokens.forget()
    const token = tokens.hold(result, basePermissions, claims)
    if (!token.ok) return token
    account = signedIn
    owedClaims = null
    return ok(accountOf(signedIn))
  }

  function cancel() {
    signingIn?.cancel()
    consenting?.cancel()
  }

  return {
    async storedAccount() {
      const stored = await msalClient.run(async (msal) => {
        account = (await msal.getAllAccounts())[0] ?? null
        return ok(account && accountOf(account))
      })
      if (!stored.ok) await msalClient.reload()
      return stored
    },

    signIn() {
      if (signingIn) return signingIn.outcome
      // Whoever signs in has given up what the other page asked.
      consenting?.cancel()
      chosen = null
      const trip = startTrip(basePermissions, msalClient.runForSignIn, arrive)
      const outcome = trip.outcome.then((answer): Answer<Account> => {
        signingIn = null
        if (!answer.ok) return answer
        return answer.value ? ok(answer.value) : failed(otherChosen(chosen?.account))
      })
      signingIn = { ...trip, outcome }
      return outcome
    },

    choice: () => chosen && { before: accountOf(chosen.before), chosen: accountOf(chosen.account) },

    async followChosen() {
      if (!chosen) return failed({ kind: 'sign-in-needed', next: 'person', code: null })
      const { account: signedIn, result, claims, keep } = chosen
      chosen = null
      const taken = takeAccount(signedIn, result, claims)
      if (taken.ok) await keep()
      return taken
    },

    dropChosen() {
      chosen = null
    },

    async consent(permissions) {
      const asked = permissions.join(' ')
      if (consenting?.asked === asked) return consenting.outcome
      const own = account
      if (!own) return failed({ kind: 'sign-in-needed', next: 'person', code: null })
      // Whose permissions they would be is not decided yet.
      if (chosen) return failed({ kind: 'sign-in-cancelled', next: 'person' })
      cancel()
      const trip = startTrip<void>(permissions, msalClient.run, async (result, claims) => {
        if (!result.account || !isSameAccount(result.account, own)) return failed(otherChosen(result.account))
        const token = tokens.hold(result, permissions, claims)
        return token.ok ? ok(undefined) : token
      })
      const outcome = trip.outcome.then((answer) => {
        if (consenting === mine) consenting = null
        return answer.ok ? answer : failed<void>(featureProblem(answer.problem, permissions))
      })
      const mine = { ...trip, outcome, asked }
      consenting = mine
      return outcome
    },

    pageAddress: () => signingIn?.pageAddress() ?? consenting?.pageAddress() ?? null,
    cancel,

    async signOut() {
      cancel()
      account = null
      chosen = null
      // What is still on its way would be written down after everything was forgotten.
      await msalClient.reload()
      account = null
      chosen = null
      tokens.forget()
      owedClaims = null
      await tokenCache.forget()
    },

    accountId: () => account?.localAccountId ?? null,
    accessToken: (need, permission = 'Presence.Read') => tokens.get(need, permission),
  }
}

interface Chosen {
  before: AccountInfo
  account: AccountInfo
  result: AuthenticationResult
  /** Those that its trip asked for. */
  claims: string | null
  /** Puts its tokens in place of those kept. */
  keep: () => Promise<void>
}

const otherChosen = (account: AccountInfo | null | undefined): Problem => ({
  kind: 'other-account-chosen',
  next: 'person',
  chosen: shown(account?.username ?? ''),
})

/** As Entra tells it, which may be anything that a person could enter there. */
const shown = (text: string): string => oneLine(text).slice(0, LONGEST_NAME)

const accountOf = ({ name, username, tenantId }: AccountInfo): Account => ({
  name: shown(name ?? username),
  username: shown(username),
  tenantId,
})
