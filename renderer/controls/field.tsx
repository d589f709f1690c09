// A field: its label, a native control, and below it a hint or what is wrong. Fluent's own Field, Label and Switch look
// the same and cost 45 kB more.
import { DiamondDismiss12Filled, LockClosed12Filled, Warning12Filled } from '@fluentui/react-icons'
import { type JSX, useId } from 'react'
import './fields.css'

/** What the control is given: the names by which label, hint and complaint find it. */
interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  /** Left out where the control brings its own. */
  label?: string
  hint?: string | undefined
  /** Who has set it, where that is not the person: the control then only shows its value. */
  lock?: string | undefined
  /** An error makes the control invalid; a warning does not. */
  validationState?: 'error' | 'warning'
  /** Spoken as soon as it is there. */
  validationMessage?: string
  children: (control: ControlProps) => JSX.Element
}

export function Field({
  label,
  hint,
  lock,
  validationState = 'error',
  validationMessage,
  children,
}: FieldProps): JSX.Element {
  const id = useId()
  const messageId = `${id}-message`
  const hintId = `${id}-hint`
  const lockId = `${id}-lock`
  const describedBy = [validationMessage && messageId, hint && hintId, lock && lockId]
    .filter(Boolean)
    .join(' ')
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
      {lock && (
        <p id={lockId} className="field-note">
          <LockClosed12Filled />
          {lock}
        </p>
      )}
    </div>
  )
}

/** A value that is not the person's to change, where another would choose: to be reached, read and copied. */
export function SetValue({ value, ...field }: Omit<FieldProps, 'children'> & { value: string }): JSX.Element {
  return (
    <Field {...field}>{(control) => <input className="control" {...control} value={value} readOnly />}</Field>
  )
}
