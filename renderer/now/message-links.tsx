// The addresses in a message as text with a copy button. Never as links, as anybody may have written the message.
import { CopyButton } from '../controls/copy-button.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useWindow } from '../frame/window-context.ts'

export function MessageLinks({ links }: { links: readonly string[] }) {
  const { t } = useWindow()
  return (
    <ul className="links" aria-label={t('window.message.links')}>
      {links.map((link) => (
        <li key={link} className="row">
          <TruncatedText text={link} />
          <CopyButton text={link} label={t('window.message.copy', { link })} />
        </li>
      ))}
    </ul>
  )
}
