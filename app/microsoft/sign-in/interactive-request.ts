// What the interactive flow requests: scopes, an account hint, and the claims that only a user can satisfy.
import type { AccountInfo } from '@azure/msal-node'
import type { CloudName, Permission } from '../../model/names.ts'
import { clouds, scopeOf } from '../clouds.ts'
import {
  type AuthorizationCodeFlow,
  type AuthorizationCodeFlowParts,
  type OnRedeemed,
  startAuthorizationCodeFlow,
} from './authorization-code-flow.ts'
import { joinClaims } from './claims-request.ts'
import { LONGEST_NAME } from './msal-accounts.ts'
import type { MsalClient } from './msal-client.ts'

export interface InteractiveRequestParts
  extends Pick<AuthorizationCodeFlowParts, 'clock' | 'platform' | 'openBrowser' | 'pages'> {
  cloud: CloudName
  msalClient: MsalClient
  /** The signed-in account, or null. */
  account: () => AccountInfo | null
}

export type InteractiveRequests = ReturnType<typeof createInteractiveRequests>

export function createInteractiveRequests(parts: InteractiveRequestParts) {
  const { cloud, account } = parts
  let requiredClaims: string | null = null

  return {
    /** Starts a flow in the browser for these permissions; `redeem` runs the task that redeems the code. */
    start<Value>(
      permissions: readonly Permission[],
      redeem: MsalClient['runForSignIn'],
      onRedeemed: OnRedeemed<Value>,
    ): AuthorizationCodeFlow<Value> {
      const { username } = account() ?? {}
      const request = {
        scopes: permissions.map((permission) => scopeOf(cloud, permission)),
        // Signing in again names the account; at a first sign-in the user chooses it, not the browser.
        ...(username !== undefined && username.length <= LONGEST_NAME
          ? { loginHint: username }
          : { prompt: 'select_account' }),
        ...(requiredClaims === null ? {} : { claims: requiredClaims }),
      }
      const flow = startAuthorizationCodeFlow(
        { ...parts, loginHost: clouds[cloud].loginHost, redeem },
        request,
        onRedeemed,
      )
      const outcome = flow.outcome.then((answer) => {
        // The claims made the address too long. The next attempt goes without: Entra requests what it needs by itself.
        if (!answer.ok && answer.problem.kind === 'address-too-long') requiredClaims = null
        return answer
      })
      return { ...flow, outcome }
    },

    /** Adds claims to those that the next flow requests. */
    requireClaims(claims: string) {
      requiredClaims = joinClaims(requiredClaims, claims)
    },

    /** They are satisfied, or no longer needed. */
    clearClaims() {
      requiredClaims = null
    },
  }
}
