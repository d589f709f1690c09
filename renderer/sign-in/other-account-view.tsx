// The browser brought another account than the one before: nobody is followed until the person has chosen.
import type { JSX } from 'react'
import { useShown } from '../frame/shown.ts'
import { Hero } from '../now/hero.tsx'
import { AccountChoice, type OtherAccount } from './account-choice.tsx'

export function OtherAccountView({ session }: { session: OtherAccount }): JSX.Element {
  const { t } = useShown().words
  return (
    <>
      <Hero title={t('presence.status.otherAccount')}>
        <p className="quiet">{t('window.otherAccount.line')}</p>
      </Hero>
      <AccountChoice session={session} />
    </>
  )
}
