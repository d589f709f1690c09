// Somebody's message as text, whatever it holds: its own line breaks and direction, long words broken, long texts scrolled.
import type { JSX } from 'react'

export function MessageText({ label, text }: { label: string; text: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be one more landmark for a few words
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled with the keyboard too
    <div role="group" aria-label={label} tabIndex={0} dir="auto" className="message">
      {text}
    </div>
  )
}
