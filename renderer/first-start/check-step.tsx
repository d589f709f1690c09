// The second step: the registration's identifiers, checked as they are typed; the tenant also with Entra.
import { Button } from '@fluentui/react-components'
import { type FormEvent, type JSX, useRef, useState } from 'react'
import { ClientIdField, TenantField } from '../controls/registration-fields.tsx'
import { clientIdFault, tenantFault } from '../controls/typed.ts'
import { useShown } from '../frame/shown.ts'
import { StepWays } from './first-start-frame.tsx'
import { goTo } from './first-start-step.ts'
import { TenantNote } from './tenant-note.tsx'
import type { TenantCheck } from './use-tenant-check.ts'

export interface TypedRegistration {
  clientId: string
  tenant: string
  keepClientId: (text: string) => void
  keepTenant: (text: string) => void
  tenantCheck: TenantCheck
}

export function CheckStep(typed: TypedRegistration): JSX.Element {
  const { clientId, tenant, keepClientId, keepTenant, tenantCheck } = typed
  const { t } = useShown().words
  const [insist, setInsist] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const clientFault = clientIdFault(clientId)
  const tenantWrong = tenantFault(tenant)

  function next(event: FormEvent) {
    event.preventDefault()
    if (!clientFault && !tenantWrong) {
      tenantCheck.check()
      goTo('sign-in')
      return
    }
    setInsist(true)
    form.current?.querySelector<HTMLInputElement>(`[name=${clientFault ? 'clientId' : 'tenant'}]`)?.focus()
  }

  return (
    <form ref={form} className="form" noValidate onSubmit={next}>
      <h1 className="title" tabIndex={-1}>
        {t('setup.check.title')}
      </h1>
      <p>{t('setup.check.text')}</p>
      <ClientIdField value={clientId} fault={clientFault} insist={insist} onType={keepClientId} />
      <div>
        <TenantField
          value={tenant}
          fault={tenantWrong}
          insist={insist}
          onType={keepTenant}
          onFinish={tenantCheck.check}
        />
        <TenantNote tenant={tenant} known={tenantCheck.known} />
      </div>
      <StepWays back="register">
        <Button size="small" appearance="primary" type="submit">
          {t('setup.next')}
        </Button>
      </StepWays>
    </form>
  )
}
