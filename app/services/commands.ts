// The commands of the window, and with them those of the menu: each calls the service that is responsible.

import { consentLetter } from '../../words/consent-letter.ts'
import { detailOf } from '../../words/disk-words.ts'
import { namespacesOf } from '../../words/languages.ts'
import type { Words } from '../../words/words.ts'
import type { CommandHandlers } from '../contract/contract.ts'
import { needsRestart } from '../model/account-state.ts'
import type { AccountId } from '../model/accounts/account-id.ts'
import type { Guard } from '../model/guard.ts'
import { MOST_ACCOUNTS, type WebPage } from '../model/names.ts'
import type { AccountStore, AppStore } from '../model/state.ts'
import type { ReadableLog } from '../storage/log.ts'
import type { AccountParts } from './accounts/account-parts.ts'
import type { Accounts } from './accounts/accounts.ts'
import { diagnosticsOf, type Environment } from './diagnostics.ts'
import { explanationOf } from './explain-number.ts'
import { createExternalOutputCommands, type ExternalOutputsParts } from './external-outputs.ts'
import { createMenuCommands } from './menu-commands.ts'
import { createSave, type Save } from './save.ts'
import type { SettingsOwner } from './settings.ts'
import type { StartAtLogin } from './start-at-login.ts'
import type { Updates } from './updates/updates.ts'
import { permissionsToRequest, webPageAddress } from './web-page-address.ts'

/** Opens windows of other programs, and copies text. */
export interface DesktopActions {
  /** In the default browser. Rejects for any address but the program's own pages, and if the system cannot open it. */
  openWebPage(url: string): Promise<void>
  /**
   * Like `openWebPage`, but waits at the limit of pages: only one sign-in runs at a time, and each starts with a click.
   * After `signal` is aborted nothing is opened.
   */
  openSignInPage(url: string, signal: AbortSignal): Promise<void>
  copyText(text: string): Promise<void>
  openLogs(): Promise<void>
  /** In the system's file manager. */
  showFile(path: string): Promise<void>
}

export interface CommandParts {
  store: AppStore
  /** The store of the account whose light the outputs show. */
  shown: AccountStore
  accounts: Accounts
  settings: Pick<SettingsOwner, 'change' | 'unreadPath' | 'dismissUnread'>
  outputs: Pick<ExternalOutputsParts, 'secrets' | 'kinds' | 'tryLight' | 'lightDevices'>
  window: { show(): void; hide(): void }
  startAtLogin: Pick<StartAtLogin, 'set'>
  localTime: { setWindowTimeZone(timeZone: string): void }
  desktop: DesktopActions
  /** status.json, which contains the present light. */
  statusFile: { remove(): void }
  updates: Pick<Updates, 'checkNow' | 'restart'>
  environment: Environment
  /** The file names of the traces of uncaught errors. */
  crashTraces: () => readonly string[]
  wordsNow: () => Words
  nowMs: () => number
  quit: () => void
  restart: () => void
  log: ReadableLog
  guard: Guard
}

const DIAGNOSTIC_LOG_LINES = 50

/** Returns the commands of the window for its account, and `choose` for those of the menu, which are for the shown account. */
export function createCommands(parts: CommandParts) {
  const { shown, accounts, window, log } = parts
  const save = createSave(parts.wordsNow, log)
  const outputCommands = createExternalOutputCommands({ ...parts, ...parts.outputs, store: shown, save })
  const commandsOf = (of: () => AccountParts): CommandHandlers => {
    return { ...commandsFor({ ...parts, save }, of), ...outputCommands }
  }
  const commands = commandsOf(accounts.shown)
  const choose = createMenuCommands({ store: shown, window, log, quit: parts.quit, commands })
  return { choose, window: commandsOf(accounts.inWindow) }
}

