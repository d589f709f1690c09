// MSAL's accounts: found in its cache, compared, and reduced to what the program shows.
import type { AccountInfo, PublicClientApplication } from '@azure/msal-node'
import { z } from 'zod'
import type { Account } from '../../model/account-state.ts'
import type { Problem } from '../../model/problems/problem.ts'
import { oneLine } from '../../reading/one-line.ts'

/** The longest displayName ("user resource type"), in characters; a userPrincipalName is shorter. */
export const LONGEST_NAME = 256

/**
 * The account in the cache of `msal`; null when there is none, or when it signed in with another app registration only. MSAL
 * has its accounts for all registrations, and would find no token for that one.
 */
export async function cachedAccountFor(
  clientId: string,
  msal: PublicClientApplication,
): Promise<AccountInfo | null> {
  const [account] = await msal.getAllAccounts()
  return account && !isOfOthersOnly(msal.getTokenCache().getKVStore(), clientId) ? account : null
}

/** A refresh token of a family serves every registration of it (familyId, CacheManager, msal-common 16). */
const registeredEntitySchema = z.object({ clientId: z.string(), familyId: z.string().nullish() })

function isOfOthersOnly(cache: Readonly<Record<string, unknown>>, clientId: string): boolean {
  const registered = Object.values(cache).flatMap((entity) => {
    const read = registeredEntitySchema.safeParse(entity)
    return read.success ? [read.data] : []
  })
  return (
    registered.length > 0 && registered.every((one) => !one.familyId && !isSameId(one.clientId, clientId))
  )
}

/**
 * Whether two of Entra's answers concern the same account. Its ids are GUIDs and may differ in letter case. A guest in
 * another tenant is a different account there, with its own presence.
 */
export const isSameAccount = (one: AccountInfo, other: AccountInfo): boolean =>
  isSameId(one.homeAccountId, other.homeAccountId) &&
  isSameId(one.localAccountId, other.localAccountId) &&
  isSameId(one.tenantId, other.tenantId)

const isSameId = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** The account as the program shows it. */
export const accountOf = ({ name, username, tenantId }: AccountInfo): Account => ({
  name: displayable(name ?? username),
  username: displayable(username),
  tenantId,
})

/** The problem of a browser sign-in that ended with another account than the current one. */
export const otherAccountProblem = (account: AccountInfo | null): Problem => ({
  kind: 'other-account-chosen',
  next: 'person',
  // Entra may send no username.
  chosen: displayable(account?.username || account?.name || ''),
})

/** Names come from Entra, where users can enter any text. */
const displayable = (text: string) => oneLine(text).slice(0, LONGEST_NAME)
