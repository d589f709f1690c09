// The first step: where and how the app is registered, each value with a button that copies it.
import { Button } from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { CopyButton, CopyInWords } from '../controls/copy-button.tsx'
import { CloudField } from '../controls/registration-fields.tsx'
import { useShown } from '../frame/shown.ts'
import { StepWays } from './first-start-frame.tsx'
import { goTo } from './first-start-step.ts'

/** What has to be entered in the portal, letter for letter. */
const APP_NAME = 'Tally Light'
const REDIRECT_URI = 'http://localhost'
const PERMISSION = 'Presence.Read'

export function RegisterStep(): JSX.Element {
  const { state, words } = useShown()
  const { t } = words
  const hasPresence = state.settings.cloud !== 'china'
  return (
    <>
      <h1 className="title" tabIndex={-1}>
        {t('setup.title')}
      </h1>
      <p>{t('setup.text')}</p>
      {hasPresence && <Button onClick={() => goTo('check')}>{t('setup.register.haveId')}</Button>}
      <h2>{t('setup.register.title')}</h2>
      <CloudField />
      {hasPresence && <HowToRegister />}
      <StepWays>
        {hasPresence && (
          <Button size="small" appearance="primary" onClick={() => goTo('check')}>
            {t('setup.next')}
          </Button>
        )}
      </StepWays>
    </>
  )
}

function HowToRegister(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  const portal = t(`setup.portal.${state.settings.cloud}`)
  return (
    <>
      <p className="quiet">{t('setup.register.text')}</p>
      <ol className="how-to">
        <li>
          <p>{t('setup.register.portal', { portal })}</p>
          <Button
            size="small"
            icon={<OpenRegular />}
            onClick={() => ask((tally) => tally.openWebPage('app-registration'))}
          >
            {t('window.problem.openRegistration')}
          </Button>
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
      <CopyInWords what={(tally) => tally.copyText(t('setup.letter.register', { portal }))}>
        {t('setup.register.copyLetter')}
      </CopyInWords>
    </>
  )
}

function Copyable({ text }: { text: string }): JSX.Element {
  const { t } = useShown().words
  return (
    <p className="copyable">
      <code>{text}</code>
      <CopyButton text={text} label={t('setup.copy', { what: text })} />
    </p>
  )
}
