// Two accounts by what a person knows them by, so that one is not taken for the other.
import type { Account } from '../app/model/state.ts'
import type { Words } from './words.ts'

/** Their addresses; with the tenants, or which came first, where the addresses are the same. */
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

/** Entra need not name one. */
const addressOf = ({ username, name }: Account): string => username || name

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
