// The table of contents: makes every part and joins them; nothing else.
import { join } from 'node:path'
import {
  app,
  clipboard,
  dialog,
  ipcMain,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron'
import { wordsIn } from '../words/words.ts'
import { createCommands } from './commands.ts'
import { setAppMenu } from './desktop/app-menu.ts'
import { announceScheme, serveWindow } from './desktop/app-protocol.ts'
import { createDisplay } from './desktop/display.ts'
import { hardenContents, hardenSession } from './desktop/hardening.ts'
import { giveUp, joinLifecycle } from './desktop/lifecycle.ts'
import { createLoginItem, startCommand, startedHidden } from './desktop/login-item.ts'
import { computerOf, watchPower } from './desktop/power.ts'
import { systemClock as clock } from './desktop/system-clock.ts'
import { answerWindow } from './desktop/window-messages.ts'
import { createHistory } from './history.ts'
import { logChanges } from './log-changes.ts'
import { browserPages } from './microsoft/browser-page.ts'
import { clouds } from './microsoft/clouds.ts'
import { createDemoDay } from './microsoft/demo.ts'
import { createGraph } from './microsoft/graph.ts'
import { createNetwork } from './microsoft/network.ts'
import { createSignIn } from './microsoft/sign-in.ts'
import { findTenant } from './microsoft/tenant.ts'
import { createFollower } from './presence/follower.ts'
import { createSessions } from './session.ts'
import type { CloudName } from './settings.ts'
import { createAppStore, firstState, languageInUse } from './state.ts'
import { openLog } from './storage/log.ts'
import { openSettingsFile } from './storage/settings-file.ts'
import { createTokenCache } from './storage/token-cache.ts'
import { removeDrafts } from './storage/whole-file.ts'

const { platform, env, argv } = process
const { nowMs } = clock
const built = (...names: string[]) => join(import.meta.dirname, '..', ...names)
const openExternal = (url: string) => shell.openExternal(url)

announceScheme(protocol)
hardenContents(app)
app.enableSandbox()
app.setAppUserModelId('io.github.tally-light')

// The second of two starts hands over to the first, which shows its window.
if (app.requestSingleInstanceLock()) app.whenReady().then(begin).catch(giveUp(app, dialog))
else app.quit()

async function begin() {
  const log = openLog(app.getPath('logs'), app.isPackaged)
  const userData = app.getPath('userData')
  await removeDrafts(userData)
  const settingsFile = openSettingsFile(userData)
  const settings = settingsFile.read()
  const systemLocale = app.getLocale()
  const store = createAppStore(firstState(app.getVersion(), settings, languageInUse(settings, systemLocale)))
  const words = { en: wordsIn('en'), ru: wordsIn('ru') }
  const wordsNow = () => words[store.getState().language]

  const tokenCache = createTokenCache({
    path: join(userData, 'tokens'),
    keyring: safeStorage,
    platform,
    nowMs,
    log,
  })
  const network = createNetwork({
    fetch: (url, init) => net.fetch(url, init),
    isOnline: () => net.isOnline(),
    microsoftUrl: app.isPackaged ? null : (env.TALLY_LIGHT_MICROSOFT ?? null),
  })
  const sessions = createSessions({
    store,
    clock,
    demoDay: createDemoDay(clock),
    signInFor: (registration) => {
      const pages = browserPages(wordsNow())
      return createSignIn({ registration, network, tokenCache, clock, openBrowser: openExternal, pages })
    },
    sourceFor: ({ cloud }, { accessToken }) =>
      createGraph({ network, cloud: clouds[cloud], accessToken, nowMs }),
    follow: (follow) =>
      createFollower({ ...follow, clock, computer: computerOf(powerMonitor), random: Math.random }),
    keptIn: () => tokenCache.keptIn(),
    saveSettings: settingsFile.write,
    onSetUpNeeded: () => window.show(),
    log,
  })
  const { window, ...display } = createDisplay({
    store,
    wordsNow,
    nowMs,
    platform,
    devTools: !app.isPackaged,
    built,
    onChoose: (choice) => commands.menu[choice](),
    onLook: sessions.signal,
  })
  const configHome = app.getPath('appData')
  const loginItem = createLoginItem({ app, platform, configHome, command: startCommand(app, process) })
  const copyText = async (text: string) => clipboard.writeText(text)
  const openLogs = async () => void (await shell.openPath(app.getPath('logs')))
  const checkTenant = (wanted: { tenant: string; cloud: CloudName }) => findTenant(network, wanted)
  const history = createHistory()
  const quit = () => app.quit()
  const parts = {
    ...{ store, sessions, window, loginItem, history, checkTenant },
    ...{ systemLocale, openExternal, copyText, openLogs, quit, log },
  }
  const commands = createCommands(parts)

  setAppMenu(platform)
  hardenSession(session.defaultSession)
  serveWindow(protocol, built('renderer'))
  answerWindow(ipcMain, commands.window)
  logChanges(store, log)
  display.begin()
  store.setState({ openAtLogin: await loginItem.isOn() })
  const stopPower = watchPower({ powerMonitor, net, clock, onSignal: sessions.signal })
  const onEnd = () => {
    stopPower()
    sessions.stop()
    display.end()
  }
  joinLifecycle(app, { onWanted: window.show, onQuitting: window.letGo, onEnd })
  if (!startedHidden(app, process)) window.show()
  await sessions.start(argv.includes('--demo'))
}
