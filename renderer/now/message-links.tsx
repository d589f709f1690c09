// The addresses in a message: text, never links, because anybody may have written them; each can be copied.
import type { JSX } from 'react'
import { CopyButton } from '../controls/copy-button.tsx'
import { OneLine } from '../controls/one-line.tsx'
import { useShown } from '../frame/shown.ts'

export function MessageLinks({ links }: { links: readonly string[] }): JSX.Element {
  const { t } = useShown().words
  return (
    <ul className="links" aria-label={t('window.message.links')}>
      {links.map((link) => (
        <li key={link} className="row">
          <OneLine text={link} />
          <CopyButton text={link} label={t('window.message.copy', { link })} />
        </li>
      ))}
    </ul>
  )
}
