// The user signed in with another account than before. No presence is polled until the user chooses one.
import { useWindow } from '../frame/window-context.ts'
import { Hero } from '../now/hero.tsx'
import { AccountButtons, type OtherAccount } from './account-buttons.tsx'

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
