// A secret of an output: it is typed, and never shown again once it is kept.
import { Button } from '@fluentui/react-components'
import { LONGEST_SECRET } from '../../../app/model/external-outputs/output-limits.ts'
import { Field } from '../../controls/field.tsx'
import { useWindow } from '../../frame/window-context.ts'
import { LinesInput } from './lines-input.tsx'
import type { FieldControl } from './output-fields.ts'

interface SecretFieldProps {
  label: string
  hint: string | undefined
  /** What is wrong with the typed text. */
  fault: string | undefined
  typed: Extract<FieldControl, { kind: 'secret' }>['typed']
  /** Whether one is kept. */
  isKept: boolean
  /** The typed text; null while the kept one stays. */
  value: string | null
  onChange: (value: string | null) => void
}

export function SecretField({ label, hint, fault, typed, isKept, value, onChange }: SecretFieldProps) {
  const { t } = useWindow()
  if (isKept && value === null) {
    return (
      <div className="kept-secret row">
        <p>
          {label}
          <span className="small line">{t('elsewhere.secret.kept')}</span>
        </p>
        <Button
          size="small"
          aria-label={t('elsewhere.secret.replaceNamed', { name: label })}
          onClick={() => onChange('')}
        >
          {t('elsewhere.secret.replace')}
        </Button>
      </div>
    )
  }
  return (
    <div className="field-with-button">
      <Field label={label} hint={hint} validationMessage={fault}>
        {(control) =>
          typed === 'lines' ? (
            <LinesInput
              {...control}
              autoFocus={isKept}
              maxLength={LONGEST_SECRET}
              value={value ?? ''}
              onText={onChange}
            />
          ) : (
            <input
              className="control"
              {...control}
              // biome-ignore lint/a11y/noAutofocus: the button that had the focus was replaced by this field
              autoFocus={isKept}
              maxLength={LONGEST_SECRET}
              type={typed === 'password' ? 'password' : 'text'}
              autoComplete="off"
              spellCheck={false}
              value={value ?? ''}
              onChange={({ target }) => onChange(target.value)}
            />
          )
        }
      </Field>
      {isKept && (
        <Button size="small" onClick={() => onChange(null)}>
          {t('elsewhere.secret.keepOld')}
        </Button>
      )}
    </div>
  )
}
