// Where the keyboard is when the control that had it is gone: at the heading of what came in its place.
import { useEffect } from 'react'

/** A view that is loaded later takes the focus as soon as it has a heading, which ears then hear. */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: EventTarget | null = null
    const remember = ({ target }: FocusEvent) => {
      last = target
    }
    const mend = () => {
      if (!(last instanceof Node) || last.isConnected) return
      const heading = document.querySelector('h1')
      if (!heading) return
      last = null
      // Else something has been clicked in the meantime.
      if (document.activeElement === document.body) heading.focus()
    }
    const changes = new MutationObserver(mend)
    addEventListener('focusin', remember)
    changes.observe(document.body, { childList: true, subtree: true })
    return () => {
      removeEventListener('focusin', remember)
      changes.disconnect()
    }
  }, [])
}
