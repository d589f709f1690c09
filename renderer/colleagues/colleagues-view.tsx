// Colleagues: the lights of the people one works with; and before that, what it takes to see them.
import './colleagues.css'
import { Button } from '@fluentui/react-components'
import { type JSX, useRef, useState } from 'react'
import type { Problem } from '../../app/model/problems/problem.ts'
import { isOfOneself } from '../../app/model/problems/problem-kinds.ts'
import type { AppState } from '../../app/model/state.ts'
import { timeAhead } from '../../words/days.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useUnsent } from '../controls/typed-text.ts'
import { useShown } from '../frame/shown.ts'
import { FeatureSetting } from '../settings/feature-settings.tsx'
import { AddColleague } from './add-colleague.tsx'
import { ColleagueList } from './colleague-list.tsx'

export function ColleaguesView(): JSX.Element {
  const { state, words } = useShown()
  if (state.features.colleagues.kind === 'on') return <Team />
  return (
    <>
      <h1 className="title">{words.t('colleagues.title')}</h1>
      <p>{words.t('colleagues.why')}</p>
      <FeatureSetting feature="colleagues" />
    </>
  )
}

function Team(): JSX.Element {
  const { state, words } = useShown()
  const { t, language } = words
  const { people } = state.colleagues
  const [unsent] = useUnsent('find-colleague')
  // Whoever begins a list adds more than one.
  const [adding, setAdding] = useState(people.length === 0 || unsent !== null)
  const [begins, setBegins] = useState(false)
  const heading = useRef<HTMLDivElement>(null)
  const isEmpty = people.length === 0
  const problem = problemOf(state)
  function close() {
    setAdding(false)
    heading.current?.querySelector('button')?.focus()
  }
  return (
    <>
      <div ref={heading} className="row">
        <h1 className="title">{t('colleagues.title')}</h1>
        {!isEmpty && (
          <Button
            size="small"
            aria-expanded={adding}
            onClick={() => {
              setAdding(!adding)
              setBegins(true)
            }}
          >
            {t('colleagues.add')}
          </Button>
        )}
      </div>
      {isEmpty && <p className="quiet">{t('colleagues.empty')}</p>}
      {(adding || isEmpty) && <AddColleague begins={begins} onClose={close} />}
      {state.pausedUntil !== null && (
        <p className="quiet">
          {t('window.now.pausedUntil', { time: timeAhead(state.pausedUntil, Date.now(), language, state) })}
        </p>
      )}
      {problem && <ProblemCard problem={problem} />}
      <ColleagueList />
    </>
  )
}

/** Whatever keeps the own check from being answered keeps theirs from being asked. */
function problemOf({ colleagues, following, pausedUntil }: AppState): Problem | null {
  const { problem } = colleagues
  // In a pause nothing happens by itself, whatever was promised before.
  if (pausedUntil !== null) return problem?.next === 'person' ? problem : null
  if (problem) return problem
  return following.problem && isOfOneself(following.problem) ? null : following.problem
}
