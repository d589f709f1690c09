// Which fields show what is wrong with them: those that were changed, after a pause in typing, and all once the user has
// tried to save.
import { useEffect, useRef, useState } from 'react'
import type { FieldName } from './output-fields.ts'

/** A text that is not complete yet looks wrong. */
const TYPING_PAUSE_MS = 800
const none: ReadonlySet<FieldName> = new Set()

export function useShownFaults() {
  const [changed, setChanged] = useState(none)
  const [showsAll, setShowsAll] = useState(false)
  const isTyped = useRef(new Set<FieldName>())
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])

  return {
    showsAll,
    isShown: (name: FieldName) => showsAll || changed.has(name),
    showAll: () => setShowsAll(true),
    afterTyping(name: FieldName) {
      isTyped.current.add(name)
      clearTimeout(pause.current)
      pause.current = setTimeout(() => setChanged(new Set(isTyped.current)), TYPING_PAUSE_MS)
    },
    hideAll() {
      clearTimeout(pause.current)
      isTyped.current.clear()
      setChanged(none)
      setShowsAll(false)
    },
  }
}
