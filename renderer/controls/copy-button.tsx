// Two buttons that copy: an icon next to a text, and one with a label. Both confirm it, also to a screen reader.
import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { type TallyCommand, useWindow } from '../frame/window-context.ts'
import type { CommandButtonProps } from './command-button.tsx'
import { IconButton } from './icon-button.tsx'

/** `label` names what is copied. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useWindow()
  const [copied, copy] = useCopied()
  return (
    <span className="copy">
      <IconButton
        name={label}
        size="small"
        icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => copy((tally) => tally.copyText(text))}
      />
      <span role="status" className="visually-hidden">
        {copied && t('window.copied')}
      </span>
    </span>
  )
}

/** `command` copies. */
export function LabelledCopyButton({ command, ...button }: CommandButtonProps) {
  const { t } = useWindow()
  const [copied, copy] = useCopied()
  return (
    <span className="labelled-copy">
      <Button size="small" {...button} onClick={() => copy(command)} />
      <span role="status" className="small">
        {copied && t('window.copied')}
      </span>
    </span>
  )
}

const SHOWN_FOR_MS = 3000

/** Whether the command copied something in the last 3 s, and the function that runs it. */
function useCopied(): [copied: boolean, copy: (command: TallyCommand) => void] {
  const { ask } = useWindow()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return [copied, (command) => void ask(command).then(setCopied)]
}
