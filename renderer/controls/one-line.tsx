// A text of others on one line, in its own direction: cut where it has to be, and in full for the pointer and the keyboard.
import type { JSX } from 'react'

export interface OneLineProps {
  text: string
  /** What the pointer reads; without it the text itself. */
  title?: string
  small?: boolean
}

/** In full while the control that it belongs to has the keyboard's focus (window.css). */
export function OneLine({ text, title = text, small = false }: OneLineProps): JSX.Element {
  return (
    <bdi className={small ? 'cut small' : 'cut'} title={title}>
      {text}
    </bdi>
  )
}
