// Finds people whose name or address starts with the typed text. Searches after a pause in typing.
import { useEffect, useState } from 'react'
import type { Person } from '../../app/model/colleague.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import { useWindow } from '../frame/window-context.ts'

const PAUSE_MS = 300
/** Characters. */
const MIN_LENGTH = 2

export type Search =
  | { kind: 'idle' }
  | { kind: 'finding' }
  | { kind: 'found'; people: readonly Person[] }
  | { kind: 'failed'; problem: Problem }

export function usePeopleSearch(typed: string): Search {
  const { ask } = useWindow()
  const [search, setSearch] = useState<Search>({ kind: 'idle' })
  const query = typed.trim()
  useEffect(() => {
    if (query.length < MIN_LENGTH) return setSearch({ kind: 'idle' })
    setSearch({ kind: 'finding' })
    // An answer for an earlier text is ignored.
    let stopped = false
    const put = (next: Search) => stopped || setSearch(next)
    const timer = setTimeout(async () => {
      const done = await ask(async (tally) => {
        const answer = await tally.findPeople(query)
        put(answer.ok ? { kind: 'found', people: answer.value } : { kind: 'failed', problem: answer.problem })
      })
      if (!done) put({ kind: 'idle' })
    }, PAUSE_MS)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [query, ask])
  return search
}
