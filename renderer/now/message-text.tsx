// Somebody's message as text, whatever it holds: a few lines of it, and the whole on request.
import { Button } from '@fluentui/react-components'
import { type JSX, useLayoutEffect, useRef, useState } from 'react'
import { linksIn } from '../controls/links-in.ts'
import { useShown } from '../frame/shown.ts'
import { MessageLinks } from './message-links.tsx'

/** Links that are in sight before somebody asks for all of them. */
const FIRST_LINKS = 2

/** Give it the text as its key: another message begins folded. */
export function MessageText({ label, text }: { label: string; text: string }): JSX.Element {
  const { t } = useShown().words
  const [whole, setWhole] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const isCut = useIsCut(box)
  const links = linksIn(text)
  const folded = isCut ? 'message folded goes-on' : 'message folded'
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

/** Whether there is more text than is seen. How much that is depends on the window's width and the fonts. */
function useIsCut(box: React.RefObject<HTMLElement | null>): boolean {
  const [isCut, setIsCut] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setIsCut(element.scrollHeight > element.clientHeight + 1)
    measure()
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => resized.disconnect()
  }, [box])
  return isCut
}
