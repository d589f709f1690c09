// The part of the tray's menu that asks for a notification when a colleague becomes available.
import type { Words } from '../../../words/words.ts'
import { baseLightOf } from '../../model/lights/presence-words.ts'
import type { AccountView } from '../../model/state.ts'
import type { MenuEntry } from './menu-entry.ts'

/** A longer list is in the window. */
const MOST_IN_MENU = 15

/** Of the colleagues who are not available now, as far as is known: nobody waits for the others. */
export function colleagueEntries({ colleagues, features }: AccountView, { t }: Words): MenuEntry[] {
  if (features.colleagues.kind !== 'on') return []
  const unavailable = colleagues.people.filter(({ id }) => {
    const sighting = colleagues.seen[id]
    return sighting?.kind !== 'seen' ? !sighting : baseLightOf(sighting.presence) !== 'available'
  })
  if (unavailable.length === 0) return []
  const entries = unavailable.slice(0, MOST_IN_MENU).map(({ id, name, tell }): MenuEntry => {
    const on = tell !== 'never'
    const choice = { kind: 'notify-when-available', id, tell: on ? 'never' : 'once' } as const
    return { kind: 'switch', id: `tell-${id}`, label: name, on, choice }
  })
  return [{ kind: 'submenu', id: 'tell-when-available', label: t('colleagues.tell.menu'), entries }]
}
