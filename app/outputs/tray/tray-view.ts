// What the tray shows for a state: icon, tooltip and menu as plain values. tray.ts draws them.
import { accountNameIn } from '../../../words/account-list.ts'
import { accountNames } from '../../../words/account-names.ts'
import { BETWEEN, shortStatusLine, statusLine } from '../../../words/status.ts'
import type { Words } from '../../../words/words.ts'
import { isLockedOut, needsRestart } from '../../model/account-state.ts'
import type { Light, LightName } from '../../model/light.ts'
import { isFollowed } from '../../model/lights/followed-sessions.ts'
import { startsSomething } from '../../model/login-start.ts'
import type { PaletteName } from '../../model/names.ts'
import { isLasting } from '../../model/problems/problem-kinds.ts'
import { type AccountView, everyAccountIn, type Taskbar } from '../../model/state.ts'
import type { PlainChoice } from '../../services/menu-commands.ts'
import { accountEntries } from './account-menu.ts'
import { colleagueEntries } from './colleague-menu.ts'
import { choiceEntry, type MenuEntry, separator } from './menu-entry.ts'
import { ownStatusEntries } from './own-status-menu.ts'
import { whoseLightEntries } from './whose-light-menu.ts'

export interface TrayView {
  icon: LightName
  palette: PaletteName
  taskbar: Taskbar | null
  tooltip: string
  menu: MenuEntry[]
}

/** Windows truncates a tooltip to this many characters (NOTIFYICONDATA, szTip); macOS and Linux show all of it. */
const LONGEST_TOOLTIP = 127

/** `nowMs`: epoch ms. */
export function trayView(
  state: AccountView,
  light: Light,
  words: Words,
  nowMs: number,
  platform: NodeJS.Platform,
): TrayView {
  const account = accountNameIn(state, words, nowMs)
  const withAccount = (line: string) => (account === null ? line : [line, account].join(BETWEEN))
  const line = withAccount(statusLine(state, light, words, nowMs))
  const shortTooltip = () => {
    const short = shortStatusLine(state, light, words, nowMs, LONGEST_TOOLTIP)
    const named = withAccount(short)
    return named.length > LONGEST_TOOLTIP ? short : named
  }
  return {
    icon: light.name,
    palette: state.settings.palette,
    taskbar: state.taskbar,
    tooltip: platform === 'win32' ? shortTooltip() : line,
    menu: trayMenu(state, words, line, nowMs),
  }
}

/** Choices whose label is not `tray.menu.<choice>` alone. */
type LabelledElsewhere =
  | 'my-status'
  | 'status-reset'
  | 'colleagues'
  | 'whose-light'
  | 'install-update'
  | 'follow-chosen-account'
  | 'stay-with-account'

/** `line`: the status line, which is the first entry. */
function trayMenu(state: AccountView, words: Words, line: string, nowMs: number): MenuEntry[] {
  const { t } = words
  const { session, pausedUntil, update } = state
  const isPaused = pausedUntil !== null
  // What concerns all accounts is there while one of them is followed, also if another is shown.
  const followed = everyAccountIn(state)
    .map((account) => account.session)
    .filter(isFollowed)
  const hasLight = followed.length > 0
  const hasAccount = followed.some(({ kind }) => kind !== 'this-computer')
  const choice = (id: Exclude<PlainChoice, LabelledElsewhere>, enabled = true) =>
    choiceEntry(id, t(`tray.menu.${id}`), enabled)
  return [
    { kind: 'line', id: 'status', label: line },
    separator,
    choice('open'),
    choice('check-now', (hasAccount && !isPaused) || isLockedOut(session)),
    {
      kind: 'submenu',
      id: 'pause',
      label: t('tray.menu.pause'),
      entries: [
        choice('pause-30-min', hasLight),
        choice('pause-1-h', hasLight),
        choice('pause-until-tomorrow', hasLight),
        separator,
        choice('resume', isPaused),
      ],
    },
    ...ownStatusEntries(state, words),
    ...colleagueEntries(state, words),
    ...whoseLightEntries(state, words),
    separator,
    ...accountEntries(state, words, nowMs),
    ...signInEntries(),
    {
      kind: 'switch',
      id: 'start-at-login',
      label: t('tray.menu.start-at-login'),
      on: startsSomething(state.openAtLogin),
      choice: 'start-at-login',
    },
    choice('settings'),
    separator,
    // Another way to quit, while a newer version waits to be installed.
    ...(update.kind === 'ready'
      ? [choiceEntry('install-update', t('tray.menu.install-update', { version: update.version }))]
      : []),
    choice('quit'),
  ]

  function signInEntries(): MenuEntry[] {
    switch (session.kind) {
      case 'demo':
        return [choice('leave-demo')]
      case 'this-computer':
        return [choice('sign-in'), choice('stop-this-computer')]
      case 'signing-in':
        return [choice('cancel-sign-in')]
      case 'other-account': {
        const { chosen, before } = accountNames(session, words)
        return [
          choiceEntry('follow-chosen-account', t('window.otherAccount.follow', { account: chosen })),
          choiceEntry('stay-with-account', t('window.otherAccount.stay', { account: before })),
        ]
      }
      case 'signed-in': {
        const { problem } = state.following
        return [...(problem && isLasting(problem) ? [choice('sign-in')] : []), choice('sign-out')]
      }
      // `starting` too, while the account of the last run is looked up: a locked keyring can delay that, and the click is
      // kept.
      case 'starting':
      case 'not-set-up':
      case 'signed-out':
        return [...(needsRestart(state) ? [choice('restart')] : []), choice('sign-in')]
      default:
        return session satisfies never
    }
  }
}
