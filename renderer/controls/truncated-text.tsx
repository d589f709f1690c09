// A text from elsewhere on one line, in its own direction (`bdi`), with an ellipsis where it does not fit.

interface TruncatedTextProps {
  text: string
  /** The tooltip; the text itself by default. */
  title?: string
  small?: boolean
}

/** Wraps and shows everything while its control has the keyboard focus (window.css). */
export function TruncatedText({ text, title = text, small = false }: TruncatedTextProps) {
  return (
    <bdi className={small ? 'cut small' : 'cut'} title={title}>
      {text}
    </bdi>
  )
}
