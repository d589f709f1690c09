// All that a person sees follows the state: tray, window, notifications.
import { nativeTheme, type Rectangle } from 'electron'
import type { Words } from '../../words/words.ts'
import type { Guard } from '../model/guard.ts'
import { lightOf } from '../model/light.ts'
import type { Log } from '../model/log.ts'
import type { AppState, AppStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { MenuChoice } from '../services/commands.ts'
import { createNoticeBoard } from './notifications/notice-board.ts'
import type { NoticeName } from './notifications/notices.ts'
import { createNotifications, mayNotify, noNotifications } from './notifications/notification.ts'
import { createLightTray } from './tray/tray.ts'
import { askTrayHost } from './tray/tray-host.ts'
import { trayView } from './tray/tray-view.ts'
import { createTrayWatch } from './tray/tray-watch.ts'
import { createLightWindow, type LightWindow } from './window/window.ts'

export interface DisplayParts {
  store: AppStore
  wordsNow: () => Words
  clock: Clock
  platform: NodeJS.Platform
  log: Pick<Log, 'error' | 'warn'>
  devTools: boolean
  /** Where the built icons and the preload are. */
  built: (...names: string[]) => string
  guard: Guard
  onChoose: (choice: MenuChoice) => void | Promise<void>
  onLook: (signal: 'window-shown' | 'window-hidden') => void
  onToldOutOfOffice: (day: string) => void
  onToldAvailable: (ids: readonly string[]) => void
}

export interface Display {
  window: LightWindow
  /** Draws the state of now, and each one to come. `hidden`: without the window. */
  begin(hidden: boolean): void
  /** A person has started the program again, or asked for it. */
  come(): void
  end(): void
  /** Shows nothing more; the window goes too. */
  vanish(): void
}

export function createDisplay({
  store,
  wordsNow,
  clock,
  platform,
  log,
  guard,
  devTools,
  built,
  onChoose,
  onLook,
  onToldOutOfOffice,
  onToldAvailable,
}: DisplayParts): Display {
  /** Sends the window away where it is in front. A panel that takes the focus has done so already; Plasma's takes none. */
  const onClick = () => {
    if (window.wentWithThisClick()) return
    if (window.isInFront()) return window.hide()
    return onChoose('open')
  }
  const tray = createLightTray({ iconFolder: built('icons'), platform, onChoose, onClick, guard })
  const window = createLightWindow({
    preloadPath: built('preload', 'preload.cjs'),
    iconPath: built('icons', 'app', '256x256.png'),
    platform,
    devTools,
    trayBounds: (): Rectangle | null => tray.bounds(),
    ...{ store, clock, log, onLook, guard },
  })
  const trayWatch = createTrayWatch({
    ...{ platform, clock, guard },
    ask: askTrayHost,
    renew: tray.renew,
    onAbsent(hidden) {
      store.setState({ mishap: 'no-tray' })
      if (hidden) window.showMinimized()
    },
    onThere() {
      if (store.getState().mishap === 'no-tray') store.setState({ mishap: null })
    },
  })
  const onNoticeClick = (name: NoticeName) => onChoose(name === 'colleague-available' ? 'colleagues' : 'open')
  const onShown = (shown: boolean) => {
    if (store.getState().notificationsRefused === shown) store.setState({ notificationsRefused: !shown })
  }
  const notices = createNoticeBoard({
    ...{ store, wordsNow, clock, onToldOutOfOffice, onToldAvailable },
    notifications: mayNotify(process)
      ? createNotifications({ platform, onClick: onNoticeClick, onShown, guard, log })
      : noNotifications,
  })

  function showTheme(state: AppState) {
    const theme = state.settings.theme === 'high-contrast' ? 'dark' : state.settings.theme
    // Not with every check of the day: each time it is set, Electron may tell every page of a new theme.
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
  }
  /** One that fails keeps none of the others from showing the state. */
  const places = [
    guard('The icon', (state: AppState) =>
      tray.show(trayView(state, lightOf(state), wordsNow(), clock.nowMs(), platform)),
    ),
    guard('The window', (state: AppState) => window.send('state', state)),
    guard('The theme', showTheme),
    guard('The notifications', () => notices.look()),
  ]
  function show() {
    const state = store.getState()
    for (const place of places) place(state)
  }

  let stopShowing = () => {}
  function end() {
    stopShowing()
    notices.stop()
    trayWatch.stop()
    tray.destroy()
  }
  return {
    window,
    begin(hidden) {
      stopShowing = store.subscribe(show)
      show()
      trayWatch.begin(hidden)
      if (!hidden) window.show()
    },
    come() {
      window.show()
      trayWatch.look()
    },
    end,
    vanish() {
      end()
      window.hide()
    },
  }
}
