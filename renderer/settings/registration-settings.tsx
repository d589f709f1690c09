// The app registration. A valid value is saved when its field loses the focus, an invalid one never.
import type { UnsentField } from '../../app/model/names.ts'
import type { SettingsChange } from '../../app/model/settings.ts'
import { clientIdFaultOf, tenantFaultOf } from '../controls/identifier-faults.ts'
import { ClientIdField, CloudField, TenantField } from '../controls/registration-fields.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { TenantNote } from '../first-start/tenant-note.tsx'
import { useTenantCheck } from '../first-start/use-tenant-check.ts'
import { useWindow } from '../frame/window-context.ts'

const managedFields = ['clientId', 'tenant', 'cloud'] as const

export function RegistrationSettings() {
  const { state, t } = useWindow()
  const clientId = useDraft('settings-client-id', state.settings.clientId, clientIdFaultOf, (text) => ({
    clientId: text,
  }))
  const tenant = useDraft('settings-tenant', state.settings.tenant, tenantFaultOf, (text) => ({
    tenant: text,
  }))
  const { known, check } = useTenantCheck(tenant.value, state.settings.cloud)

  const isManaged = managedFields.every((field) => state.managed.fields.includes(field))

  function finishTenant() {
    if (tenant.value.trim().toLowerCase() !== state.settings.tenant && document.hasFocus()) check()
    tenant.onFinish()
  }

  return (
    <>
      {!isManaged && <p className="small">{t('settings.registrationHint')}</p>}
      <ClientIdField {...clientId} />
      <div>
        <TenantField {...tenant} onFinish={finishTenant} />
        <TenantNote tenant={tenant.value} known={known} />
      </div>
      <CloudField />
    </>
  )
}

/** The unsent text of a field until it is saved. */
function useDraft<Fault extends string>(
  field: UnsentField,
  inUse: string,
  faultOf: (text: string) => Fault | null,
  changeOf: (text: string) => SettingsChange,
) {
  const { t, ask } = useWindow()
  const [draft, setDraft, sent] = useUnsent(field)
  const value = draft ?? inUse
  // An identifier that was never entered is not an error.
  const fault = value === '' && inUse === '' ? null : faultOf(value)

  async function finish() {
    const text = value.trim().toLowerCase()
    // Switching to another program, such as to look up the value, also blurs the field.
    if (fault || !document.hasFocus()) return
    if (text === inUse || (await ask((tally) => tally.changeSettings(changeOf(text))))) sent(draft)
  }

  return {
    value,
    fault,
    showPending: fault === 'empty',
    consequence: inUse === '' ? undefined : t('setup.registration.stillInUse', { value: inUse }),
    onType: setDraft,
    onFinish: () => void finish(),
  }
}
