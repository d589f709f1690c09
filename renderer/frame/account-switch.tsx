// Switches the window between several accounts, and shows which other one needs its user.
import { accountList, othersInNeed } from '../../words/account-list.ts'
import { LightPicture } from '../controls/light-picture.tsx'
import { useNow } from '../controls/use-now.ts'
import { useWindow } from './window-context.ts'

/** Nothing while there is one account. */
export function AccountSwitch() {
  const { state, words, t, ask } = useWindow()
  const accounts = accountList(state, words, useNow(10_000))
  if (accounts.length < 2) return null
  const show = (account: string) => ask((tally) => tally.showAccount(account))
  return (
    <section className="account-switch" aria-label={t('settings.accounts.title')}>
      <select
        className="control"
        aria-label={t('settings.accounts.inWindow')}
        value={state.accountId}
        onChange={({ target }) => show(target.value)}
      >
        {accounts.map(({ accountId, name, title }) => (
          <option key={accountId} value={accountId}>
            {t('settings.accounts.line', { account: name, title })}
          </option>
        ))}
      </select>
      {othersInNeed(accounts, state).map(({ accountId, name, title, light }) => {
        const line = t('settings.accounts.line', { account: name, title })
        return (
          <button
            key={accountId}
            type="button"
            title={line}
            aria-label={line}
            onClick={() => show(accountId)}
          >
            <LightPicture light={light.name} />
          </button>
        )
      })}
    </section>
  )
}
