// Names for two accounts that the user can tell apart.
import type { Account } from '../app/model/account-state.ts'
import type { Words } from './words.ts'

/** Their addresses; with the tenants if the addresses are equal, or with "so far" and "chosen now" if both are. */
export function accountNames(
  { before, chosen }: { before: Account; chosen: Account },
  { t }: Words,
): { before: string; chosen: string } {
  if (!isSame(addressOf(before), addressOf(chosen)))
    return { before: addressOf(before), chosen: addressOf(chosen) }
  if (!isSame(before.tenantId, chosen.tenantId)) {
    const inTenant = (account: Account) =>
      t('window.otherAccount.inTenant', { account: addressOf(account), tenant: account.tenantId })
    return { before: inTenant(before), chosen: inTenant(chosen) }
  }
  return {
    before: t('window.otherAccount.soFar', { account: addressOf(before) }),
    chosen: t('window.otherAccount.chosenNow', { account: addressOf(chosen) }),
  }
}

/** Entra may send no username. */
export const addressOf = ({ username, name }: Account): string => username || name

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
