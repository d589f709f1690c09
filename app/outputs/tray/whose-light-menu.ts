// The part of the tray's menu that chooses whose light is shown.
import { nameInLine } from '../../../words/shown-name.ts'
import type { Words } from '../../../words/words.ts'
import type { Person } from '../../model/colleague.ts'
import { type AccountView, isKeptOff } from '../../model/state.ts'
import { choiceEntry, type MenuEntry, separator } from './menu-entry.ts'

/** A longer list is in the settings. */
const MOST_IN_MENU = 15

/**
 * The user, the colleague who is shown and the list of colleagues. While the feature is off and the light is the user's:
 * one entry, which opens the page that says what it is for.
 */
export function whoseLightEntries(state: AccountView, { t }: Words): MenuEntry[] {
  const { session, features, colleagues, settings, following } = state
  if (session.kind !== 'signed-in' && session.kind !== 'demo') return []
  const { person } = following
  const isOn = settings.colleagueLight && features.colleagues.kind === 'on'
  if (!isOn && !person) {
    const isLocked = !settings.colleagueLight || isKeptOff('colleagues', state)
    return isLocked ? [] : [choiceEntry('whose-light', t('whose.choose'))]
  }
  const others = isOn ? colleagues.people.filter(({ id }) => id !== person?.id) : []
  const shown = (whose: Person | null): MenuEntry => ({
    kind: 'switch',
    id: `light-of-${whose?.id ?? 'me'}`,
    label: whose ? nameInLine(whose) : t('whose.mine'),
    on: (whose?.id ?? null) === (person?.id ?? null),
    choice: {
      kind: 'show-light-of',
      person: whose && { id: whose.id, name: whose.name, address: whose.address },
    },
  })
  const entries = [
    shown(null),
    ...(person ? [shown(person)] : []),
    ...others.slice(0, MOST_IN_MENU).map(shown),
    ...(isOn ? [separator, choiceEntry('whose-light', t('whose.other'))] : []),
  ]
  return [{ kind: 'submenu', id: 'whose-light-menu', label: t('whose.menu'), entries }]
}
