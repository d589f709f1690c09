// The user signed in with another account than before. No presence is polled until the user chooses one.
import { Button } from '@fluentui/react-components'
import type { Session } from '../../app/model/account-state.ts'
import { accountNames } from '../../words/account-names.ts'
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
  const { words, t, ask } = useWindow()
  const names = accountNames(session, words)
  return (
    <>
      <p>{t('window.otherAccount.text', names)}</p>
      <p className="quiet">{t('window.otherAccount.kept')}</p>
      <div className="account-buttons">
        <Button appearance="primary" onClick={() => ask((tally) => tally.followChosenAccount())}>
          {t('window.otherAccount.follow', { account: names.chosen })}
        </Button>
        <Button onClick={() => ask((tally) => tally.keepCurrentAccount())}>
          {t('window.otherAccount.stay', { account: names.before })}
        </Button>
      </div>
    </>
  )
}
