// The part of the tray's menu for several accounts: whose light is shown, and which other one needs its user.
import { accountList, othersInNeed } from '../../../words/account-list.ts'
import type { Words } from '../../../words/words.ts'
import { MOST_URGENT } from '../../model/names.ts'
import type { AccountView } from '../../model/state.ts'
import type { MenuEntry } from './menu-entry.ts'

/** Nothing while there is one account. `nowMs`: epoch ms. */
export function accountEntries(state: AccountView, words: Words, nowMs: number): MenuEntry[] {
  const { t } = words
  const accounts = accountList(state, words, nowMs)
  if (accounts.length < 2) return []
  const { shownAccount } = state.settings
  const isChosen = accounts.some(({ accountId }) => accountId === shownAccount)
  const urgent: MenuEntry = {
    kind: 'switch',
    id: 'follow-most-urgent',
    label: t('settings.accounts.mostUrgent'),
    on: !isChosen,
    choice: { kind: 'follow-account', account: MOST_URGENT },
  }
  const choices = accounts.map(({ accountId, name, title }): MenuEntry => {
    return {
      kind: 'switch',
      id: `follow-${accountId}`,
      on: accountId === shownAccount,
      label: t('settings.accounts.line', { account: name, title }),
      choice: { kind: 'follow-account', account: accountId },
    }
  })
  const inNeed = othersInNeed(accounts, state).map(({ accountId, name, title }): MenuEntry => {
    return {
      kind: 'choice',
      id: `attention-${accountId}`,
      enabled: true,
      label: t('settings.accounts.line', { account: name, title }),
      choice: { kind: 'open-account', account: accountId, page: 'now' },
    }
  })
  return [
    ...inNeed,
    { kind: 'submenu', id: 'accounts', label: t('settings.accounts.title'), entries: [urgent, ...choices] },
  ]
}
