// Moves the focus to the first heading when the focused control is removed from the page.
import { useEffect } from 'react'

/** A view that loads later gets the focus as soon as it has a heading; a screen reader then reads that. */
export function useFocusRecovery(): void {
  useEffect(() => {
    let last: EventTarget | null = null
    const remember = ({ target }: FocusEvent) => {
      last = target
    }
    const recover = () => {
      if (!(last instanceof Node) || last.isConnected) return
      const heading = document.querySelector('h1')
      if (!heading) return
      last = null
      // Otherwise the user has clicked something else.
      if (document.activeElement === document.body) heading.focus()
    }
    const changes = new MutationObserver(recover)
    addEventListener('focusin', remember)
    changes.observe(document.body, { childList: true, subtree: true })
    return () => {
      removeEventListener('focusin', remember)
      changes.disconnect()
    }
  }, [])
}
