// Signing in: the browser has the next word, and Cancel is always there.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import { Hero } from '../parts/hero.tsx'
import { useShown } from '../shown.ts'

export function SigningInView(): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  return (
    <>
      <Hero title={t('window.signingIn.title')}>
        <p className="quiet">{t('window.signingIn.line')}</p>
      </Hero>
      <p>{t('window.signingIn.text')}</p>
      <Button onClick={() => ask((tally) => tally.cancelSignIn())}>{t('tray.menu.cancel-sign-in')}</Button>
    </>
  )
}
