// What the tray shows for a state: icon, tooltip and menu as plain values. Drawn by tray.ts.

import { accountNames } from '../../../words/account-names.ts'
import { statusName } from '../../../words/own-status-words.ts'
import { shortStatusLine, statusLine } from '../../../words/status.ts'
import type { Words } from '../../../words/words.ts'
import { type Light, type LightName, lightOfStatus } from '../../model/light.ts'
import { startsSomething } from '../../model/login-start.ts'
import { type PaletteName, statusLengths, statusNames } from '../../model/names.ts'
import { isLasting } from '../../model/problem-kinds.ts'
import { type AppState, isLockedOut, needsRestart } from '../../model/state.ts'
import type { MenuChoice, PlainChoice } from '../../services/commands.ts'
import { tellingEntries } from './colleague-menu.ts'

export type MenuEntry =
  | { kind: 'line'; id: string; label: string }
  | { kind: 'separator' }
  | { kind: 'choice'; id: string; label: string; enabled: boolean; choice: MenuChoice }
  | { kind: 'switch'; id: string; label: string; on: boolean; choice: MenuChoice }
  | { kind: 'submenu'; id: string; label: string; entries: MenuEntry[] }

export interface TrayView {
  icon: LightName
  palette: PaletteName
  tooltip: string
  menu: MenuEntry[]
}

/** Windows cuts a tooltip after this many characters (NOTIFYICONDATA, szTip); macOS and Linux show all of it. */
const LONGEST_TOOLTIP = 127

export function trayView(
  state: AppState,
  light: Light,
  words: Words,
  nowMs: number,
  platform: NodeJS.Platform,
): TrayView {
  const line = statusLine(state, light, words, nowMs)
  return {
    icon: light.name,
    palette: state.settings.palette,
    tooltip: platform === 'win32' ? shortStatusLine(state, light, words, nowMs, LONGEST_TOOLTIP) : line,
    menu: menu(state, words, line),
  }
}

/** Choices whose label is said where they are made. */
type OwnLabel =
  | 'my-status'
  | 'status-reset'
  | 'colleagues'
  | 'install-update'
  | 'follow-chosen-account'
  | 'stay-with-account'

const named = (choice: OwnLabel, label: string): MenuEntry => ({
  kind: 'choice',
  id: choice,
  label,
  enabled: true,
  choice,
})

function menu(state: AppState, words: Words, line: string): MenuEntry[] {
  const { t } = words
  const { session, pausedUntil, following } = state
  const paused = pausedUntil !== null
  const followed = session.kind === 'signed-in' || session.kind === 'demo'
  const choice = (id: Exclude<PlainChoice, OwnLabel>, enabled = true): MenuEntry => ({
    kind: 'choice',
    id,
    label: t(`tray.menu.${id}`),
    enabled,
    choice: id,
  })
  const accountChoices: MenuEntry[] = []
  switch (session.kind) {
    case 'demo':
      accountChoices.push(choice('leave-demo'))
      break
    case 'signing-in':
      accountChoices.push(choice('cancel-sign-in'))
      break
    case 'other-account': {
      const names = accountNames(session, words)
      accountChoices.push(
        named('follow-chosen-account', t('window.otherAccount.follow', { account: names.chosen })),
        named('stay-with-account', t('window.otherAccount.stay', { account: names.before })),
      )
      break
    }
    case 'signed-in':
      if (following.problem && isLasting(following.problem)) accountChoices.push(choice('sign-in'))
      accountChoices.push(choice('sign-out'))
      break
    // Also while the account of the last run is looked for: a locked keyring may let that last, and a click is kept.
    case 'starting':
    case 'not-set-up':
    case 'signed-out':
      if (needsRestart(state)) accountChoices.push(choice('restart'))
      accountChoices.push(choice('sign-in'))
      break
    default:
      session satisfies never
  }
  const separator: MenuEntry = { kind: 'separator' }
  return [
    { kind: 'line', id: 'status', label: line },
    separator,
    choice('open'),
    choice('check-now', (followed && !paused) || isLockedOut(session)),
    {
      kind: 'submenu',
      id: 'pause',
      label: t('tray.menu.pause'),
      entries: [
        choice('pause-30-min', followed),
        choice('pause-1-h', followed),
        choice('pause-until-tomorrow', followed),
        separator,
        choice('resume', paused),
      ],
    },
    ...ownStatusEntries(state, words),
    ...tellingEntries(state, words),
    separator,
    ...accountChoices,
    {
      kind: 'switch',
      id: 'start-at-login',
      label: t('tray.menu.start-at-login'),
      on: startsSomething(state.openAtLogin),
      choice: 'start-at-login',
    },
    choice('settings'),
    separator,
    ...updateEntries(state, words),
    choice('quit'),
  ]
}

/** One more way to quit, while a newer version waits for that. */
function updateEntries({ update }: AppState, { t }: Words): MenuEntry[] {
  if (update.kind !== 'ready') return []
  return [named('install-update', t('tray.menu.install-update', { version: update.version }))]
}

/**
 * Each status with its lengths. Until the person has allowed it, one entry that leads to where its reason stands: a page
 * in the browser that comes with a menu would ask for a permission before anybody has said what for.
 */
function ownStatusEntries(state: AppState, words: Words): MenuEntry[] {
  const { t } = words
  const { session, features, managed } = state
  if (session.kind !== 'signed-in') return []
  // Where it leads nobody could switch it on.
  if (features['own-status'].kind === 'off' && managed.fields.includes('own-status')) return []
  if (features['own-status'].kind !== 'on') {
    return [named('my-status', t('status.setMine'))]
  }
  const statuses = statusNames.map((status): MenuEntry => {
    const id = `status-${lightOfStatus(status)}`
    const lengths = statusLengths.map(
      (length): MenuEntry => ({
        kind: 'choice',
        id: `${id}-${length}`,
        label: t(`status.length.${length}`),
        enabled: true,
        choice: { kind: 'set-status', status, length },
      }),
    )
    return { kind: 'submenu', id, label: statusName(status, words), entries: lengths }
  })
  return [
    {
      kind: 'submenu',
      id: 'my-status',
      label: t('status.mine'),
      entries: [...statuses, { kind: 'separator' }, named('status-reset', t('status.reset'))],
    },
  ]
}
