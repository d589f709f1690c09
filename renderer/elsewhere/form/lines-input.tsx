// A text of several lines.
import type { ComponentProps } from 'react'

interface LinesInputProps extends Omit<ComponentProps<'textarea'>, 'onChange'> {
  onText: (text: string) => void
}

export function LinesInput({ onText, ...input }: LinesInputProps) {
  return (
    <textarea
      className="control lines"
      {...input}
      rows={2}
      spellCheck={false}
      // The browser scrolls only to the line with the caret.
      onFocus={({ target }) => target.scrollIntoView({ block: 'nearest' })}
      onChange={({ target }) => onText(target.value)}
    />
  )
}
