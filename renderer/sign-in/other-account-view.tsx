// The user signed in with another account than before. No presence is polled until the user chooses one.
import type { Session } from '../../app/model/account-state.ts'
import { accountNames } from '../../words/account-names.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { useWindow } from '../frame/window-context.ts'
import { Hero } from '../now/hero.tsx'

type OtherAccount = Extract<Session, { kind: 'other-account' }>

export function OtherAccountView({ session }: { session: OtherAccount }) {
  const { t } = useWindow()
  return (
    <>
      <Hero title={t('presence.status.otherAccount')}>
        <p className="quiet">{t('window.otherAccount.line')}</p>
      </Hero>
      <AccountButtons session={session} />
    </>
  )
}

/** To use the new account, or keep the previous one. */
export function AccountButtons({ session }: { session: OtherAccount }) {
  const { words, t } = useWindow()
  const names = accountNames(session, words)
  return (
    <>
      <p>{t('window.otherAccount.text', names)}</p>
      <p className="quiet">{t('window.otherAccount.kept')}</p>
      <div className="account-buttons">
        <CommandButton size="medium" appearance="primary" command={(tally) => tally.followChosenAccount()}>
          {t('window.otherAccount.follow', { account: names.chosen })}
        </CommandButton>
        <CommandButton size="medium" command={(tally) => tally.keepCurrentAccount()}>
          {t('window.otherAccount.stay', { account: names.before })}
        </CommandButton>
      </div>
    </>
  )
}
