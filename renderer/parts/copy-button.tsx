// A small button that copies a text, and tells eyes and ears that it has.
import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { type JSX, useEffect, useState } from 'react'
import { useShown } from '../shown.ts'

const TOLD_FOR_MS = 3000

/** `label` says what is copied. */
export function CopyButton({ text, label }: { text: string; label: string }): JSX.Element {
  const { words, ask } = useShown()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), TOLD_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <span className="copy">
      <Button
        appearance="subtle"
        size="small"
        icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
        title={label}
        aria-label={label}
        onClick={async () => setCopied(await ask((tally) => tally.copyText(text)))}
      />
      <span role="status" className="unseen">
        {copied && words.t('window.copied')}
      </span>
    </span>
  )
}
