// The table of contents: creates each part and connects them; nothing else.
import { join } from 'node:path'
import {
  app,
  dialog,
  globalShortcut,
  ipcMain,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  session,
} from 'electron'
import { wordsIn } from '../words/words.ts'
import { createDemoDay } from './demo/demo-day.ts'
import { demoFortnight } from './demo/demo-fortnight.ts'
import { createDemoTeam } from './demo/demo-team.ts'
import { setAppMenu } from './desktop/app-menu.ts'
import { serveCommands } from './desktop/command-line/command-server.ts'
import { createRemoteCommands } from './desktop/command-line/remote-commands.ts'
import { runCommandLine } from './desktop/command-line/run-command-line.ts'
import { createDesktopActions } from './desktop/desktop-actions.ts'
import { environmentOf } from './desktop/environment.ts'
import { handleErrors } from './desktop/error-handling.ts'
import { createFileSaver } from './desktop/file-saver.ts'
import { createGlobalShortcuts } from './desktop/global-shortcuts.ts'
import { handleLifecycle, quitCommands } from './desktop/lifecycle.ts'
import { createLoginItem, startedHidden } from './desktop/login/login-item.ts'
import { requestSingleInstance } from './desktop/single-instance.ts'
import { systemClock } from './desktop/system-clock.ts'
import { followLocalTime } from './desktop/system-local-time.ts'
import { createSelfUpdates } from './desktop/updates/self-update.ts'
import { createMicrosoft } from './microsoft/microsoft.ts'
import { windowAccountIn } from './model/accounts/shown-account.ts'
import { guardedClock, guardedStore } from './model/guard.ts'
import { defaultSettings } from './model/settings.ts'
import type { Signal } from './model/signal.ts'
import { createAppStore, firstState, shownStore, windowStore } from './model/state.ts'
import { createDrivers } from './outputs/external/drivers.ts'
import { createExternalOutputs } from './outputs/external/running-outputs.ts'
import { createChangeLog } from './outputs/log/change-log.ts'
import { createNotificationOutput } from './outputs/notifications/notification-output.ts'
import { mayNotify } from './outputs/notifications/notification-permission.ts'
import { onOldNotification } from './outputs/notifications/system-notifications.ts'
import { showState } from './outputs/show-state.ts'
import { createStatusFileOutput } from './outputs/status-file/status-file-output.ts'
import { createThemeOutput } from './outputs/theme/theme-output.ts'
import { createTrayOutput } from './outputs/tray/tray-output.ts'
import { registerAppScheme, serveWindow } from './outputs/window/app-protocol.ts'
import { hardenCommandLine, hardenContents, hardenSession, sandboxPages } from './outputs/window/hardening.ts'
import { createLightWindow } from './outputs/window/window.ts'
import { answerWindow } from './outputs/window/window-messages.ts'
import { createFollower } from './polling/follower.ts'
import { createLocalFollower } from './polling/local-follower.ts'
import type { AccountParts } from './services/accounts/account-parts.ts'
import { createAccounts } from './services/accounts/accounts.ts'
import { createCommands } from './services/commands.ts'
import { refuseManagedChanges } from './services/managed-settings.ts'
import { createSettings } from './services/settings.ts'
import { createStartAtLogin } from './services/start-at-login.ts'
import { startSignals } from './signals/computer-signals.ts'
import { computerOf } from './signals/power.ts'
import { policyPlace } from './storage/policy-file.ts'
import { openProfile } from './storage/profile.ts'

const { platform, env, argv } = process
const built = (...names: string[]) => join(import.meta.dirname, '..', ...names)

const exitCode = await runCommandLine(app, process)
if (exitCode !== null) app.exit(exitCode)

registerAppScheme(protocol)
if (app.isPackaged) hardenCommandLine(app.commandLine)
sandboxPages(app)
app.setAppUserModelId('io.github.tally-light')

const { log, guard, programFailure, crash, onCrash, crashTraces } = handleErrors(app, dialog, process)
const clock = guardedClock(systemClock, guard)
hardenContents(app, guard)

const instance = requestSingleInstance(app, process, log, guard)
if (instance.hasLock) app.whenReady().then(begin).catch(crash)

