// The two kinds of setting that cannot be entered wrongly: one of several, and on or off.
import type { JSX } from 'react'
import { Field } from './field.tsx'

export interface ChoiceSettingProps<Value> {
  label: string
  hint?: string
  value: Value
  choices: readonly Value[]
  nameOf: (value: Value) => string
  onChoose: (value: Value) => void
}

export function ChoiceSetting<Value extends string | number>({
  label,
  hint,
  value,
  choices,
  nameOf,
  onChoose,
}: ChoiceSettingProps<Value>): JSX.Element {
  return (
    <Field label={label} hint={hint}>
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

export interface SwitchSettingProps {
  label: string
  hint: string
  on: boolean
  disabled?: boolean
  onTurn: (on: boolean) => void
}

export function SwitchSetting({ label, hint, on, disabled, onTurn }: SwitchSettingProps): JSX.Element {
  return (
    <Field hint={hint}>
      {(control) => (
        <label className="switch">
          <input
            type="checkbox"
            // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells by itself whether it is checked
            role="switch"
            {...control}
            checked={on}
            disabled={disabled}
            onChange={({ target }) => onTurn(target.checked)}
          />
          {label}
        </label>
      )}
    </Field>
  )
}
