// Copying, and saying for a while that it was done.
import { useEffect, useState } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import { useShown } from '../frame/shown.ts'

const TOLD_FOR_MS = 3000

/** Whether something was copied lately, and how to copy it. */
export function useCopied(): [copied: boolean, copy: (wish: (tally: Tally) => Promise<void>) => void] {
  const { ask } = useShown()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), TOLD_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return [copied, (wish) => void ask(wish).then(setCopied)]
}
