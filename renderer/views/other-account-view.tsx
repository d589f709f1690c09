// The browser brought another account than the one before: nobody is followed until the person has chosen.
import type { JSX } from 'react'
import { AccountChoice, type OtherAccount } from '../parts/account-choice.tsx'
import { Hero } from '../parts/hero.tsx'
import { useShown } from '../shown.ts'

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