/** `of` returns the account that a command is for. */
function commandsFor(parts: CommandParts & { save: Save }, of: () => AccountParts) {
  const { store: whole, accounts, window, startAtLogin, desktop, log, save } = parts
  const stateNow = () => of().store.getState()

  /** Also cancels the consent request of a feature. */
  function cancelSignIn() {
    of().features.cancelConsent()
    of().sessions.cancelSignIn()
  }

  /** The secrets of the outputs stay unless the user decides otherwise: the lamps are not those of the account. */
  function askAboutOutputSecrets() {
    if (whole.getState().outputSecretsKeptIn !== 'nowhere') whole.setState({ asksAboutOutputSecrets: true })
  }

  async function signOut(accountId: AccountId) {
    await accounts.signOut(accountId)
    askAboutOutputSecrets()
  }

  /** Rejects with a text for the user if there are too many, or if the disk refuses. */
  async function addAccount() {
    const { t } = parts.wordsNow()
    let isAdded = false
    await save(() => {
      isAdded = accounts.add()
    })
    if (!isAdded) throw new Error(t('settings.accounts.full', { most: MOST_ACCOUNTS }))
  }

  async function eraseHistory() {
    // status.json is written again with the next change of the light.
    const erased = accounts.eraseHistory().finally(parts.statusFile.remove)
    await save(() => erased.finally(accounts.eraseWhoseLight))
    if (stateNow().session.kind !== 'demo') askAboutOutputSecrets()
  }

  /** Rejects with a text for the user if no sign-in page is open. */
  async function copySignInLink() {
    const address = of().microsoft.pageAddress()
    if (address === null) throw new Error(parts.wordsNow().t('window.signingIn.noPage'))
    await desktop.copyText(address)
  }

  /** Rejects with a text for the user if the system refuses. */
  async function setOpenAtLogin(on: boolean) {
    try {
      await startAtLogin.set(on)
    } catch (error) {
      log.warn('Start at login could not be changed', error)
      throw new Error(parts.wordsNow().t('settings.startAtLoginRefused', { detail: detailOf(error) }))
    }
  }

  /** Ignored unless the window offers a restart: a compromised page must not restart the program again and again. */
  function restart() {
    if (needsRestart(stateNow())) parts.restart()
  }

  const addressOf = (page: WebPage) => webPageAddress(page, stateNow())

  return {
    watch: whole.getState,
    readWords: namespacesOf,
    // Returns at once: a sign-in can take minutes, and its result is a change of state.
    signIn: parts.guard('The sign-in', () => of().sessions.signIn()),
    cancelSignIn,
    followChosenAccount: () => of().sessions.followChosenAccount(),
    keepCurrentAccount: () => of().sessions.keepCurrentAccount(),
    copySignInLink,
    explainNumber: (text) => explanationOf(text, stateNow()),
    signOut: () => signOut(of().accountId),
    signOutAccount: signOut,
    addAccount,
    showAccount: (windowAccount) => whole.setState({ windowAccount }),
    checkNow: accounts.checkNow,
    pause: accounts.pause,
    resume: accounts.resume,
    changeSettings: (change) => save(() => of().settings.change(change)),
    setOpenAtLogin,
    tryDemo: () => of().sessions.tryDemo(),
    leaveDemo: () => of().sessions.leaveDemo(),
    followThisComputer: () => of().sessions.followThisComputer(),
    stopThisComputer: () => of().sessions.stopThisComputer(),
    showPage: (page) => whole.setState({ page, settingsPage: null }),
    showSettingsPage: (settingsPage) => whole.setState({ page: 'settings', settingsPage }),
    openWebPage: (page) => desktop.openWebPage(addressOf(page)),
    copyWebAddress: (page) => desktop.copyText(addressOf(page)),
    copyText: desktop.copyText,
    copyConsentMessage() {
      const { clientId } = stateNow().settings
      const link = addressOf('admin-consent')
      const permissions = permissionsToRequest(stateNow())
      return desktop.copyText(consentLetter({ clientId, permissions, link }, parts.wordsNow()))
    },
    async copyDiagnostics() {
      const logLines = await log.lastLines(DIAGNOSTIC_LOG_LINES)
      const { environment, nowMs } = parts
      await desktop.copyText(
        diagnosticsOf({
          state: stateNow(),
          environment,
          logLines,
          crashTraces: parts.crashTraces(),
          nowMs: nowMs(),
          clockOffMs: of().microsoft.clockOffMs(),
        }),
      )
    },
    openLogs: desktop.openLogs,
    checkTenant: (wanted) => of().microsoft.findTenant(wanted),
    readUnsentTexts: () => of().unsentText.readUnsentTexts(),
    setUnsentText: (unsent) => of().unsentText.setUnsentText(unsent),
    readHistory: () => of().history.timeline(),
    exportHistory: () => of().history.export(),
    eraseHistory,
    switchFeature: (change) => of().features.switchFeature(change),
    setStatus: (choice) => of().ownStatus.commands.setStatus(choice),
    clearStatus: () => of().ownStatus.commands.clearStatus(),
    async setStatusMessage(message) {
      const { ownStatus, unsentText } = of()
      const isAccepted = await ownStatus.commands.setStatusMessage(message)
      if (isAccepted) unsentText.sent('status-message', message.text)
      return !isAccepted
    },
    findPeople: (text) => of().colleagues.commands.findPeople(text),
    addColleague: (person) => of().colleagues.commands.addColleague(person),
    removeColleague: (id) => of().colleagues.commands.removeColleague(id),
    arrangeColleagues: (order) => of().colleagues.commands.arrangeColleagues(order),
    notifyWhenAvailable: (request) => of().colleagues.commands.notifyWhenAvailable(request),
    showLightOf: (person) => save(() => of().whoseLight.showLightOf(person)),
    checkForUpdate: parts.updates.checkNow,
    installUpdate: parts.updates.restart,
    restart,
    async showUnreadSettings() {
      const path = parts.settings.unreadPath()
      if (path !== null) await desktop.showFile(path)
    },
    dismissUnreadSettings: parts.settings.dismissUnread,
    reportTimeZone: parts.localTime.setWindowTimeZone,
    hideWindow: window.hide,
  } satisfies Partial<CommandHandlers>
}
