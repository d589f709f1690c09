// One field of an output, drawn from its row in the table.
import { LONGEST_DOMAIN } from '../../../app/model/names.ts'
import { Field, TextField } from '../../controls/field.tsx'
import { ChoiceSetting, SwitchSetting } from '../../controls/settings-fields.tsx'
import { useWindow } from '../../frame/window-context.ts'
import { LinesInput } from './lines-input.tsx'
import { modelName, transportOf } from './option-names.ts'
import type { FieldControl, FieldName } from './output-fields.ts'

interface OutputFieldProps {
  name: FieldName
  control: Exclude<FieldControl, { kind: 'secret' }>
  value: string
  hint: string | undefined
  /** What is wrong with the value. */
  fault: string | undefined
  onChange: (value: string) => void
}

export function OutputFieldControl(props: OutputFieldProps) {
  const { name, control: kind, value, hint, fault, onChange } = props
  const { t } = useWindow()
  const label = t(`elsewhere.field.${name}`)

  switch (kind.kind) {
    case 'switch':
      return (
        <SwitchSetting
          label={label}
          hint={hint}
          on={value === 'on'}
          onTurn={(on) => onChange(on ? 'on' : '')}
        />
      )
    case 'choice':
      return (
        <ChoiceSetting
          label={label}
          hint={hint}
          value={value}
          choices={[...new Set([...kind.choices, value])]}
          nameOf={(choice) => nameOfChoice(choice)}
          onChoose={onChange}
        />
      )
    case 'lines':
      return (
        <Field label={label} hint={hint} validationMessage={fault}>
          {(control) => (
            <LinesInput {...control} name={name} maxLength={kind.longest} value={value} onText={onChange} />
          )}
        </Field>
      )
    case 'text':
    case 'host':
    case 'number':
      return (
        <TextField
          label={label}
          hint={hint}
          short={kind.kind === 'number'}
          validationMessage={fault}
          name={name}
          maxLength={kind.kind === 'text' ? kind.longest : LONGEST_DOMAIN}
          inputMode={kind.kind === 'number' ? 'numeric' : undefined}
          spellCheck={false}
          value={value}
          onText={onChange}
        />
      )
    default:
      throw kind satisfies never
  }

  function nameOfChoice(choice: string): string {
    if (name === 'transport') return t(`elsewhere.transport.${transportOf(choice)}`)
    if (name === 'models') return choice === '' ? t('elsewhere.anyModel') : modelName(choice)
    return choice
  }
}
