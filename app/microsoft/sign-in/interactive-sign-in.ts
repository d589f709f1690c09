// The interactive flow: sign-in and consent in the browser, one at a time, and the choice between two accounts.
import type { AccountInfo } from '@azure/msal-node'
import type { Account } from '../../model/account-state.ts'
import { basePermissions } from '../../model/graph-requests.ts'
import type { Permission } from '../../model/names.ts'
import { type Answer, failed, ok, signInNeeded, unexpected } from '../../model/problems/problem.ts'
import type { AuthorizationCodeFlow, RedeemedCode } from './authorization-code-flow.ts'
import { featureProblem } from './consent-problem.ts'
import type { InteractiveRequests } from './interactive-request.ts'
import { accountOf, isSameAccount, otherAccountProblem } from './msal-accounts.ts'
import type { MsalClient, NewTokens } from './msal-client.ts'
import type { SilentTokens } from './silent-tokens.ts'

interface AccountChoice {
  before: Account
  chosen: Account
}

export interface InteractiveSignIn {
  /**
   * Opens one browser tab; a second call while it is open returns the same outcome. Only a click may call this. If the
   * browser signs in another account than the current one, the current one stays, the problem is
   * `other-account-chosen`, and `choice` returns both.
   */
  signIn(): Promise<Answer<Account>>
  /** The current account and the other one from the browser, until one of them is chosen; otherwise null. */
  choice(): AccountChoice | null
  /** Replaces the current account and its tokens with the other account. */
  followChosen(): Promise<Answer<Account>>
  /** Drops the other account and its tokens. */
  dropChosen(): void
  /**
   * Requests more permissions for the same account in the browser, as `signIn` does. Only a click may call this. The
   * account and its present permissions stay whatever the outcome.
   */
  consent(permissions: readonly Permission[]): Promise<Answer<void>>
  /** Address of Entra's page that is open in the browser, to open it in another one; null while there is none. */
  pageAddress(): string | null
  /** Cancels the sign-in or consent in progress, which answers `sign-in-cancelled` at once. */
  cancel(): void
}

export interface InteractiveSignInParts {
  msalClient: MsalClient
  tokens: Pick<SilentTokens, 'hold' | 'forget'>
  requests: Pick<InteractiveRequests, 'start' | 'clearClaims'>
  account: () => AccountInfo | null
  setAccount: (account: AccountInfo) => void
}

export function createInteractiveSignIn(parts: InteractiveSignInParts): InteractiveSignIn {
  const { msalClient, tokens, requests, account, setAccount } = parts
  let signingIn: AuthorizationCodeFlow<Account> | null = null
  let consenting: (AuthorizationCodeFlow<void> & { requested: string }) | null = null
  let other: OtherAccount | null = null

  /** Answers null for another account than the current one. */
  async function onSignedIn(redeemed: RedeemedCode, newTokens: NewTokens): Promise<Answer<Account | null>> {
    const signedIn = redeemed.result.account
    if (!signedIn) return failed(unexpected('Entra named no account'))
    // The keyring may have been locked when the stored account was read.
    const before = account() ?? (await msalClient.cachedAccount())
    if (!before || isSameAccount(signedIn, before)) return acceptAccount(signedIn, redeemed)
    setAccount(before)
    // The required claims stay: this account is not in use.
    other = { before, account: signedIn, redeemed, keep: newTokens.setAside() }
    return ok(null)
  }

  function acceptAccount(signedIn: AccountInfo, redeemed: RedeemedCode): Answer<Account> {
    // The tokens in memory may be those of another account.
    tokens.forget()
    const token = tokens.hold(redeemed, basePermissions)
    if (!token.ok) return token
    setAccount(signedIn)
    requests.clearClaims()
    return ok(accountOf(signedIn))
  }

  function cancel() {
    signingIn?.cancel()
    consenting?.cancel()
  }

  return {
    signIn() {
      if (signingIn) return signingIn.outcome
      // A user who signs in has abandoned the page of the consent.
      consenting?.cancel()
      other = null
      const flow = requests.start(basePermissions, msalClient.runForSignIn, onSignedIn)
      const outcome = flow.outcome.then((answer): Answer<Account> => {
        signingIn = null
        if (!answer.ok) return answer
        return answer.value ? ok(answer.value) : failed(otherAccountProblem(other?.account ?? null))
      })
      signingIn = { ...flow, outcome }
      return outcome
    },

    choice: () => other && { before: accountOf(other.before), chosen: accountOf(other.account) },

    async followChosen() {
      if (!other) return failed(signInNeeded())
      const { account: signedIn, redeemed, keep } = other
      other = null
      const accepted = acceptAccount(signedIn, redeemed)
      if (accepted.ok) await keep()
      return accepted
    },

    dropChosen() {
      other = null
    },

    async consent(permissions) {
      const requested = permissions.join(' ')
      if (consenting?.requested === requested) return consenting.outcome
      const current = account()
      if (!current) return failed(signInNeeded())
      // Which account the permissions are for is not decided yet.
      if (other) return failed({ kind: 'sign-in-cancelled', next: 'person' })
      cancel()
      const flow = requests.start<void>(permissions, msalClient.run, async (redeemed) => {
        const consented = redeemed.result.account
        if (!consented || !isSameAccount(consented, current)) return failed(otherAccountProblem(consented))
        const token = tokens.hold(redeemed, permissions)
        if (!token.ok) return token
        requests.clearClaims()
        return ok(undefined)
      })
      const outcome = flow.outcome.then((answer) => {
        if (consenting === started) consenting = null
        return answer.ok ? answer : failed<void>(featureProblem(answer.problem, permissions))
      })
      const started = { ...flow, outcome, requested }
      consenting = started
      return outcome
    },

    pageAddress: () => signingIn?.pageAddress() ?? consenting?.pageAddress() ?? null,
    cancel,
  }
}

/** The account that the browser signed in instead of the current one. Only the current one's tokens are on disk. */
interface OtherAccount {
  before: AccountInfo
  account: AccountInfo
  redeemed: RedeemedCode
  /** Replaces the stored tokens with those of this account. */
  keep: () => Promise<void>
}