async function begin() {
  const keeping = { keyring: safeStorage, platform, clock, log, policy: policyPlace(process, app.isPackaged) }
  const profile = await openProfile(app.getPath('userData'), keeping)
  const { folder, policy, settingsFile: file, statusFile } = profile
  const first = firstState(app.getVersion(), defaultSettings, 'en')
  const whole = guardedStore(createAppStore({ ...first, programFailure }), guard)
  const systemLanguages = [...app.getPreferredSystemLanguages(), app.getLocale()]
  const settings = createSettings({ store: whole, folder, file, policy, systemLanguages, log })
  const store = shownStore(whole)
  const localTime = await followLocalTime({ store, clock, app, system: process })
  const wordsNow = () => wordsIn(store.getState().language)
  const desktop = createDesktopActions(clock, wordsNow)
  const computer = computerOf(powerMonitor, log)
  const window = createLightWindow({
    store,
    clock,
    platform,
    log,
    guard,
    built,
    devTools: !app.isPackaged,
    trayBounds: () => tray.bounds(),
    onVisibility(signal) {
      for (const part of [accounts, startAtLogin, signals]) part.signal(signal)
    },
  })
  const loginItem = createLoginItem(app, process, log)
  const startAtLogin = createStartAtLogin({ store, loginItem, clock, log })
  const accounts = createAccounts({
    store: whole,
    settings,
    profile,
    clock,
    log,
    wordsNow,
    demoFortnight,
    random: Math.random,
    connect: (tokenCache, account) =>
      createMicrosoft({
        fetch: (url, init) => net.fetch(url, init),
        isOnline: () => net.isOnline(),
        microsoftUrl: app.isPackaged ? null : (env.TALLY_LIGHT_MICROSOFT ?? null),
        tokenCache,
        clock,
        platform,
        wordsNow,
        log,
        openBrowser: desktop.openSignInPage,
        graphVersion: () => account.getState().settings.graphVersion,
      }),
    follow: (follow) => createFollower({ ...follow, clock, computer, random: Math.random }),
    followLocal: (follow) => createLocalFollower({ ...follow, clock, computer }),
    createDemoDay: () => createDemoDay(clock),
    createDemoTeam: () => createDemoTeam(clock),
    saveFile: createFileSaver(clock, wordsNow, window.whileOpen),
    onHistory(account, timeline) {
      if (account === windowAccountIn(whole.getState())) window.send('history', timeline)
    },
    onSetUpNeeded(windowAccount) {
      whole.setState({ windowAccount })
      window.show()
    },
    show: (account) => showState(account.store, { notifications: notificationsOf(account) }, guard),
  })
  const drivers = createDrivers({
    net,
    platform,
    clock,
    guard,
    log,
    wordsNow,
    subscribe: store.subscribe,
    usbWindow: { built, devTools: !app.isPackaged, guard },
    ownStatus: () => store.getState().features['own-status'].kind === 'on',
    setStatus: guard('A status from outside', (command) =>
      command.kind === 'set'
        ? accounts.setStatus({ status: command.status, length: 'until-changed' })
        : accounts.clearStatus(),
    ),
  })
  const external = createExternalOutputs({
    store,
    clock,
    wordsNow,
    log,
    guard,
    secretsFile: profile.outputSecretsFile,
    drivers,
    random: Math.random,
  })
  const updates = createSelfUpdates({ store, clock, settings, window, log, guard })
  const { quit, restart } = quitCommands(app, process)
  const commands = createCommands({
    store: whole,
    shown: store,
    accounts,
    updates,
    settings,
    localTime,
    window,
    startAtLogin,
    statusFile,
    desktop,
    log,
    guard,
    wordsNow,
    nowMs: clock.nowMs,
    environment: environmentOf(process),
    crashTraces,
    quit,
    restart,
    outputs: external,
  })
  const run = createRemoteCommands({
    store,
    sessions: accounts,
    ownStatus: accounts,
    wordsNow,
    nowMs: clock.nowMs,
    openWindow: () => commands.choose('open'),
  })
  const commandLine = serveCommands({ folder: profile.folder, guard, log, run })
  const shortcuts = createGlobalShortcuts({ store, globalShortcut, process, guard, log, run })
  const hidden = startedHidden(app, process)
  const shared = { store, wordsNow, clock, platform, guard, onChoose: commands.choose }
  const tray = createTrayOutput({ ...shared, window, hidden, iconFolder: built('icons') })
  const notificationsOf = (account: AccountParts) => createNotificationOutput({ ...shared, account, log })
  const others = {
    theme: createThemeOutput(),
    log: createChangeLog(log),
    external: external.output,
    statusFile: createStatusFileOutput({ file: statusFile, clock, wordsNow, log, pid: process.pid }),
  }

  setAppMenu(platform)
  hardenSession(session.defaultSession, guard)
  serveWindow(protocol, built('renderer'))
  answerWindow(
    ipcMain,
    refuseManagedChanges(windowStore(whole), wordsNow, commands.window),
    clock.monotonicMs,
  )
  const stopOutputs = showState(store, { tray, window: window.output, ...others }, guard)
  onCrash(stopOutputs)
  function onSignal(signal: Signal) {
    for (const part of [localTime, accounts, external]) part.signal(signal)
  }
  const system = { powerMonitor, net, nativeTheme, computer, process }
  const signals = startSignals({ ...system, store, clock, log, guard, onSignal })
  if (!hidden) window.show()
  await startAtLogin.start()
  const parts = [shortcuts, commandLine, localTime, signals, startAtLogin, updates, accounts, profile]
  // The outputs first: they would show the state of the parts that have stopped.
  const stops = [stopOutputs, ...parts.map(({ stop }) => stop)]
  handleLifecycle(app, { instance, window, tray, stops, restart, powerMonitor, clock, guard })
  if (mayNotify(process)) onOldNotification(platform, guard, window.show)
  guard('The updates', updates.start)()
  await accounts.start(argv.includes('--demo'))
}
