// The fields of an app registration: client ID, tenant and cloud, validated while the user types.
import { useState } from 'react'
import { cloudNames } from '../../app/model/names.ts'
import { useWindow } from '../frame/window-context.ts'
import { ReadOnlyField, TextField } from './field.tsx'
import type { ClientIdFault, TenantFault } from './identifier-faults.ts'
import { ChoiceSetting } from './settings-fields.tsx'
import { useLock } from './use-lock.ts'

interface IdentifierFieldProps<Fault> {
  value: string
  fault: Fault | null
  /** Whether to show a fault that the user may still be about to complete. */
  showPending: boolean
  /** Shown after the fault, such as which value stays in use. */
  consequence?: string | undefined
  onType: (text: string) => void
  /** The field lost the focus. */
  onFinish?: () => void
}

export function ClientIdField(props: IdentifierFieldProps<ClientIdFault>) {
  const { t } = useWindow()
  return (
    <IdentifierField
      {...props}
      name="clientId"
      message={props.fault && t(`setup.registration.clientIdFault.${props.fault}`)}
    />
  )
}

export function TenantField(props: IdentifierFieldProps<TenantFault>) {
  const { t } = useWindow()
  return (
    <IdentifierField
      {...props}
      name="tenant"
      message={props.fault && t(`setup.registration.tenantFault.${props.fault}`)}
    />
  )
}

function IdentifierField({
  name,
  message,
  value,
  fault,
  showPending,
  consequence,
  onType,
  onFinish,
}: IdentifierFieldProps<string> & {
  name: 'clientId' | 'tenant'
  message: string | null
}) {
  const { t } = useWindow()
  const [blurred, setBlurred] = useState(false)
  const lock = useLock(name)
  const label = t(`setup.registration.${name}`)
  if (lock) return <ReadOnlyField label={label} lock={lock} value={value} />
  const showsFault = message !== null && (showPending || (blurred && fault !== 'empty') || !isPending(fault))
  return (
    <TextField
      label={label}
      hint={showsFault ? undefined : t(`setup.registration.${name}Hint`)}
      validationMessage={showsFault ? [message, consequence].filter(Boolean).join(' ') : undefined}
      name={name}
      value={value}
      spellCheck={false}
      onText={(text) => {
        setBlurred(false)
        onType(text)
      }}
      onBlur={() => {
        setBlurred(true)
        onFinish?.()
      }}
    />
  )
}

const isPending = (fault: string | null) => fault === 'empty' || fault === 'unfinished'

/** Takes effect at once, as every choice is valid. */
export function CloudField() {
  const { state, t, ask } = useWindow()
  const { cloud } = state.settings
  const hasPresence = cloud !== 'china'
  return (
    <ChoiceSetting
      label={t('setup.registration.cloud')}
      managedAs="cloud"
      value={cloud}
      choices={cloudNames}
      nameOf={(name) => t(`setup.cloud.${name}`)}
      onChoose={(chosen) => ask((tally) => tally.changeSettings({ cloud: chosen }))}
      hint={hasPresence ? t('setup.registration.cloudHint') : undefined}
      validationState="warning"
      validationMessage={hasPresence ? undefined : t('setup.registration.noPresence')}
    />
  )
}
