// Adds a colleague: a combobox for a name or address, and the list of people found.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Person } from '../../app/model/colleague.ts'
import { MOST_COLLEAGUES } from '../../app/model/colleague-order.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import { problemWords } from '../../words/problem-words.ts'
import { Field } from '../controls/field.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useWindow } from '../frame/window-context.ts'

/** Of typing, before the search. */
const PAUSE_MS = 300
/** Characters. */
const MIN_LENGTH = 2

/** `focusField`: the user has just opened the field. */
export function AddColleague({ focusField, onClose }: { focusField: boolean; onClose: () => void }) {
  const { state, words, t, ask } = useWindow()
  const { people } = state.colleagues
  const [unsent, keep, sent] = useUnsent('find-colleague')
  const typed = unsent ?? ''
  const [active, setActive] = useState(0)
  const [added, setAdded] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focusField) field.current?.focus()
  }, [focusField])
  const search = usePeopleSearch(typed)
  const listId = useId()
  const found = search.kind === 'found' ? search.people : []
  const isInList = (person: Person) => people.some(({ id }) => id === person.id)
  const problem = search.kind === 'failed' ? problemWords(search.problem, words) : null

  async function add(person: Person | undefined) {
    if (!person || isInList(person)) return
    if (!(await ask((tally) => tally.addColleague(person)))) return
    if (sent(unsent)) setAdded(person.name)
  }

  function onKey(event: KeyboardEvent) {
    const { key } = event
    if (key === 'Escape') {
      // Must not close the window.
      event.stopPropagation()
      if (typed === '') onClose()
      else keep(null)
    } else if (key === 'Enter') void add(found[active])
    else if (found.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault()
      setActive((active + (key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
    }
  }

  if (people.length >= MOST_COLLEAGUES) return <p>{t('colleagues.full', { count: MOST_COLLEAGUES })}</p>
  return (
    <div className="add-colleague">
      <Field
        label={t('colleagues.find')}
        hint={t('colleagues.findHint')}
        {...(problem ? { validationMessage: `${problem.title}. ${problem.nextStep}` } : {})}
      >
        {(control) => (
          <input
            {...control}
            className="control"
            role="combobox"
            ref={field}
            autoComplete="off"
            spellCheck={false}
            dir="auto"
            aria-autocomplete="list"
            aria-expanded={found.length > 0}
            aria-controls={listId}
            aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
            value={typed}
            onChange={({ target }) => {
              keep(target.value || null)
              setActive(0)
              setAdded(null)
            }}
            onKeyDown={onKey}
          />
        )}
      </Field>
      <div id={listId} role="listbox" aria-label={t('colleagues.found')} className="found">
        {found.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
          <div
            key={person.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-disabled={isInList(person)}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(index)}
            onClick={() => void add(person)}
          >
            <TruncatedText text={person.name} />
            <TruncatedText text={isInList(person) ? t('colleagues.inList') : person.address} small />
          </div>
        ))}
      </div>
      <p role="status" className="small">
        {added === null ? searchWords(search, t) : t('colleagues.added', { name: added })}
      </p>
    </div>
  )
}

function searchWords(search: Search, t: ReturnType<typeof useWindow>['words']['t']): string {
  if (search.kind === 'finding') return t('colleagues.finding')
  return search.kind === 'found' && search.people.length === 0 ? t('colleagues.nobody') : ''
}

type Search =
  | { kind: 'idle' }
  | { kind: 'finding' }
  | { kind: 'found'; people: readonly Person[] }
  | { kind: 'failed'; problem: Problem }

/** Searches after a pause in typing. */
function usePeopleSearch(typed: string): Search {
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
