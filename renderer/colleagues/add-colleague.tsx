// Adds a colleague to the list.
import { MOST_COLLEAGUES } from '../../app/model/colleague-order.ts'
import { PeopleSearch } from '../controls/people-search.tsx'
import { useWindow } from '../frame/window-context.ts'

/** `focusField`: the user has just opened the field. */
export function AddColleague({ focusField, onClose }: { focusField: boolean; onClose: () => void }) {
  const { state, t, ask } = useWindow()
  const { people } = state.colleagues
  if (people.length >= MOST_COLLEAGUES) return <p>{t('colleagues.full', { count: MOST_COLLEAGUES })}</p>
  return (
    <PeopleSearch
      label={t('colleagues.find')}
      hint={t('colleagues.findHint')}
      unsentField="find-colleague"
      focusField={focusField}
      refusalOf={(person) => (people.some(({ id }) => id === person.id) ? t('colleagues.inList') : null)}
      onChoose={(person) => ask((tally) => tally.addColleague(person))}
      chosenWords={({ name }) => t('colleagues.added', { name })}
      onClose={onClose}
    />
  )
}
