// The part of the tray's menu in which a person says of whom to tell when they become available.
import type { Words } from '../../../words/words.ts'
import { lightOfPresence } from '../../model/light.ts'
import type { AppState } from '../../model/state.ts'
import type { MenuEntry } from './tray-view.ts'

/** More would be a list, and that is in the window. */
const MOST_IN_MENU = 15

/** Those who are not available now, as far as is known: of the others there is nothing to tell yet. */
export function tellingEntries({ colleagues, features }: AppState, { t }: Words): MenuEntry[] {
  if (features.colleagues.kind !== 'on') return []
  const awaited = colleagues.people.filter(({ id }) => {
    const sighting = colleagues.seen[id]
    return sighting?.kind !== 'seen' ? !sighting : lightOfPresence(sighting.presence) !== 'available'
  })
  if (awaited.length === 0) return []
  const entries = awaited.slice(0, MOST_IN_MENU).map(({ id, name, tell }): MenuEntry => {
    const on = tell !== 'never'
    const choice = { kind: 'tell', id, tell: on ? 'never' : 'once' } as const
    return { kind: 'switch', id: `tell-${id}`, label: name, on, choice }
  })
  return [{ kind: 'submenu', id: 'tell-when-available', label: t('colleagues.tell.menu'), entries }]
}
