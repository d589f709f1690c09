// Searches the organisation for a person: a combobox for a name or address, and the list of people found.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Person } from '../../app/model/colleague.ts'
import type { UnsentField } from '../../app/model/names.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import { problemWords } from '../../words/problem-words.ts'
import type { Words } from '../../words/words.ts'
import { useWindow } from '../frame/window-context.ts'
import { TextField } from './field.tsx'
import { TruncatedText } from './truncated-text.tsx'
import { useUnsent } from './unsent-fields.ts'
import './people-search.css'

/** Of typing, before the search. */
const PAUSE_MS = 300
/** Characters. */
const MIN_LENGTH = 2

interface PeopleSearchProps {
  label: string
  hint: string
  unsentField: UnsentField
  /** Focuses the field when it appears: the user has just asked for it. */
  focusField?: boolean
  /** Why this person cannot be chosen; null if they can. */
  refusalOf: (person: Person) => string | null
  /** Resolves to whether it succeeded. */
  onChoose: (person: Person) => Promise<boolean>
  /** What is said after a choice; empty by default. */
  chosenWords?: (person: Person) => string
  /** Escape in the empty field; without it, the key does what it does elsewhere. */
  onClose?: () => void
}

export function PeopleSearch(props: PeopleSearchProps) {
  const { refusalOf, onClose, focusField = false } = props
  const { words, t } = useWindow()
  const [unsent, keep, sent] = useUnsent(props.unsentField)
  const typed = unsent ?? ''
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<Person | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focusField) field.current?.focus()
  }, [focusField])
  const search = usePeopleSearch(typed)
  const listId = useId()
  const found = search.kind === 'found' ? search.people : []
  const problem = search.kind === 'failed' ? problemWords(search.problem, words) : null

  async function choose(person: Person | undefined) {
    if (!person || refusalOf(person) !== null) return
    if (!(await props.onChoose(person))) return
    if (sent(unsent)) setChosen(person)
  }

  function onKey(event: KeyboardEvent) {
    const { key } = event
    if (key === 'Escape' && (typed !== '' || onClose)) {
      // Must not close the window.
      event.stopPropagation()
      if (typed === '') onClose?.()
      else keep(null)
    } else if (key === 'Enter') void choose(found[active])
    else if (found.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault()
      setActive((active + (key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
    }
  }

  return (
    <div className="people-search">
      <TextField
        label={props.label}
        hint={props.hint}
        validationMessage={problem ? `${problem.title}. ${problem.nextStep}` : undefined}
        role="combobox"
        ref={field}
        spellCheck={false}
        dir="auto"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
        value={typed}
        onText={(text) => {
          keep(text || null)
          setActive(0)
          setChosen(null)
        }}
        onKeyDown={onKey}
      />
      <div id={listId} role="listbox" aria-label={t('colleagues.found')} className="found">
        {found.map((person, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys
          <div
            key={person.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            aria-disabled={refusalOf(person) !== null}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(index)}
            onClick={() => void choose(person)}
          >
            <TruncatedText text={person.name} />
            <TruncatedText text={refusalOf(person) ?? person.address} small />
          </div>
        ))}
      </div>
      <p role="status" className="small">
        {chosen === null ? searchWords(search, t) : props.chosenWords?.(chosen)}
      </p>
    </div>
  )
}

function searchWords(search: Search, t: Words['t']): string {
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
