// The part of the tray's menu that sets the person's own status in Teams.
import { statusName } from '../../../words/own-status-words.ts'
import type { Words } from '../../../words/words.ts'
import { baseLightOfStatus } from '../../model/lights/presence-words.ts'
import { statusLengths, statusNames } from '../../model/names.ts'
import { type AccountView, isKeptOff } from '../../model/state.ts'
import { choiceEntry, type MenuEntry, separator } from './menu-entry.ts'

/**
 * Each status with its lengths. Before the person has given the permission: one entry, which opens the page that says
 * what it is for. A page in the browser straight from the menu would ask for it without a reason.
 */
export function ownStatusEntries(state: AccountView, words: Words): MenuEntry[] {
  const { session, features } = state
  const { t } = words
  if (session.kind !== 'signed-in') return []
  const { kind } = features['own-status']
  // The page could not switch it on.
  if (isKeptOff('own-status', state)) return []
  if (kind !== 'on') return [choiceEntry('my-status', t('status.setMine'))]
  const statuses = statusNames.map((status): MenuEntry => {
    const id = `status-${baseLightOfStatus(status)}`
    const entries = statusLengths.map((length): MenuEntry => {
      const choice = { kind: 'set-status', status, length } as const
      return {
        kind: 'choice',
        id: `${id}-${length}`,
        label: t(`status.length.${length}`),
        enabled: true,
        choice,
      }
    })
    return { kind: 'submenu', id, label: statusName(status, words), entries }
  })
  const entries = [...statuses, separator, choiceEntry('status-reset', t('status.reset'))]
  return [{ kind: 'submenu', id: 'my-status', label: t('status.mine'), entries }]
}
