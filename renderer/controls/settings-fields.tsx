// The two usual kinds of setting: a choice and a switch.
import type { PolicyField } from '../../app/model/names.ts'
import { Field, type FieldProps, ReadOnlyField } from './field.tsx'
import { useLock } from './use-lock.ts'

interface ChoiceSettingProps<Value> extends Pick<FieldProps, 'validationState' | 'validationMessage'> {
  label: string
  /** Only for a value that the user can change. */
  hint?: string | undefined
  /** The field of the policy file that sets it. */
  managedAs?: PolicyField | undefined
  value: Value
  choices: readonly Value[]
  nameOf: (value: Value) => string
  onChoose: (value: Value) => void
}

export function ChoiceSetting<Value extends string | number>({
  label,
  hint,
  managedAs,
  value,
  choices,
  nameOf,
  onChoose,
  ...validation
}: ChoiceSettingProps<Value>) {
  const lock = useLock(managedAs)
  if (lock) return <ReadOnlyField short label={label} lock={lock} value={nameOf(value)} {...validation} />
  return (
    <Field short label={label} hint={hint} {...validation}>
      {(control) => (
        <select
          className="control"
          {...control}
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find((choice) => String(choice) === target.value)
            if (chosen !== undefined) onChoose(chosen)
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {nameOf(choice)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface SwitchSettingProps {
  label: string
  hint: string | undefined
  on: boolean
  disabled?: boolean
  managedAs?: PolicyField
  onTurn: (on: boolean) => void
}

export function SwitchSetting({ label, hint, on, disabled, managedAs, onTurn }: SwitchSettingProps) {
  const lock = useLock(managedAs)
  return (
    <Field hint={hint} lock={lock}>
      {(control) => (
        <label className="switch">
          <input
            type="checkbox"
            // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox has a checked state of its own
            role="switch"
            {...control}
            checked={on}
            // A managed switch stays focusable, so that a screen reader reads who manages it.
            disabled={disabled && !lock}
            aria-disabled={lock ? true : undefined}
            onChange={({ target }) => lock || onTurn(target.checked)}
          />
          {label}
        </label>
      )}
    </Field>
  )
}
