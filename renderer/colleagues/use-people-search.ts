// People whose name or address begins with what is typed: asked for once nobody has typed for a moment.
import { useEffect, useState } from 'react'
import type { Person } from '../../app/model/colleague.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import { useShown } from '../frame/shown.ts'

const PAUSE_MS = 300
/** Fewer would find half the organisation. */
const LEAST_TYPED = 2

export type Search =
  | { kind: 'idle' }
  | { kind: 'finding' }
  | { kind: 'found'; people: readonly Person[] }
  | { kind: 'failed'; problem: Problem }

export function usePeopleSearch(typed: string): Search {
  const { ask } = useShown()
  const [search, setSearch] = useState<Search>({ kind: 'idle' })
  const wanted = typed.trim()
  useEffect(() => {
    if (wanted.length < LEAST_TYPED) return setSearch({ kind: 'idle' })
    setSearch({ kind: 'finding' })
    // An answer to what was typed before is of no use any more.
    let late = false
    const put = (next: Search) => late || setSearch(next)
    const timer = setTimeout(async () => {
      const done = await ask(async (tally) => {
        const answer = await tally.findPeople(wanted)
        put(answer.ok ? { kind: 'found', people: answer.value } : { kind: 'failed', problem: answer.problem })
      })
      if (!done) put({ kind: 'idle' })
    }, PAUSE_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [wanted, ask])
  return search
}
