// Tokens without a browser: those held, or new ones that MSAL fetches for the account that is signed in.
import type { AccountInfo, AuthenticationResult } from '@azure/msal-node'
import type { CloudName, Permission } from '../../model/names.ts'
import { type Answer, failed, notAnAnswer, ok } from '../../model/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { clouds, scopeOf } from '../clouds.ts'
import type { TokenNeed } from '../graph/graph.ts'
import { permissionsOf } from '../graph/requests.ts'
import { demandsIn, includesClaims } from './claims-request.ts'
import { lacksConsent } from './consent-problem.ts'
import type { MsalClient } from './msal-client.ts'

/** A token this near its end is not used any more. */
const TOKEN_MARGIN_MS = 5 * 60_000
/** What every sign-in is given. */
const basePermissions = permissionsOf('own-presence')

export interface SilentTokens {
  /** A token that is good for the permission. The problem of one never consented to is `permission-missing`. */
  get(need: TokenNeed, permission: Permission): Promise<Answer<string>>
  /** Keeps the token of a sign-in or a consent for these permissions; `claims` are those that it was asked for with. */
  hold(
    result: AuthenticationResult,
    permissions: readonly Permission[],
    claims: string | null,
  ): Answer<string>
  forget(): void
}

export interface SilentTokensParts {
  msalClient: MsalClient
  cloud: CloudName
  clock: Pick<Clock, 'nowMs'>
  /** Who is signed in now, or null. */
  account: () => AccountInfo | null
  /** These claims can only be satisfied by a person. */
  onClaimsOwed: (claims: string) => void
}

export function createSilentTokens({
  msalClient,
  cloud,
  clock,
  account,
  onClaimsOwed,
}: SilentTokensParts): SilentTokens {
  const { loginHost: host } = clouds[cloud]
  /** By permission. Kept here too: MSAL would read its whole cache for each of the day's checks. */
  const held = new Map<Permission, { token: string; untilMs: number }>()

  /** By permission: the claims of the last token that was had for a demand of Graph's. */
  const claimsTried = new Map<Permission, string>()
  /** What the person was last asked for in the browser, and gave. */
  let claimsGiven: string | null = null

  function keep(result: AuthenticationResult, permissions: readonly Permission[]): Answer<string> {
    const token = result.accessToken
    if (!token) return notAnAnswer(host, 'sign-in')
    const untilMs = (result.expiresOn?.getTime() ?? 0) - TOKEN_MARGIN_MS
    for (const permission of permissions) held.set(permission, { token, untilMs })
    return ok(token)
  }

  function hold(
    result: AuthenticationResult,
    permissions: readonly Permission[],
    claims: string | null,
  ): Answer<string> {
    claimsGiven = claims
    for (const permission of permissions) {
      if (claims === null) claimsTried.delete(permission)
      else claimsTried.set(permission, claims)
    }
    return keep(result, permissions)
  }

  /** Graph turned away a token that was had for this very demand: another like it would change nothing. */
  function afterVainTry(need: TokenNeed, permission: Permission): Answer<string> | null {
    if (need.kind !== 'with-claims') return null
    const { claims } = need
    if (need.isNew) {
      claimsTried.delete(permission)
      claimsGiven = null
    }
    if (!includesClaims(claimsTried.get(permission) ?? null, claims)) return null
    onClaimsOwed(claims)
    if (includesClaims(claimsGiven, claims))
      return failed({ kind: 'demand-not-met', next: 'person', demands: demandsIn(claims) })
    return failed({ kind: 'sign-in-needed', next: 'person', code: null })
  }

  function goodOne(need: TokenNeed, permission: Permission): Answer<string> | null {
    const kept = need.kind === 'any' ? held.get(permission) : undefined
    return kept && clock.nowMs() < kept.untilMs ? ok(kept.token) : null
  }

  async function fetchNew(need: TokenNeed, permission: Permission): Promise<Answer<string>> {
    let asker: AccountInfo | null = null
    /** Signed out meanwhile, or somebody else signed in: the token is nobody's any more. */
    const isStale = () => account()?.homeAccountId !== asker?.homeAccountId
    const stale = failed<string>({ kind: 'sign-in-cancelled', next: 'person' })
    const answer = await msalClient.run(async (msal, { discard }) => {
      asker = account()
      const good = goodOne(need, permission)
      if (good) return good
      if (!asker) return failed({ kind: 'sign-in-needed', next: 'person', code: null })
      const result = await msal.acquireTokenSilent({
        account: asker,
        scopes: [scopeOf(cloud, permission)],
        forceRefresh: need.kind === 'fresh',
        ...(need.kind === 'with-claims' ? { claims: need.claims } : {}),
      })
      if (isStale()) {
        discard()
        return stale
      }
      if (result.account && !isSameAccount(result.account, asker)) {
        discard()
        return failed({ kind: 'other-account-answered', next: 'retries', host })
      }
      if (need.kind === 'with-claims') claimsTried.set(permission, need.claims)
      return keep(result, [permission])
    })
    if (answer.ok) return isStale() ? stale : answer
    held.delete(permission)
    const { problem } = answer
    if (!basePermissions.includes(permission) && lacksConsent(problem))
      return failed({ kind: 'permission-missing', next: 'person', permission, by: 'entra' })
    if (problem.kind === 'sign-in-needed' && need.kind === 'with-claims') onClaimsOwed(need.claims)
    return answer
  }

  return {
    get: async (need, permission) =>
      goodOne(need, permission) ?? afterVainTry(need, permission) ?? fetchNew(need, permission),
    hold,
    forget() {
      held.clear()
      claimsTried.clear()
      claimsGiven = null
    },
  }
}

/**
 * Whether two answers of Entra's are about one account: its ids are GUIDs, in letters of either case. Who is a guest in
 * another tenant is another account there, with a presence of its own.
 */
export const isSameAccount = (one: AccountInfo, other: AccountInfo): boolean =>
  isSameId(one.homeAccountId, other.homeAccountId) &&
  isSameId(one.localAccountId, other.localAccountId) &&
  isSameId(one.tenantId, other.tenantId)

const isSameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
