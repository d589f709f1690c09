// The two kinds of setting that cannot be entered wrongly: one of several, and on or off.
import { Field, Switch } from '@fluentui/react-components'
import type { JSX } from 'react'

export interface ChoiceSettingProps<Value> {
  label: string
  hint: string
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
  onTurn: (on: boolean) => void
}

export function SwitchSetting({ label, hint, on, onTurn }: SwitchSettingProps): JSX.Element {
  return (
    <Field hint={hint}>
      <Switch label={label} checked={on} onChange={(_, data) => onTurn(data.checked)} />
    </Field>
  )
}
