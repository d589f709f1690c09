// A field: its label, a native control, and below it a hint or what is wrong. Fluent's own Field, Label and Switch look
// the same and cost 45 kB more.
import { DiamondDismiss12Filled, Warning12Filled } from '@fluentui/react-icons'
import { type JSX, useId } from 'react'
import '../fields.css'

/** What the control is given: the names by which label, hint and complaint find it. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  /** Left out where the control brings its own. */
  label?: string
  hint?: string | undefined
  /** An error makes the control invalid; a warning does not. */
  validationState?: 'error' | 'warning'
  /** Spoken as soon as it is there. */
  validationMessage?: string
  children: (control: ControlProps) => JSX.Element
}

export function Field({
  label,
  hint,
  validationState = 'error',
  validationMessage,
  children,
}: FieldProps): JSX.Element {
  const id = useId()
  const messageId = `${id}-message`
  const hintId = `${id}-hint`
  const describedBy = [validationMessage && messageId, hint && hintId].filter(Boolean).join(' ')
  const isError = validationState === 'error'
  return (
    <div className="field">
      {label && <label htmlFor={id}>{label}</label>}
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': (validationMessage && isError) || undefined,
      })}
      {validationMessage && (
        <p id={messageId} role="alert" className={`field-note ${validationState}`}>
          {isError ? <DiamondDismiss12Filled /> : <Warning12Filled />}
          {validationMessage}
        </p>
      )}
      {hint && (
        <p id={hintId} className="field-note">
          {hint}
        </p>
      )}
    </div>
  )
}
