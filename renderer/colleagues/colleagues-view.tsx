// The Colleagues page: the lights of chosen people, or the switch that turns the feature on.
import './colleagues.css'
import { Button } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import type { Problem } from '../../app/model/problems/problem.ts'
import { isPresenceMissing } from '../../app/model/problems/problem-kinds.ts'
import type { AccountView } from '../../app/model/state.ts'
import { timeAhead } from '../../words/days.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { FeatureSetting } from '../settings/feature-settings.tsx'
import { AddColleague } from './add-colleague.tsx'
import { ColleagueList } from './colleague-list.tsx'

export function ColleaguesView() {
  const { state, t } = useWindow()
  if (state.features.colleagues.kind === 'on') return <Team />
  return (
    <>
      <PageTitle>{t('colleagues.title')}</PageTitle>
      <p>{t('colleagues.why')}</p>
      <FeatureSetting feature="colleagues" />
    </>
  )
}

function Team() {
  const { state, t, language } = useWindow()
  const { people } = state.colleagues
  const [unsent] = useUnsent('find-colleague')
  // Stays open after the first colleague, as more will follow.
  const [adding, setAdding] = useState(people.length === 0 || unsent !== null)
  const [focusField, setFocusField] = useState(false)
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
        <PageTitle>{t('colleagues.title')}</PageTitle>
        {!isEmpty && (
          <Button
            size="small"
            aria-expanded={adding}
            onClick={() => {
              setAdding(!adding)
              setFocusField(true)
            }}
          >
            {t('colleagues.add')}
          </Button>
        )}
      </div>
      {isEmpty && <p className="quiet">{t('colleagues.empty')}</p>}
      {(adding || isEmpty) && <AddColleague focusField={focusField} onClose={close} />}
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

/** A problem of the user's own check also stops the checks of colleagues. */
function problemOf({ colleagues, following, pausedUntil }: AccountView): Problem | null {
  const { problem } = colleagues
  // During a pause there are no retries, so only what the user can solve is shown.
  if (pausedUntil !== null) return problem?.next === 'person' ? problem : null
  if (problem) return problem
  return following.problem && isPresenceMissing(following.problem) ? null : following.problem
}
