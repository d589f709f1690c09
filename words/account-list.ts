// The accounts as lists and notifications name them.
import type { Session } from '../app/model/account-state.ts'
import { stateOf, viewOf } from '../app/model/account-view.ts'
import type { AccountId } from '../app/model/accounts/account-id.ts'
import { accountsInUse } from '../app/model/accounts/shown-account.ts'
import { type Light, lightOf } from '../app/model/light.ts'
import type { AccountView } from '../app/model/state.ts'
import { addressOf } from './account-names.ts'
import { namedTitle } from './shown-name.ts'
import { statusTitle } from './status.ts'
import type { Words } from './words.ts'

export interface ListedAccount {
  accountId: AccountId
  /** Its address, and its tenant beside another account with this address. */
  name: string
  light: Light
  /** Such as "In a call". */
  title: string
  isSignedIn: boolean
}

/** The accounts in use, and that of the view. `nowMs`: epoch ms. */
export function accountList(view: AccountView, words: Words, nowMs: number): readonly ListedAccount[] {
  const state = stateOf(view)
  const inUse = accountsInUse(state)
  const listed = state.accounts.filter((one) => inUse.includes(one) || one.accountId === view.accountId)
  const addresses = listed.map(({ session }) => addressIn(session)?.toLowerCase())
  return listed.map(({ accountId, session }, place) => {
    const account = viewOf(state, accountId)
    const light = lightOf(account)
    const address = addressIn(session)
    const isAlone = addresses.filter((other) => other === address?.toLowerCase()).length === 1
    return {
      accountId,
      light,
      title: namedTitle(statusTitle(account, light, words, nowMs), account, words),
      name:
        address === null
          ? words.t('settings.accounts.unnamed', { number: place + 1 })
          : isAlone
            ? address
            : inTenant(session, words),
      isSignedIn: address !== null,
    }
  })
}

/** The others than the view's account that need their users. */
export const othersInNeed = (
  accounts: readonly ListedAccount[],
  view: Pick<AccountView, 'accountId'>,
): readonly ListedAccount[] =>
  accounts.filter(({ accountId, light }) => accountId !== view.accountId && light.shape === 'attention')

/** The name of the view's account where there are several; otherwise null. */
export function accountNameIn(view: AccountView, words: Words, nowMs: number): string | null {
  const list = accountList(view, words, nowMs)
  return list.length < 2 ? null : (list.find(({ accountId }) => accountId === view.accountId)?.name ?? null)
}

/** Null without a user. */
function addressIn(session: Session): string | null {
  const account =
    session.kind === 'other-account' ? session.before : session.kind === 'signed-in' && session.account
  return account ? addressOf(account) : null
}

function inTenant(session: Session, { t }: Words): string {
  const tenant = session.kind === 'signed-in' ? session.account.tenantId : ''
  return t('window.otherAccount.inTenant', { account: addressIn(session) ?? '', tenant })
}
