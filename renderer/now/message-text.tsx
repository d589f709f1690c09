// A message as plain text: a few lines, and all of it on request. Below it are the addresses in it.
import { Button } from '@fluentui/react-components'
import { useLayoutEffect, useRef, useState } from 'react'
import { CopyButton } from '../controls/copy-button.tsx'
import { linksIn } from '../controls/links-in.ts'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useWindow } from '../frame/window-context.ts'

/** The number of links to show before the user expands the message. */
const FIRST_LINKS = 2

/** Use the text as `key`, so that another message starts collapsed. */
export function MessageText({ label, text }: { label: string; text: string }) {
  const { t } = useWindow()
  const [whole, setWhole] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const isCut = useIsCut(box)
  const links = linksIn(text)
  const folded = isCut ? 'message folded has-more' : 'message folded'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a section would be one more landmark for a few words */}
      <div ref={box} role="group" aria-label={label} className={whole ? 'message' : folded}>
        {text}
      </div>
      {links.length > 0 && <MessageLinks links={whole ? links : links.slice(0, FIRST_LINKS)} />}
      {(whole || isCut || links.length > FIRST_LINKS) && (
        <Button
          className="more"
          appearance="transparent"
          size="small"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {t(whole ? 'window.message.less' : 'window.message.all')}
        </Button>
      )}
    </>
  )
}

/** Whether the text overflows its box, which depends on the window's width and the fonts. */
function useIsCut(box: React.RefObject<HTMLElement | null>): boolean {
  const [isCut, setIsCut] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    // A font can be higher than its line, as Arabic ones are: less than half a line more is no line more.
    const measure = () => {
      const lineHeight = Number.parseFloat(getComputedStyle(element).lineHeight)
      setIsCut(element.scrollHeight - element.clientHeight > lineHeight / 2)
    }
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => resized.disconnect()
  }, [box])
  return isCut
}

/** As text with a copy button. Never as links, as anybody may have written the message. */
function MessageLinks({ links }: { links: readonly string[] }) {
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
