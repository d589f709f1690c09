// The first step of the sign-in: client ID and tenant, validated while the user types. Entra is asked whether the tenant exists.
import { Button } from '@fluentui/react-components'
import { type FormEvent, useRef, useState } from 'react'
import { clientIdFaultOf, tenantFaultOf } from '../controls/identifier-faults.ts'
import { ClientIdField, TenantField } from '../controls/registration-fields.tsx'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { goTo, StepButtons } from './first-start-frame.tsx'
import { TenantNote } from './tenant-note.tsx'
import type { TenantCheck } from './use-tenant-check.ts'

export interface TypedRegistration {
  clientId: string
  tenant: string
  keepClientId: (text: string) => void
  keepTenant: (text: string) => void
  tenantCheck: TenantCheck
}

export function CheckStep(typed: TypedRegistration) {
  const { clientId, tenant, keepClientId, keepTenant, tenantCheck } = typed
  const { t } = useWindow()
  const [showPending, setShowPending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const clientIdFault = clientIdFaultOf(clientId)
  const tenantFault = tenantFaultOf(tenant)

  function next(event: FormEvent) {
    event.preventDefault()
    if (!clientIdFault && !tenantFault) {
      tenantCheck.check()
      goTo('sign-in')
      return
    }
    setShowPending(true)
    form.current?.querySelector<HTMLInputElement>(`[name=${clientIdFault ? 'clientId' : 'tenant'}]`)?.focus()
  }

  return (
    <form ref={form} className="form" noValidate onSubmit={next}>
      <PageTitle>{t('setup.check.title')}</PageTitle>
      <p>{t('setup.check.text')}</p>
      <ClientIdField value={clientId} fault={clientIdFault} showPending={showPending} onType={keepClientId} />
      <div>
        <TenantField
          value={tenant}
          fault={tenantFault}
          showPending={showPending}
          onType={keepTenant}
          onFinish={tenantCheck.check}
        />
        <TenantNote tenant={tenant} known={tenantCheck.known} />
      </div>
      <Button size="small" appearance="transparent" className="more" onClick={() => goTo('register')}>
        {t('setup.check.register')}
      </Button>
      <StepButtons back="begin">
        <Button size="small" appearance="primary" type="submit">
          {t('setup.next')}
        </Button>
      </StepButtons>
    </form>
  )
}
