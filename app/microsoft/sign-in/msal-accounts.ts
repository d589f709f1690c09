// MSAL's accounts: compared, and reduced to what the program shows.
import type { AccountInfo } from '@azure/msal-node'
import type { Account } from '../../model/account-state.ts'
import type { Problem } from '../../model/problems/problem.ts'
import { oneLine } from '../../reading/one-line.ts'

/** The longest displayName ("user resource type"), in characters; a userPrincipalName is shorter. */
export const LONGEST_NAME = 256

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
