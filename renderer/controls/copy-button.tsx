// Two buttons that copy: a small picture beside a text, and one in words. Both tell eyes and ears that it is done.
import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import { useShown } from '../frame/shown.ts'
import { useCopied } from './use-copied.ts'

/** `label` says what is copied. */
export function CopyButton({ text, label }: { text: string; label: string }): JSX.Element {
  const { t } = useShown().words
  const [copied, copy] = useCopied()
  return (
    <span className="copy">
      <Button
        appearance="subtle"
        size="small"
        icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
        title={label}
        aria-label={label}
        onClick={() => copy((tally) => tally.copyText(text))}
      />
      <span role="status" className="unseen">
        {copied && t('window.copied')}
      </span>
    </span>
  )
}

export interface CopyInWordsProps {
  children: string
  /** What the app copies. */
  what: (tally: Tally) => Promise<void>
  primary?: boolean
}

export function CopyInWords({ children, what, primary = false }: CopyInWordsProps): JSX.Element {
  const { t } = useShown().words
  const [copied, copy] = useCopied()
  return (
    <span className="copy-in-words">
      <Button size="small" appearance={primary ? 'primary' : 'secondary'} onClick={() => copy(what)}>
        {children}
      </Button>
      <span role="status" className="small">
        {copied && t('window.copied')}
      </span>
    </span>
  )
}
