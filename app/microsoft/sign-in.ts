// Who is signed in: the account, the trips through the browser that change it, and its tokens. MSAL is hidden behind
// this interface.
import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node'
import type { Clock } from '../presence/clock.ts'
import { oneLine } from '../reading/one-line.ts'
import type { Account } from '../state.ts'
import type { BrowserPages } from './browser-page.ts'
import { type BrowserTrip, startBrowserTrip } from './browser-trip.ts'
import { joinClaims } from './claims-request.ts'
import { clouds, type Registration, scopeOf } from './clouds.ts'
import { featureProblem } from './consent-problem.ts'
import type { TokenNeed } from './graph.ts'
import { createMsalClient } from './msal-client.ts'
import type { Network } from './network.ts'
import { type Answer, failed, ok, unexpected } from './problem.ts'
import { type Permission, permissionsOf } from './requests.ts'
import { createSilentTokens, isSameAccount } from './silent-tokens.ts'

/** What the first sign-in asks for, and a check needs. */
const basePermissions = permissionsOf('own-presence')
/** The longest displayName ("user resource type"), in characters; a userPrincipalName is shorter. */
const LONGEST_NAME = 256

export type TokenReading =
  | { kind: 'empty' }
  | { kind: 'tokens'; json: string }
  /** The keyring is shut just now: what it guards is not lost. */
  | { kind: 'locked' }
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
  /** Opens one browser tab, however often it is called while one is open. Only a click may call this. */
  signIn(): Promise<Answer<Account>>
  /**
   * Asks in the browser for more permissions of the same account, as `signIn` does. Only a click may call this.
   * Whatever comes of it, the account and what it could do before stay as they are.
   */
  consent(permissions: readonly Permission[]): Promise<Answer<void>>
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
  msal: PublicClientApplication,
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

  function startTrip<Value>(permissions: readonly Permission[], arrive: Arrival<Value>): BrowserTrip<Value> {
    const claims = owedClaims
    const asked = {
      scopes: permissions.map((permission) => scopeOf(cloud, permission)),
      // A lost sign-in names its account; a new one lets the person choose, not the browser.
      ...(account && account.username.length <= LONGEST_NAME
        ? { loginHint: account.username }
        : { prompt: 'select_account' }),
      ...(claims === null ? {} : { claims }),
    }
    const trip = startBrowserTrip({ ...parts, loginHost, msalClient }, asked, async (result, msal) => {
      const arrived = await arrive(result, claims, msal)
      if (arrived.ok) owedClaims = null
      return arrived
    })
    const outcome = trip.outcome.then((answer) => {
      // The next try goes without what made the address too long: Entra asks for what it needs by itself.
      if (!answer.ok && answer.problem.kind === 'address-too-long') owedClaims = null
      return answer
    })
    return { ...trip, outcome }
  }

  async function takeAccount(
    result: AuthenticationResult,
    claims: string | null,
    msal: PublicClientApplication,
  ): Promise<Answer<Account>> {
    const signedIn = result.account
    if (!signedIn) return failed(unexpected('Entra named no account'))
    // It may be another account's than those held.
    tokens.forget()
    const token = tokens.hold(result, basePermissions, claims)
    if (!token.ok) return token
    account = signedIn
    await forgetOthers(msal, signedIn)
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
      const trip = startTrip(basePermissions, takeAccount)
      const outcome = trip.outcome.then((answer) => {
        signingIn = null
        return answer
      })
      signingIn = { ...trip, outcome }
      return outcome
    },

    async consent(permissions) {
      const asked = permissions.join(' ')
      if (consenting?.asked === asked) return consenting.outcome
      const own = account
      if (!own) return failed({ kind: 'sign-in-needed', next: 'person', code: null })
      cancel()
      const trip = startTrip<void>(permissions, async (result, claims) => {
        if (!result.account || !isSameAccount(result.account, own)) {
          const chosen = shown(result.account?.username ?? '')
          return failed({ kind: 'other-account-chosen', next: 'person', chosen })
        }
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

    cancel,

    async signOut() {
      cancel()
      account = null
      // What is still on its way would be written down after everything was forgotten.
      await msalClient.reload()
      account = null
      tokens.forget()
      owedClaims = null
      await tokenCache.forget()
    },

    accountId: () => account?.localAccountId ?? null,
    accessToken: (need, permission = 'Presence.Read') => tokens.get(need, permission),
  }
}

async function forgetOthers(msal: PublicClientApplication, kept: AccountInfo | null): Promise<void> {
  for (const other of await msal.getAllAccounts())
    if (other.homeAccountId !== kept?.homeAccountId) await msal.signOut({ account: other })
}

/** As Entra tells it, which may be anything that a person could enter there. */
const shown = (text: string): string => oneLine(text).slice(0, LONGEST_NAME)

const accountOf = ({ name, username, tenantId }: AccountInfo): Account => ({
  name: shown(name ?? username),
  username: shown(username),
  tenantId,
})
