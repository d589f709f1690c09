// The commands of the tray's menu. The menu shows no errors, so a failed command opens the window, which does.

import type { CommandHandlers, CommandRequest } from '../contract/contract.ts'
import type { AccountId } from '../model/accounts/account-id.ts'
import { openedAccountIn } from '../model/accounts/shown-account.ts'
import type { NotifyChange, Person } from '../model/colleague.ts'
import type { Log } from '../model/log.ts'
import { startsSomething } from '../model/login-start.ts'
import type { MOST_URGENT, Page, SettingsPage } from '../model/names.ts'
import type { AccountStore } from '../model/state.ts'

export type MenuChoice =
  | PlainChoice
  | ({ kind: 'set-status' } & CommandRequest<'setStatus'>)
  | ({ kind: 'notify-when-available' } & NotifyChange)
  | { kind: 'show-light-of'; person: Person | null }
  /** The outputs show this account from now on. */
  | { kind: 'follow-account'; account: AccountId | typeof MOST_URGENT }
  /** Opens the window with the account. */
  | { kind: 'open-account'; account: AccountId; page: Page }

/** The choices without a parameter. */
export type PlainChoice = keyof ReturnType<typeof actionsOf>['plain']

export interface MenuParts {
  store: AccountStore
  window: { show(): void }
  commands: CommandHandlers
  quit: () => void
  log: Pick<Log, 'warn'>
}

/** The returned function may reject. */
export function createMenuCommands(parts: MenuParts): (choice: MenuChoice) => void | Promise<void> {
  const { plain, setStatus, notifyWhenAvailable, showLightOf, followAccount, openAccount } = actionsOf(parts)
  return (choice) => {
    if (typeof choice === 'string') return plain[choice]()
    switch (choice.kind) {
      case 'set-status':
        return setStatus(choice)
      case 'notify-when-available':
        return notifyWhenAvailable(choice)
      case 'show-light-of':
        return showLightOf(choice.person)
      case 'follow-account':
        return followAccount(choice.account)
      case 'open-account':
        return openAccount(choice.account, choice.page)
      default:
        return choice satisfies never
    }
  }
}

function actionsOf({ store, window, commands, log, quit }: MenuParts) {
  function openPage(page: Page, settingsPage: SettingsPage | null = null) {
    store.setState((state) => ({ page, settingsPage, windowAccount: openedAccountIn(state) }))
    window.show()
  }

  function openAccount(windowAccount: AccountId, page: Page) {
    store.setState({ page, settingsPage: null, windowAccount })
    window.show()
  }

  async function followAccount(shownAccount: AccountId | typeof MOST_URGENT) {
    try {
      await commands.changeSettings({ shownAccount })
    } catch {
      // The command has logged it.
      openPage('settings', 'account')
    }
  }

  async function changeStatus(change: void | Promise<void>) {
    await change
    const { ownStatus, features } = store.getState()
    if (features['own-status'].kind === 'held-up') openPage('settings', 'account')
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

  async function showLightOf(person: Person | null) {
    try {
      await commands.showLightOf(person)
    } catch {
      // The command has logged it.
      openPage('settings', 'light')
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
    openPage('settings', 'more')
  }

  async function signOut() {
    await commands.signOut()
    if (store.getState().asksAboutOutputSecrets) window.show()
  }

  async function installUpdate() {
    await commands.installUpdate()
    if (store.getState().update.kind === 'failed') openPage('settings', 'about')
  }

  const plain = {
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
    'sign-out': signOut,
    'leave-demo': commands.leaveDemo,
    'stop-this-computer': commands.stopThisComputer,
    'my-status': () => openPage('settings', 'account'),
    'status-reset': () => changeStatus(commands.clearStatus()),
    'start-at-login': toggleOpenAtLogin,
    colleagues: () => openPage('colleagues'),
    'whose-light': () => openPage('settings', 'light'),
    settings: () => openPage('settings'),
    'install-update': installUpdate,
    quit,
  } satisfies Record<string, () => void | Promise<void>>

  return {
    plain,
    setStatus: (status: CommandRequest<'setStatus'>) => changeStatus(commands.setStatus(status)),
    notifyWhenAvailable,
    showLightOf,
    followAccount,
    openAccount,
  }
}
