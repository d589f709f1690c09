// Waiting for the sign-in in the browser: cancel, copy the link, or look up an error code.
import { CommandButton } from '../controls/command-button.tsx'
import { LabelledCopyButton } from '../controls/copy-button.tsx'
import { useWindow } from '../frame/window-context.ts'
import { Hero } from '../now/hero.tsx'
import { NumberField } from './number-field.tsx'

export function SigningInView() {
  const { t } = useWindow()
  return (
    <>
      <Hero title={t('window.signingIn.title')}>
        <p className="quiet">{t('window.signingIn.line')}</p>
      </Hero>
      <p>{t('window.signingIn.text')}</p>
      <BrowserSteps cancel={t('tray.menu.cancel-sign-in')} />
    </>
  )
}

/** While the browser shows Entra's page. `cancel` is the label of that button. */
export function BrowserSteps({ cancel }: { cancel: string }) {
  const { t } = useWindow()
  return (
    <>
      <div className="buttons">
        <CommandButton command={(tally) => tally.cancelSignIn()}>{cancel}</CommandButton>
        <LabelledCopyButton command={(tally) => tally.copySignInLink()}>
          {t('window.signingIn.copyLink')}
        </LabelledCopyButton>
      </div>
      <NumberField waiting />
    </>
  )
}
