// Signing in: the browser has the next word. Cancel is always there, and help for a page that goes no further.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import { CopyInWords } from '../controls/copy-button.tsx'
import { useShown } from '../frame/shown.ts'
import { Hero } from '../now/hero.tsx'
import { NumberField } from './number-field.tsx'

export function SigningInView(): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  return (
    <>
      <Hero title={t('window.signingIn.title')}>
        <p className="quiet">{t('window.signingIn.line')}</p>
      </Hero>
      <p>{t('window.signingIn.text')}</p>
      <div className="buttons">
        <Button size="small" onClick={() => ask((tally) => tally.cancelSignIn())}>
          {t('tray.menu.cancel-sign-in')}
        </Button>
        <CopyInWords what={(tally) => tally.copySignInLink()}>{t('window.signingIn.copyLink')}</CopyInWords>
      </div>
      <NumberField waiting />
    </>
  )
}
