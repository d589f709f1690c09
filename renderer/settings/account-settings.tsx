// The account with the buttons to sign in or out, and the features that ask it for more permissions.
import { CommandButton } from '../controls/command-button.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useWindow } from '../frame/window-context.ts'
import { ThisComputerButtons } from '../now/this-computer-details.tsx'
import { AccountButtons } from '../sign-in/other-account-view.tsx'
import { AccountListSettings } from './account-list-settings.tsx'
import { FeatureSettings } from './feature-settings.tsx'

export function AccountSettings() {
  const { t } = useWindow()
  return (
    <>
      <AccountNow />
      <AccountListSettings />
      <section className="group part">
        <h2>{t('settings.features')}</h2>
        <FeatureSettings />
      </section>
    </>
  )
}

function AccountNow() {
  const { state, t } = useWindow()
  const { session, settings } = state
  switch (session.kind) {
    case 'signed-in':
      return (
        <div className="row">
          <p className="account">
            <TruncatedText text={session.account.name} />
            {session.account.username && <TruncatedText text={session.account.username} small />}
          </p>
          <CommandButton command={(tally) => tally.signOut()}>{t('window.signOut')}</CommandButton>
        </div>
      )
    case 'demo':
      return <p>{t('settings.demo')}</p>
    case 'this-computer':
      return (
        <>
          <p>{t('settings.thisComputer')}</p>
          <ThisComputerButtons />
        </>
      )
    case 'signing-in':
      return (
        <div className="row">
          <p>{t('settings.signingIn')}</p>
          <CommandButton command={(tally) => tally.cancelSignIn()}>
            {t('tray.menu.cancel-sign-in')}
          </CommandButton>
        </div>
      )
    case 'other-account':
      return <AccountButtons session={session} />
    case 'starting':
      return <p>{t('presence.status.starting')}</p>
    case 'not-set-up':
    case 'signed-out':
      return (
        <>
          <p>{t('settings.noAccount')}</p>
          <div className="buttons">
            {settings.clientId !== '' && (
              <CommandButton appearance="primary" command={(tally) => tally.signIn()}>
                {t('tray.menu.sign-in')}
              </CommandButton>
            )}
            <CommandButton command={(tally) => tally.tryDemo()}>{t('setup.tryDemo')}</CommandButton>
          </div>
        </>
      )
  }
}
