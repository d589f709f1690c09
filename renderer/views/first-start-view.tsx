// The first start: what this is, the demo day, how to register the app, and the sign-in.
import { Button } from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import { type FormEvent, type JSX, useRef, useState } from 'react'
import type { Problem } from '../../app/microsoft/problem.ts'
import { ProblemCard } from '../parts/problem-card.tsx'
import { ClientIdField, CloudField, TenantField } from '../parts/registration-fields.tsx'
import { useShown } from '../shown.ts'
import { clientIdFault, tenantFault } from '../typed.ts'

const steps = ['portal', 'accounts', 'platform', 'publicClient', 'permission', 'copy'] as const

export function FirstStartView({ problem }: { problem: Problem | null }): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  return (
    <>
      <h1 className="title">{t('setup.title')}</h1>
      <p>{t('setup.text')}</p>
      <Button onClick={() => ask((tally) => tally.tryDemo())}>{t('setup.tryDemo')}</Button>
      <h2>{t('setup.ownAccount')}</h2>
      {problem && <ProblemCard problem={problem} />}
      <details>
        <summary>{t('setup.howToRegister')}</summary>
        <ol>
          {steps.map((step) => (
            <li key={step}>{t(`setup.step.${step}`)}</li>
          ))}
        </ol>
        <Button
          size="small"
          icon={<OpenRegular />}
          onClick={() => ask((tally) => tally.openWebPage('app-registration'))}
        >
          {t('window.problem.openRegistration')}
        </Button>
      </details>
      <RegistrationForm />
    </>
  )
}

function RegistrationForm(): JSX.Element {
  const { state, words, ask } = useShown()
  const [clientId, setClientId] = useState(state.settings.clientId)
  const [tenant, setTenant] = useState(state.settings.tenant)
  const [insist, setInsist] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const clientFault = clientIdFault(clientId)
  const tenantWrong = tenantFault(tenant)

  async function signIn(event: FormEvent) {
    event.preventDefault()
    if (clientFault || tenantWrong) {
      setInsist(true)
      form.current?.querySelector<HTMLInputElement>(`[name=${clientFault ? 'clientId' : 'tenant'}]`)?.focus()
      return
    }
    const change = { clientId: clientId.trim().toLowerCase(), tenant: tenant.trim().toLowerCase() }
    if (await ask((tally) => tally.changeSettings(change))) await ask((tally) => tally.signIn())
  }

  return (
    <form ref={form} className="form" noValidate onSubmit={signIn}>
      <ClientIdField value={clientId} fault={clientFault} insist={insist} onType={setClientId} />
      <TenantField value={tenant} fault={tenantWrong} insist={insist} onType={setTenant} />
      <CloudField />
      <Button appearance="primary" type="submit">
        {words.t('tray.menu.sign-in')}
      </Button>
    </form>
  )
}
