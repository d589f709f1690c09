// Silent tokens: access tokens without a browser, from memory or fetched by MSAL for the signed-in account.
import type { AccountInfo, AuthenticationResult } from '@azure/msal-node'
import { basePermissions } from '../../model/graph-requests.ts'
import type { CloudName, Permission } from '../../model/names.ts'
import { type Answer, failed, notAnAnswer, ok, signInNeeded } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { clouds, scopeOf } from '../clouds.ts'
import type { TokenNeed } from '../graph/graph.ts'
import type { RedeemedCode } from './authorization-code-flow.ts'
import { demandsIn, includesClaims } from './claims-request.ts'
import { lacksConsent } from './consent-problem.ts'
import { isSameAccount } from './msal-accounts.ts'
import type { MsalClient } from './msal-client.ts'

/** A token that expires within this time is not used any more. */
const EXPIRY_MARGIN_MS = 5 * 60_000

export type SilentTokens = ReturnType<typeof createSilentTokens>

export interface SilentTokensParts {
  msalClient: MsalClient
  cloud: CloudName
  clock: Pick<Clock, 'nowMs'>
  /** The signed-in account, or null. */
  account: () => AccountInfo | null
  /** Only a user can satisfy these claims. */
  onClaimsRequired: (claims: string) => void
}

export function createSilentTokens({
  msalClient,
  cloud,
  clock,
  account,
  onClaimsRequired,
}: SilentTokensParts) {
  const { loginHost: host } = clouds[cloud]
  /** By permission. Held here as well, because MSAL would parse its whole cache for every poll. */
  const held = new Map<Permission, { token: string; expiresMs: number }>()

  /** By permission: the claims of the last token that was requested for a claims challenge of Graph. */
  const triedClaims = new Map<Permission, string>()
  /** The claims that the last sign-in or consent in the browser requested and satisfied. */
  let satisfiedClaims: string | null = null

  function put(result: AuthenticationResult, permissions: readonly Permission[]): Answer<string> {
    const token = result.accessToken
    if (!token) return notAnAnswer(host, 'sign-in')
    const expiresMs = (result.expiresOn?.getTime() ?? 0) - EXPIRY_MARGIN_MS
    for (const permission of permissions) held.set(permission, { token, expiresMs })
    return ok(token)
  }

  /** Holds the token of a sign-in or a consent for these permissions. */
  function hold({ result, claims }: RedeemedCode, permissions: readonly Permission[]): Answer<string> {
    satisfiedClaims = claims
    for (const permission of permissions) {
      if (claims === null) triedClaims.delete(permission)
      else triedClaims.set(permission, claims)
    }
    return put(result, permissions)
  }

  /** Graph refused a token with these very claims: another such token would be refused too. */
  function repeatedChallenge(need: TokenNeed, permission: Permission): Answer<string> | null {
    if (need.kind !== 'with-claims') return null
    const { claims } = need
    if (need.isNew) {
      triedClaims.delete(permission)
      satisfiedClaims = null
    }
    if (!includesClaims(triedClaims.get(permission) ?? null, claims)) return null
    onClaimsRequired(claims)
    if (includesClaims(satisfiedClaims, claims))
      return failed({ kind: 'demand-not-met', next: 'person', demands: demandsIn(claims) })
    return failed(signInNeeded())
  }

  function heldToken(need: TokenNeed, permission: Permission): Answer<string> | null {
    const one = need.kind === 'any' ? held.get(permission) : undefined
    return one && clock.nowMs() < one.expiresMs ? ok(one.token) : null
  }

  async function fetchToken(need: TokenNeed, permission: Permission): Promise<Answer<string>> {
    let requester: AccountInfo | null = null
    /** The user signed out meanwhile, or another account signed in: the token must not be used. */
    const isStale = () => account()?.homeAccountId !== requester?.homeAccountId
    const stale = failed<string>({ kind: 'sign-in-cancelled', next: 'person' })
    const answer = await msalClient.run(async (msal, { discard }) => {
      requester = account()
      const heldMeanwhile = heldToken(need, permission)
      if (heldMeanwhile) return heldMeanwhile
      if (!requester) return failed(signInNeeded())
      const result = await msal.acquireTokenSilent({
        account: requester,
        scopes: [scopeOf(cloud, permission)],
        forceRefresh: need.kind === 'fresh',
        ...(need.kind === 'with-claims' ? { claims: need.claims } : {}),
      })
      if (isStale()) {
        discard()
        return stale
      }
      if (result.account && !isSameAccount(result.account, requester)) {
        discard()
        return failed({ kind: 'other-account-answered', next: 'retries', host })
      }
      if (need.kind === 'with-claims') triedClaims.set(permission, need.claims)
      return put(result, [permission])
    })
    if (answer.ok) return isStale() ? stale : answer
    held.delete(permission)
    const { problem } = answer
    if (!basePermissions.includes(permission) && lacksConsent(problem))
      return failed({ kind: 'permission-missing', next: 'person', permission, by: 'entra' })
    if (problem.kind === 'sign-in-needed' && need.kind === 'with-claims') onClaimsRequired(need.claims)
    return answer
  }

  return {
    /** A valid token for the permission. Without consent to the permission the problem is `permission-missing`. */
    get: async (need: TokenNeed, permission: Permission) =>
      heldToken(need, permission) ?? repeatedChallenge(need, permission) ?? fetchToken(need, permission),
    hold,
    forget() {
      held.clear()
      triedClaims.clear()
      satisfiedClaims = null
    },
  }
}
