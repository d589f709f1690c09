// The commands of the window, and with them those of the menu: each calls the service that is responsible.

import { consentLetter } from '../../words/consent-letter.ts'
import { detailOf } from '../../words/disk-words.ts'
import { namespacesOf } from '../../words/languages.ts'
import type { Words } from '../../words/words.ts'
import type { CommandHandlers } from '../contract/contract.ts'
import type { Microsoft } from '../microsoft/microsoft.ts'
import { needsRestart } from '../model/account-state.ts'
import { stateOf } from '../model/account-view.ts'
import type { Guard } from '../model/guard.ts'
import type { WebPage } from '../model/names.ts'
import type { AccountStore } from '../model/state.ts'
import type { ReadableLog } from '../storage/log.ts'
import type { ColleagueList } from './colleagues.ts'
import { diagnosticsOf, type Environment } from './diagnostics.ts'
import { explanationOf } from './explain-number.ts'
import { createExternalOutputCommands, type ExternalOutputsParts } from './external-outputs.ts'
import type { Features } from './features.ts'
import type { History } from './history/history.ts'
import { createMenuCommands } from './menu-commands.ts'
import type { OwnStatusCommands } from './own-status.ts'
import { createSave } from './save.ts'
import type { Sessions } from './session/session.ts'
import type { WhoseLight } from './session/whose-light.ts'
import type { SettingsOwner } from './settings.ts'
import type { StartAtLogin } from './start-at-login.ts'
import { createUnsentText } from './unsent-text.ts'
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
  store: AccountStore
  settings: Pick<SettingsOwner, 'change' | 'unreadPath' | 'dismissUnread'>
  outputs: Pick<ExternalOutputsParts, 'secrets' | 'kinds' | 'tryLight' | 'lightDevices'>
  sessions: Sessions
  window: { show(): void; hide(): void }
  startAtLogin: Pick<StartAtLogin, 'set'>
  localTime: { setWindowTimeZone(timeZone: string): void }
  desktop: DesktopActions
  microsoft: Pick<Microsoft, 'findTenant' | 'pageAddress' | 'clockOffMs'>
  history: History
  /** status.json, which contains the present light. */
  statusFile: { remove(): void }
  features: Features
  ownStatus: OwnStatusCommands
  colleagues: Pick<ColleagueList, 'commands'>
  whoseLight: Pick<WhoseLight, 'showLightOf' | 'forget' | 'erase'>
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

/** Returns the commands of the window, and `choose` for those of the menu. */
export function createCommands(parts: CommandParts) {
  const { store, sessions, window, startAtLogin, history, whoseLight, desktop, log } = parts
  const unsentText = createUnsentText(store)
  const save = createSave(parts.wordsNow, log)

  /** Also cancels the consent request of a feature. */
  function cancelSignIn() {
    parts.features.cancelConsent()
    sessions.cancelSignIn()
  }

  /** The secrets of the outputs stay unless the user decides otherwise: the lamps are not those of the account. */
  function askAboutOutputSecrets() {
    if (store.getState().outputSecretsKeptIn !== 'nowhere') store.setState({ asksAboutOutputSecrets: true })
  }

  async function signOut() {
    unsentText.forgetAccount()
    const { session } = store.getState()
    await sessions.signOut()
    whoseLight.forget(session)
    askAboutOutputSecrets()
  }

  async function eraseHistory() {
    // status.json is written again with the next change of the light.
    await save(() => history.erase().finally(parts.statusFile.remove))
    await save(whoseLight.erase)
    if (store.getState().session.kind !== 'demo') askAboutOutputSecrets()
  }

  /** Rejects with a text for the user if no sign-in page is open. */
  async function copySignInLink() {
    const address = parts.microsoft.pageAddress()
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
    if (needsRestart(store.getState())) parts.restart()
  }

  const addressOf = (page: WebPage) => webPageAddress(page, store.getState())

  const windowCommands: CommandHandlers = {
    watch: () => stateOf(store.getState()),
    readWords: namespacesOf,
    // Returns at once: a sign-in can take minutes, and its result is a change of state.
    signIn: parts.guard('The sign-in', sessions.signIn),
    cancelSignIn,
    followChosenAccount: sessions.followChosenAccount,
    keepCurrentAccount: sessions.keepCurrentAccount,
    copySignInLink,
    explainNumber: (text) => explanationOf(text, store.getState()),
    signOut,
    checkNow: sessions.checkNow,
    pause: sessions.pause,
    resume: sessions.resume,
    changeSettings: (change) => save(() => parts.settings.change(change)),
    setOpenAtLogin,
    tryDemo: sessions.tryDemo,
    leaveDemo: sessions.leaveDemo,
    followThisComputer: sessions.followThisComputer,
    stopThisComputer: sessions.stopThisComputer,
    showPage: (page) => store.setState({ page, settingsPage: null }),
    showSettingsPage: (settingsPage) => store.setState({ page: 'settings', settingsPage }),
    openWebPage: (page) => desktop.openWebPage(addressOf(page)),
    copyWebAddress: (page) => desktop.copyText(addressOf(page)),
    copyText: desktop.copyText,
    copyConsentMessage() {
      const { clientId } = store.getState().settings
      const link = addressOf('admin-consent')
      const permissions = permissionsToRequest(store.getState())
      return desktop.copyText(consentLetter({ clientId, permissions, link }, parts.wordsNow()))
    },
    async copyDiagnostics() {
      const logLines = await log.lastLines(DIAGNOSTIC_LOG_LINES)
      const { environment, nowMs } = parts
      await desktop.copyText(
        diagnosticsOf({
          ...{ state: store.getState(), environment, logLines },
          ...{ crashTraces: parts.crashTraces(), nowMs: nowMs() },
          clockOffMs: parts.microsoft.clockOffMs(),
        }),
      )
    },
    openLogs: desktop.openLogs,
    checkTenant: parts.microsoft.findTenant,
    readUnsentTexts: unsentText.readUnsentTexts,
    setUnsentText: unsentText.setUnsentText,
    readHistory: history.timeline,
    exportHistory: history.export,
    eraseHistory,
    switchFeature: parts.features.switchFeature,
    ...parts.ownStatus,
    async setStatusMessage(message) {
      await parts.ownStatus.setStatusMessage(message)
      unsentText.sent('status-message', message.text)
    },
    ...parts.colleagues.commands,
    showLightOf: (person) => save(() => whoseLight.showLightOf(person)),
    ...createExternalOutputCommands({ ...parts, ...parts.outputs, save }),
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
  }

  const choose = createMenuCommands({ store, window, log, quit: parts.quit, commands: windowCommands })
  return { choose, window: windowCommands }
}
