// What the menu and the window may ask for, and which part does it.

import { consentLetter } from '../../words/consent-letter.ts'
import { detailOf, notKeptWords } from '../../words/disk-words.ts'
import { namespacesOf, type Words } from '../../words/words.ts'
import type { CommandHandlers } from '../contract/contract.ts'
import { adminConsentUrl, clouds } from '../microsoft/clouds.ts'
import type { Microsoft } from '../microsoft/microsoft.ts'
import { needsRestart } from '../model/account-state.ts'
import { stateOf } from '../model/account-view.ts'
import type { NotifyChange } from '../model/colleague.ts'
import { permissionsOf } from '../model/graph-requests.ts'
import type { Guard } from '../model/guard.ts'
import { loginSettingsPage, startsSomething } from '../model/login-start.ts'
import {
  type FeatureName,
  featureNames,
  type Page,
  type Permission,
  type StatusLength,
  type StatusName,
  type WebPage,
} from '../model/names.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import type { ReadableLog } from '../storage/log.ts'
import type { ColleagueList } from './colleagues.ts'
import { diagnosticsOf, type Environment } from './diagnostics.ts'
import { explanationOf } from './explain-number.ts'
import type { Features } from './features.ts'
import type { History } from './history/history.ts'
import type { OwnStatusCommands } from './own-status.ts'
import type { Sessions } from './session/session.ts'
import type { SettingsOwner } from './settings.ts'
import type { StartAtLogin } from './start-at-login.ts'
import { createUnsentText } from './unsent-text.ts'
import type { Updates } from './updates/updates.ts'

/** What a click in the menu may ask for. */
export type MenuChoice =
  | PlainChoice
  | { kind: 'set-status'; status: StatusName; length: StatusLength }
  | ({ kind: 'tell' } & NotifyChange)

/** What its name says in full. */
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

/** Opens windows of other programs, and copies text. */
export interface DesktopActions {
  /** In the default browser. Rejects for an address that is not allowed, and when the system cannot open it. */
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
  sessions: Sessions
  window: { show(): void; hide(): void }
  startAtLogin: Pick<StartAtLogin, 'set'>
  localTime: { setWindowTimeZone(timeZone: string): void }
  desktop: DesktopActions
  microsoft: Pick<Microsoft, 'findTenant' | 'pageAddress' | 'clockOffMs'>
  history: History
  features: Features
  ownStatus: OwnStatusCommands
  colleagues: Pick<ColleagueList, 'commands'>
  updates: Pick<Updates, 'checkNow' | 'restart'>
  environment: Environment
  /** The names of what was written of errors that nobody caught. */
  crashTraces: () => readonly string[]
  wordsNow: () => Words
  nowMs: () => number
  quit: () => void
  restart: () => void
  log: ReadableLog
  guard: Guard
}

/** Enough to see how the program came to where it is. */
const DIAGNOSTIC_LOG_LINES = 50

export interface Commands {
  /** May reject: the menu waits for nothing. */
  choose(choice: MenuChoice): void | Promise<void>
  window: CommandHandlers
}

