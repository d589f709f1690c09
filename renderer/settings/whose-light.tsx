// Whose light is shown: the user's own, a colleague of the list, or anybody found in the organisation.
import { useState } from 'react'
import { isOffered } from '../../app/model/graph-requests.ts'
import { nameOf } from '../../words/shown-name.ts'
import { PeopleSearch } from '../controls/people-search.tsx'
import { ChoiceSetting } from '../controls/settings-fields.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useWindow } from '../frame/window-context.ts'
import { FeatureSetting } from './feature-settings.tsx'

const MINE = 'mine'

export function WhoseLight() {
  const { state, t, ask } = useWindow()
  const { session, settings, features, colleagues, following } = state
  const { person } = following
  if (session.kind !== 'signed-in' && session.kind !== 'demo') return null
  const isOn = features.colleagues.kind === 'on'
  const people = [
    ...(person ? [person] : []),
    ...(isOn ? colleagues.people.filter(({ id }) => id !== person?.id) : []),
  ]
  return (
    <section className="whose-light">
      <ChoiceSetting
        label={t('whose.title')}
        hint={t('whose.hint')}
        managedAs={settings.colleagueLight || person ? undefined : 'colleagueLight'}
        value={person?.id ?? MINE}
        choices={[MINE, ...people.map(({ id }) => id)]}
        nameOf={(id) => {
          const one = people.find((other) => other.id === id)
          return one ? nameOf(one) : t('whose.mine')
        }}
        onChoose={(chosen) => {
          const one = people.find(({ id }) => id === chosen)
          return ask((tally) =>
            tally.showLightOf(one ? { id: one.id, name: one.name, address: one.address } : null),
          )
        }}
      />
      {settings.colleagueLight && <SomebodyElse />}
    </section>
  )
}

/** The search, or before it what it needs. */
function SomebodyElse() {
  const { state, t, ask } = useWindow()
  const { session, settings, features, following } = state
  const [unsent] = useUnsent('find-shown-colleague')
  // Closed at first, so that the page fits into the window.
  const [opens] = useState(unsent !== null || following.problem?.kind === 'colleagues-off')
  if (session.kind !== 'demo' && !isOffered('presence-of-user', settings.cloud, settings.graphVersion))
    return <p className="quiet">{t('whose.notOffered')}</p>
  return (
    <details open={opens}>
      <summary>{t('whose.find')}</summary>
      <p className="small">{t('whose.privacy')}</p>
      {features.colleagues.kind === 'on' ? (
        <PeopleSearch
          label={t('colleagues.find')}
          hint={t('whose.findHint')}
          unsentField="find-shown-colleague"
          refusalOf={({ id }) => (id === following.person?.id ? t('whose.shown') : null)}
          onChoose={(person) => ask((tally) => tally.showLightOf(person))}
        />
      ) : (
        <>
          <p className="small">{t('whose.choosing')}</p>
          <FeatureSetting feature="colleagues" />
        </>
      )}
    </details>
  )
}
