// Two accounts, and a button for each: the one that was followed, and the one that the browser brought.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import type { Session } from '../../app/model/state.ts'
import { accountNames } from '../../words/account-names.ts'
import { useShown } from '../frame/shown.ts'

export type OtherAccount = Extract<Session, { kind: 'other-account' }>

export function AccountChoice({ session }: { session: OtherAccount }): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  const names = accountNames(session, words)
  return (
    <>
      <p>{t('window.otherAccount.text', names)}</p>
      <p className="quiet">{t('window.otherAccount.kept')}</p>
      <div className="account-choice">
        <Button appearance="primary" onClick={() => ask((tally) => tally.followChosenAccount())}>
          {t('window.otherAccount.follow', { account: names.chosen })}
        </Button>
        <Button onClick={() => ask((tally) => tally.stayWithAccount())}>
          {t('window.otherAccount.stay', { account: names.before })}
        </Button>
      </div>
    </>
  )
}
