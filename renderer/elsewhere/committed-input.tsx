// An input whose value is sent when the user has chosen it, and not for each step on the way there.
import { type ComponentProps, useEffect, useRef } from 'react'

interface CommittedInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  label: string
  value: string
  onCommit: (value: string) => void
}

/** React's `onChange` is the DOM's `input` event; this is its `change` event. */
export function CommittedInput({ label, value, onCommit, ...input }: CommittedInputProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current) field.current.value = value
  }, [value])
  useEffect(() => {
    const shown = field.current
    if (!shown) return
    const commit = () => onCommit(shown.value)
    shown.addEventListener('change', commit)
    return () => shown.removeEventListener('change', commit)
  }, [onCommit])
  return (
    <label>
      {label}
      <input ref={field} {...input} defaultValue={value} />
    </label>
  )
}
