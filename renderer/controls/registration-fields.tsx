// The fields of an app registration: client ID, tenant and cloud, checked as they are typed.
import { type JSX, useState } from 'react'
import { cloudNames } from '../../app/model/names.ts'
import { useShown } from '../frame/shown.ts'
import { Field, type FieldProps, SetValue } from './field.tsx'
import type { ClientIdFault, TenantFault } from './typed.ts'
import { useLock } from './use-lock.ts'

export interface IdentifierFieldProps<Fault> {
  value: string
  fault: Fault | null
  /** Whether a fault is told even while it may still be typed away: the person has asked for more. */
  insist: boolean
  /** Told after the fault, such as what stays in use. */
  consequence?: string
  onType: (text: string) => void
  /** The person has finished with the field. */
  onFinish?: () => void
}

export function ClientIdField(props: IdentifierFieldProps<ClientIdFault>): JSX.Element {
  const { t } = useShown().words
  return (
    <IdentifierField
      {...props}
      name="clientId"
      label={t('setup.registration.clientId')}
      hint={t('setup.registration.clientIdHint')}
      complaint={props.fault && t(`setup.registration.clientIdFault.${props.fault}`)}
    />
  )
}

export function TenantField(props: IdentifierFieldProps<TenantFault>): JSX.Element {
  const { t } = useShown().words
  return (
    <IdentifierField
      {...props}
      name="tenant"
      label={t('setup.registration.tenant')}
      hint={t('setup.registration.tenantHint')}
      complaint={props.fault && t(`setup.registration.tenantFault.${props.fault}`)}
    />
  )
}

function IdentifierField({
  name,
  label,
  hint,
  complaint,
  value,
  fault,
  insist,
  consequence,
  onType,
  onFinish,
}: IdentifierFieldProps<string> & {
  name: 'clientId' | 'tenant'
  label: string
  hint: string
  complaint: string | null
}): JSX.Element {
  const [left, setLeft] = useState(false)
  const lock = useLock(name)
  if (lock) return <SetValue label={label} lock={lock} value={value} />
  const tells = complaint !== null && (insist || (left && fault !== 'empty') || !isPending(fault))
  return (
    <Field
      label={label}
      {...(tells
        ? {
            validationState: 'error',
            validationMessage: consequence ? `${complaint} ${consequence}` : complaint,
          }
        : { hint })}
    >
      {(control) => (
        <input
          className="control"
          {...control}
          name={name}
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setLeft(false)
            onType(target.value)
          }}
          onBlur={() => {
            setLeft(true)
            onFinish?.()
          }}
        />
      )}
    </Field>
  )
}

const isPending = (fault: string | null): boolean => fault === 'empty' || fault === 'unfinished'

/** Takes effect at once: each choice is a right one. */
export function CloudField(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  const { cloud } = state.settings
  const lock = useLock('cloud')
  const note: Omit<FieldProps, 'children'> =
    cloud === 'china'
      ? { validationState: 'warning', validationMessage: t('setup.registration.noPresence') }
      : { hint: lock ? undefined : t('setup.registration.cloudHint') }
  const label = t('setup.registration.cloud')
  if (lock) return <SetValue label={label} lock={lock} value={t(`setup.cloud.${cloud}`)} {...note} />
  return (
    <Field label={label} {...note}>
      {(control) => (
        <select
          className="control"
          {...control}
          value={cloud}
          onChange={({ target }) => {
            const chosen = cloudNames.find((name) => name === target.value)
            if (chosen) void ask((tally) => tally.changeSettings({ cloud: chosen }))
          }}
        >
          {cloudNames.map((name) => (
            <option key={name} value={name}>
              {t(`setup.cloud.${name}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
