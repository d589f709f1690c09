// The signed-in account and its tokens. The rest of the program uses MSAL only through this interface.
import type { AccountInfo } from '@azure/msal-node'
import type { Account } from '../../model/account-state.ts'
import type { Permission } from '../../model/names.ts'
import { type Answer, ok } from '../../model/problems/problem.ts'
import type { TokenNeed } from '../graph/graph.ts'
import { createInteractiveRequests, type InteractiveRequestParts } from './interactive-request.ts'
import { createInteractiveSignIn, type InteractiveSignIn } from './interactive-sign-in.ts'
import { accountOf, cachedAccountFor } from './msal-accounts.ts'
import { createMsalClient, type MsalClientParts } from './msal-client.ts'
import { createSilentTokens } from './silent-tokens.ts'

export interface SignIn extends InteractiveSignIn {
  /** The account of the last run, from the token cache alone; null when there is none of this app registration. */
  storedAccount(): Promise<Answer<Account | null>>
  /** Removes the account and its tokens from this computer, as far as the disk allows. Never rejects. */
  signOut(): Promise<void>
  /**
   * A token for Graph, without opening a browser. Where nobody consented to a permission beyond Presence.Read the
   * problem is `permission-missing`, and affects only the feature that needs it.
   */
  accessToken(need: TokenNeed, permission?: Permission): Promise<Answer<string>>
  /** The object id of the signed-in user, as used in Graph's paths; null when nobody is signed in. */
  accountId(): string | null
}

export interface SignInParts
  extends Pick<InteractiveRequestParts, 'clock' | 'platform' | 'openBrowser' | 'pages'>,
    Pick<MsalClientParts, 'registration' | 'network' | 'tokenCache'> {}

export function createSignIn(parts: SignInParts): SignIn {
  const { tokenCache, clock } = parts
  const { clientId, cloud } = parts.registration
  let current: AccountInfo | null = null
  const account = () => current
  const onClaimsRequired = (claims: string) => requests.requireClaims(claims)
  const msalClient = createMsalClient({ ...parts, onClaimsRequired })
  const requests = createInteractiveRequests({ ...parts, cloud, msalClient, account })
  const tokens = createSilentTokens({ msalClient, cloud, clock, account, onClaimsRequired })
  const interactive = createInteractiveSignIn({
    msalClient,
    tokens,
    requests,
    account,
    setAccount(next) {
      current = next
    },
  })

  return {
    ...interactive,

    async storedAccount() {
      const stored = await msalClient.run(async (msal) => {
        current = await cachedAccountFor(clientId, msal)
        return ok(current && accountOf(current))
      })
      if (!stored.ok) await msalClient.reload()
      return stored
    },

    async signOut() {
      interactive.cancel()
      current = null
      interactive.dropChosen()
      // A task that is still running would write its tokens after they were removed.
      await msalClient.reload()
      current = null
      interactive.dropChosen()
      requests.clearClaims()
      tokens.forget()
      await tokenCache.forget()
    },

    accountId: () => current?.localAccountId ?? null,
    accessToken: (need, permission = 'Presence.Read') => tokens.get(need, permission),
  }
}
