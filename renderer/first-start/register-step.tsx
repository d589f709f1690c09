// How to register the app in Entra. Each value has a copy button.
import { Button } from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import { CommandButton } from '../controls/command-button.tsx'
import { CopyButton, LabelledCopyButton } from '../controls/copy-button.tsx'
import { CloudField } from '../controls/registration-fields.tsx'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { goTo, StepButtons } from './first-start-frame.tsx'
import { useRegistrationLetter } from './use-registration-letter.ts'

/** Values to enter in the portal. */
const APP_NAME = 'Tally Light'
const REDIRECT_URI = 'http://localhost'
const PERMISSION = 'Presence.Read'

export function RegisterStep() {
  const { state, t } = useWindow()
  const hasPresence = state.settings.cloud !== 'china'
  return (
    <>
      <PageTitle>{t('setup.register.title')}</PageTitle>
      <CloudField />
      {hasPresence && <HowToRegister />}
      <StepButtons back="check">
        {hasPresence && (
          <Button size="small" appearance="primary" onClick={() => goTo('check')}>
            {t('setup.next')}
          </Button>
        )}
      </StepButtons>
    </>
  )
}

function HowToRegister() {
  const { state, t } = useWindow()
  const portal = t(`setup.portal.${state.settings.cloud}`)
  const letter = useRegistrationLetter()
  return (
    <>
      <p className="quiet">{t('setup.register.text')}</p>
      <ol className="how-to">
        <li>
          <p>{t('setup.register.portal', { portal })}</p>
          <CommandButton icon={<OpenRegular />} command={(tally) => tally.openWebPage('app-registration')}>
            {t('window.problem.openRegistration')}
          </CommandButton>
        </li>
        <li>
          <p>{t('setup.register.name')}</p>
          <Copyable text={APP_NAME} />
        </li>
        <li>
          <p>{t('setup.register.redirect')}</p>
          <Copyable text={REDIRECT_URI} />
        </li>
        <li>
          <p>{t('setup.register.publicClient')}</p>
        </li>
        <li>
          <p>{t('setup.register.permission')}</p>
          <Copyable text={PERMISSION} />
        </li>
        <li>
          <p>{t('setup.register.overview')}</p>
        </li>
      </ol>
      <p className="quiet">{t('setup.register.byOthers')}</p>
      <LabelledCopyButton command={(tally) => tally.copyText(letter)}>
        {t('setup.register.copyLetter')}
      </LabelledCopyButton>
    </>
  )
}

function Copyable({ text }: { text: string }) {
  const { t } = useWindow()
  return (
    <p className="copyable">
      <code>{text}</code>
      <CopyButton text={text} label={t('setup.copy', { what: text })} />
    </p>
  )
}
