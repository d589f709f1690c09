// The app registration in the settings: a right value is used as soon as its field is left, a wrong one never.
import type { JSX } from 'react'
import type { UnsentField } from '../../app/model/names.ts'
import type { SettingsChange } from '../../app/model/settings.ts'
import { ClientIdField, CloudField, TenantField } from '../controls/registration-fields.tsx'
import { clientIdFault, tenantFault } from '../controls/typed.ts'
import { useUnsent } from '../controls/typed-text.ts'
import { TenantNote } from '../first-start/tenant-note.tsx'
import { useTenantCheck } from '../first-start/use-tenant-check.ts'
import { useShown } from '../frame/shown.ts'

const parts = ['clientId', 'tenant', 'cloud'] as const

export function RegistrationSettings(): JSX.Element {
  const { state, words } = useShown()
  const clientId = useDraft('settings-client-id', state.settings.clientId, clientIdFault, (text) => ({
    clientId: text,
  }))
  const tenant = useDraft('settings-tenant', state.settings.tenant, tenantFault, (text) => ({ tenant: text }))
  const { known, check } = useTenantCheck(tenant.value, state.settings.cloud)

  const isSet = parts.every((part) => state.managed.fields.includes(part))

  function finishTenant() {
    if (tenant.value.trim().toLowerCase() !== state.settings.tenant) check()
    tenant.onFinish()
  }

  return (
    <>
      {!isSet && <p className="small">{words.t('settings.registrationHint')}</p>}
      <ClientIdField {...clientId} />
      <div>
        <TenantField {...tenant} onFinish={finishTenant} />
        <TenantNote tenant={tenant.value} known={known} />
      </div>
      <CloudField />
    </>
  )
}

/** What is typed until the app has taken it. */
function useDraft<Fault extends string>(
  field: UnsentField,
  inUse: string,
  faultOf: (text: string) => Fault | null,
  changeOf: (text: string) => SettingsChange,
) {
  const { words, ask } = useShown()
  const [draft, setDraft, sent] = useUnsent(field)
  const value = draft ?? inUse
  // An identifier never entered is no mistake here.
  const fault = value === '' && inUse === '' ? null : faultOf(value)

  async function finish() {
    const text = value.trim().toLowerCase()
    if (fault) return
    if (text === inUse || (await ask((tally) => tally.changeSettings(changeOf(text))))) sent(draft)
  }

  return {
    value,
    fault,
    insist: fault === 'empty',
    ...(inUse !== '' && { consequence: words.t('setup.registration.stillInUse', { value: inUse }) }),
    onType: setDraft,
    onFinish: () => void finish(),
  }
}
