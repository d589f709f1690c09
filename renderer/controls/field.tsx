// A field: a label, a native control, and a hint or an error below it. Fluent's own Field, Label and Switch look the same
// and add 45 kB.
import { DiamondDismiss12Filled, LockClosed12Filled, Warning12Filled } from '@fluentui/react-icons'
import { type ComponentProps, type JSX, useId } from 'react'
import './fields.css'

/** Attributes that connect the control with its label, hint and message. */
interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  /** Absent if the control has its own label. */
  label?: string | undefined
  /** The control is short: on a page of the settings it is beside its label. */
  short?: boolean | undefined
  hint?: string | undefined
  /** Says that an administrator has set the value: the control is then read-only. */
  lock?: string | undefined
  /** An error makes the control invalid; a warning does not. */
  validationState?: 'error' | 'warning' | undefined
  /** A screen reader announces it at once. */
  validationMessage?: string | undefined
  children: (control: ControlProps) => JSX.Element
}

export function Field({
  label,
  short,
  hint,
  lock,
  validationState = 'error',
  validationMessage,
  children,
}: FieldProps) {
  const id = useId()
  const messageId = `${id}-message`
  const hintId = `${id}-hint`
  const lockId = `${id}-lock`
  const describedBy = [validationMessage && messageId, hint && hintId, lock && lockId]
    .filter(Boolean)
    .join(' ')
  const isError = validationState === 'error'
  return (
    <div className={short ? 'field short' : 'field'}>
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

type TextFieldProps = Omit<FieldProps, 'lock' | 'children'> &
  Omit<ComponentProps<'input'>, 'onChange'> & { onText: (text: string) => void }

/** A line of text. The other properties are the input's. */
export function TextField(props: TextFieldProps) {
  const { label, short, hint, validationState, validationMessage, onText, ...input } = props
  return (
    <Field
      label={label}
      short={short}
      hint={hint}
      validationState={validationState}
      validationMessage={validationMessage}
    >
      {(control) => (
        <input
          className="control"
          autoComplete="off"
          {...control}
          {...input}
          onChange={({ target }) => onText(target.value)}
        />
      )}
    </Field>
  )
}

/** A value that the user cannot change: it can be focused and copied. */
export function ReadOnlyField({ value, ...field }: Omit<FieldProps, 'children'> & { value: string }) {
  return (
    <Field {...field}>{(control) => <input className="control" {...control} value={value} readOnly />}</Field>
  )
}
