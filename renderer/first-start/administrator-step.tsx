// The message for the person who can register the app, to read and to copy.
import { Button } from '@fluentui/react-components'
import { LabelledCopyButton } from '../controls/copy-button.tsx'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { goTo, StepButtons } from './first-start-frame.tsx'
import { useRegistrationLetter } from './use-registration-letter.ts'

export function AdministratorStep() {
  const { state, t, ask } = useWindow()
  const letter = useRegistrationLetter()

  async function chooseThisComputer() {
    if (await ask((tally) => tally.followThisComputer())) goTo('begin')
  }

  return (
    <>
      <PageTitle>{t('setup.administrator.title')}</PageTitle>
      {state.settings.cloud === 'china' ? (
        <p className="field-note warning">{t('setup.registration.noPresence')}</p>
      ) : (
        <>
          <p>{t('setup.administrator.text')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it */}
          <section className="letter" aria-label={t('setup.administrator.letter')} tabIndex={0}>
            {letter}
          </section>
          <LabelledCopyButton appearance="primary" command={(tally) => tally.copyText(letter)}>
            {t('setup.administrator.copy')}
          </LabelledCopyButton>
        </>
      )}
      <p className="quiet">{t('setup.administrator.then')}</p>
      <Button size="small" onClick={chooseThisComputer}>
        {t('setup.begin.thisComputer.title')}
      </Button>
      <StepButtons back="begin" />
    </>
  )
}
