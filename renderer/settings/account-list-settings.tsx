// Several accounts: whose light the tray shows, sign-out of each, and another one.
import { MOST_URGENT } from '../../app/model/names.ts'
import { accountList } from '../../words/account-list.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { ChoiceSetting } from '../controls/settings-fields.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useNow } from '../controls/use-now.ts'
import { useWindow } from '../frame/window-context.ts'

/** Before somebody has signed in there is nothing. */
export function AccountListSettings() {
  const { state, words, t, ask } = useWindow()
  const accounts = accountList(state, words, useNow(10_000))
  const names = new Map(accounts.map(({ accountId, name }) => [accountId, name]))
  const { shownAccount } = state.settings
  const add = (
    <div className="buttons">
      <CommandButton command={(tally) => tally.addAccount()}>{t('settings.accounts.add')}</CommandButton>
    </div>
  )
  // Not while the user decides between two.
  if (accounts.length < 2) return state.session.kind === 'signed-in' ? add : null
  return (
    <section className="group part accounts">
      <h2>{t('settings.accounts.title')}</h2>
      <ChoiceSetting
        label={t('settings.accounts.shown')}
        value={names.has(shownAccount) ? shownAccount : MOST_URGENT}
        choices={[MOST_URGENT, ...names.keys()]}
        nameOf={(choice) => names.get(choice) ?? t('settings.accounts.mostUrgent')}
        onChoose={(choice) => ask((tally) => tally.changeSettings({ shownAccount: choice }))}
      />
      {accounts.map(({ accountId, name, title, isSignedIn }) => {
        const leave = t(isSignedIn ? 'window.signOut' : 'settings.accounts.remove')
        return (
          <div key={accountId} className="row">
            <p className="account">
              <TruncatedText text={name} />
              <TruncatedText text={title} small />
            </p>
            <CommandButton
              aria-label={t('settings.accounts.line', { account: name, title: leave })}
              command={(tally) => tally.signOutAccount(accountId)}
            >
              {leave}
            </CommandButton>
          </div>
        )
      })}
      {add}
    </section>
  )
}
