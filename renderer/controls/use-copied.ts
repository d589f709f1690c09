// Copies with a command, and reports success for a while.
import { useEffect, useState } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import { useWindow } from '../frame/window-context.ts'

const SHOWN_FOR_MS = 3000

/** Whether the command copied something in the last 3 s, and the function that runs it. */
export function useCopied(): [copied: boolean, copy: (command: (tally: Tally) => Promise<void>) => void] {
  const { ask } = useWindow()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return [copied, (command) => void ask(command).then(setCopied)]
}