export function createCommands(parts: CommandParts): Commands {
  const { store, sessions, window, startAtLogin, history, desktop, log } = parts
  const unsentText = createUnsentText(store)

  function openPage(page: Page) {
    store.setState({ page })
    window.show()
  }

  /** Also of a feature, which may not have come to the browser yet. */
  function cancelSignIn() {
    parts.features.cancelConsent()
    sessions.cancelSignIn()
  }

  function signOut() {
    unsentText.forgetAccount()
    return sessions.signOut()
  }

  /** Rejects with words for a person where no page is waited for. */
  async function copySignInLink() {
    const address = parts.microsoft.pageAddress()
    if (address === null) throw new Error(parts.wordsNow().t('window.signingIn.noPage'))
    await desktop.copyText(address)
  }

  /** Resolves to whether it came so. Rejects with words for a person when the system refuses. */
  async function setOpenAtLogin(on: boolean): Promise<boolean> {
    try {
      return await startAtLogin.set(on)
    } catch (error) {
      log.warn('Start at login could not be changed', error)
      throw new Error(parts.wordsNow().t('settings.startAtLoginRefused', { detail: detailOf(error) }))
    }
  }

  /** Where it came to nothing the settings say why. */
  async function turnOpenAtLogin() {
    const turned = setOpenAtLogin(!startsSomething(store.getState().openAtLogin))
    if (!(await turned.catch(() => false))) openPage('settings')
  }

  /** What the disk does not take is told in words for a person. */
  async function kept(act: () => void | Promise<void>) {
    try {
      await act()
    } catch (error) {
      log.warn('Not kept', error)
      throw new Error(notKeptWords(error, parts.wordsNow()))
    }
  }

  function addressOf(page: WebPage): string {
    const { clientId, tenant, cloud } = store.getState().settings
    switch (page) {
      case 'app-registration':
        return clouds[cloud].portal
      case 'admin-consent':
        return adminConsentUrl({ clientId, tenant, cloud }, permissionsToAccept(store.getState()))
      case 'login-settings':
        return loginSettingsPage(store.getState().openAtLogin)
      default:
        return page satisfies never
    }
  }

  /** Nobody sees the window when the menu is used: what came to nothing is shown there. */
  async function fromMenu(wish: Promise<void>) {
    await wish
    const { ownStatus, features } = store.getState()
    if (features['own-status'].kind === 'held-up') openPage('settings')
    else if (ownStatus.problem) openPage('now')
  }

  function notifyWhenAvailable(wish: NotifyChange) {
    try {
      parts.colleagues.commands.notifyWhenAvailable(wish)
    } catch (error) {
      log.warn('The list of colleagues was not written', error)
      openPage('colleagues')
    }
  }

  /** Where it comes to nothing the settings say why. */
  function installUpdate() {
    parts.updates.restart()
    if (store.getState().update.kind === 'failed') openPage('settings')
  }

  /** Where the window offers it alone: a page that is taken over must not end the program again and again. */
  function restart() {
    if (needsRestart(store.getState())) parts.restart()
  }

  const choices: Record<PlainChoice, () => void | Promise<void>> = {
    open: () => openPage('now'),
    'check-now': sessions.checkNow,
    'pause-30-min': () => sessions.pause('30-min'),
    'pause-1-h': () => sessions.pause('1-h'),
    'pause-until-tomorrow': () => sessions.pause('until-tomorrow'),
    resume: sessions.resume,
    restart,
    'sign-in': sessions.signIn,
    'cancel-sign-in': cancelSignIn,
    'follow-chosen-account': sessions.followChosenAccount,
    'stay-with-account': sessions.keepCurrentAccount,
    'sign-out': signOut,
    'leave-demo': sessions.leaveDemo,
    'my-status': () => openPage('settings'),
    'status-reset': () => fromMenu(parts.ownStatus.clearStatus()),
    'start-at-login': turnOpenAtLogin,
    colleagues: () => openPage('colleagues'),
    settings: () => openPage('settings'),
    'install-update': installUpdate,
    quit: parts.quit,
  }

  return {
    choose(choice) {
      if (typeof choice === 'string') return choices[choice]()
      if (choice.kind === 'set-status') return fromMenu(parts.ownStatus.setStatus(choice))
      return notifyWhenAvailable(choice)
    },
    window: {
      watch: () => stateOf(store.getState()),
      readWords: namespacesOf,
      // The window hears of the outcome as a change of state, which may be minutes away.
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
      changeSettings: (change) => kept(() => parts.settings.change(change)),
      async setOpenAtLogin(on) {
        await setOpenAtLogin(on)
      },
      tryDemo: sessions.tryDemo,
      leaveDemo: sessions.leaveDemo,
      showPage: (page) => store.setState({ page }),
      openWebPage: (page) => desktop.openWebPage(addressOf(page)),
      copyWebAddress: (page) => desktop.copyText(addressOf(page)),
      copyText: desktop.copyText,
      copyConsentMessage() {
        const { clientId } = store.getState().settings
        const link = addressOf('admin-consent')
        const permissions = permissionsToAccept(store.getState())
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
      eraseHistory: () => kept(history.erase),
      switchFeature: parts.features.switchFeature,
      ...parts.ownStatus,
      async setStatusMessage(message) {
        await parts.ownStatus.setStatusMessage(message)
        unsentText.sent('status-message', message.text)
      },
      ...parts.colleagues.commands,
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
    },
  }
}

/** What an administrator is asked for: what the light needs, and what the features that are not allowed yet do. */
function permissionsToAccept({ features }: AccountView): Permission[] {
  const isWaiting = (feature: FeatureName) => ['held-up', 'asking'].includes(features[feature].kind)
  return ['own-presence' as const, ...featureNames.filter(isWaiting)].flatMap(permissionsOf)
}
