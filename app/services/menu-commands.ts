// The commands of the tray's menu. The menu shows no errors, so a failed command opens the window, which does.

import type { CommandHandlers } from '../contract/contract.ts'
import type { NotifyChange } from '../model/colleague.ts'
import type { Log } from '../model/log.ts'
import { startsSomething } from '../model/login-start.ts'
import type { Page, StatusLength, StatusName } from '../model/names.ts'
import type { AccountStore } from '../model/state.ts'

export type MenuChoice =
  | PlainChoice
  | { kind: 'set-status'; status: StatusName; length: StatusLength }
  | ({ kind: 'notify-when-available' } & NotifyChange)

/** The choices without a parameter. */
export type PlainChoice =
  | 'open'
  | 'check-now'
  | 'pause-30-min'
  | 'pause-1-h'
  | 'pause-until-tomorrow'
  | 'resume'
  | 'restart'
  | 'sign-in'
  | 'cancel-sign-in'
  | 'follow-chosen-account'
  | 'stay-with-account'
  | 'sign-out'
  | 'leave-demo'
  | 'my-status'
  | 'status-reset'
  | 'start-at-login'
  | 'colleagues'
  | 'settings'
  | 'install-update'
  | 'quit'

export interface MenuParts {
  store: AccountStore
  window: { show(): void }
  commands: CommandHandlers
  quit: () => void
  log: Pick<Log, 'warn'>
}

/** The returned function may reject. */
export function createMenuCommands(parts: MenuParts): (choice: MenuChoice) => void | Promise<void> {
  const { store, window, commands, log } = parts

  function openPage(page: Page) {
    store.setState({ page })
    window.show()
  }

  async function changeStatus(change: void | Promise<void>) {
    await change
    const { ownStatus, features } = store.getState()
    if (features['own-status'].kind === 'held-up') openPage('settings')
    else if (ownStatus.problem) openPage('now')
  }

  async function notifyWhenAvailable(request: NotifyChange) {
    try {
      await commands.notifyWhenAvailable(request)
    } catch (error) {
      log.warn('The list of colleagues was not written', error)
      openPage('colleagues')
    }
  }

  async function toggleOpenAtLogin() {
    const isOn = () => startsSomething(store.getState().openAtLogin)
    const wanted = !isOn()
    try {
      await commands.setOpenAtLogin(wanted)
      if (isOn() === wanted) return
    } catch {
      // The command has logged it.
    }
    openPage('settings')
  }

  async function installUpdate() {
    await commands.installUpdate()
    if (store.getState().update.kind === 'failed') openPage('settings')
  }

  const choices: Record<PlainChoice, () => void | Promise<void>> = {
    open: () => openPage('now'),
    'check-now': commands.checkNow,
    'pause-30-min': () => commands.pause('30-min'),
    'pause-1-h': () => commands.pause('1-h'),
    'pause-until-tomorrow': () => commands.pause('until-tomorrow'),
    resume: commands.resume,
    restart: commands.restart,
    'sign-in': commands.signIn,
    'cancel-sign-in': commands.cancelSignIn,
    'follow-chosen-account': commands.followChosenAccount,
    'stay-with-account': commands.keepCurrentAccount,
    'sign-out': commands.signOut,
    'leave-demo': commands.leaveDemo,
    'my-status': () => openPage('settings'),
    'status-reset': () => changeStatus(commands.clearStatus()),
    'start-at-login': toggleOpenAtLogin,
    colleagues: () => openPage('colleagues'),
    settings: () => openPage('settings'),
    'install-update': installUpdate,
    quit: parts.quit,
  }

  return (choice) => {
    if (typeof choice === 'string') return choices[choice]()
    if (choice.kind === 'set-status') return changeStatus(commands.setStatus(choice))
    return notifyWhenAvailable(choice)
  }
}
