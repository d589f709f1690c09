// The app registration in the settings: a right value is used as soon as its field is left, a wrong one never.
import { type JSX, useState } from 'react'
import type { SettingsChange } from '../../app/settings.ts'
import { useShown } from '../shown.ts'
import { clientIdFault, tenantFault } from '../typed.ts'
import { ClientIdField, CloudField, TenantField } from './registration-fields.tsx'

export function RegistrationSettings(): JSX.Element {
  const { state } = useShown()
  const clientId = useDraft(state.settings.clientId, clientIdFault, (text) => ({ clientId: text }))
  const tenant = useDraft(state.settings.tenant, tenantFault, (text) => ({ tenant: text }))
  return (
    <>
      <ClientIdField {...clientId} />
      <TenantField {...tenant} />
      <CloudField />
    </>
  )
}

/** What is typed until the app has taken it. */
function useDraft<Fault extends string>(
  inUse: string,
  faultOf: (text: string) => Fault | null,
  changeOf: (text: string) => SettingsChange,
) {
  const { words, ask } = useShown()
  const [draft, setDraft] = useState<string | null>(null)
  const value = draft ?? inUse
  // An identifier never entered is no mistake here.
  const fault = value === '' && inUse === '' ? null : faultOf(value)

  async function finish() {
    const text = value.trim().toLowerCase()
    if (fault) return
    if (text === inUse || (await ask((tally) => tally.changeSettings(changeOf(text))))) setDraft(null)
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
