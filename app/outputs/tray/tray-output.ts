// The tray as an output: the icon and its menu, and on Linux the check that something draws them.
import type { Rectangle } from 'electron'
import type { Words } from '../../../words/words.ts'
import type { Guard } from '../../model/guard.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { MenuChoice } from '../../services/commands.ts'
import type { Output } from '../output.ts'
import type { LightWindow } from '../window/window.ts'
import { createLightTray } from './tray.ts'
import { findTrayHost } from './tray-host.ts'
import { trayView } from './tray-view.ts'
import { createTrayWatch } from './tray-watch.ts'

export interface TrayOutputParts {
  store: Pick<AccountStore, 'getState' | 'setState'>
  wordsNow: () => Words
  clock: Clock
  platform: NodeJS.Platform
  /** Where the built icons are. */
  iconFolder: string
  guard: Guard
  window: Pick<LightWindow, 'hide' | 'isInFront' | 'wasHiddenByClick' | 'showMinimized'>
  /** The program starts without its window. */
  hidden: boolean
  onChoose: (choice: MenuChoice) => void | Promise<void>
}

export interface TrayOutput extends Output {
  /** Where the icon is on the screen, in device-independent pixels; null if the system does not tell. */
  bounds(): Rectangle | null
  /** Checks whether something draws the icon: a person has started the program again. */
  checkHost(): void
}

export function createTrayOutput(parts: TrayOutputParts): TrayOutput {
  const { store, wordsNow, clock, platform, iconFolder, guard, window, hidden, onChoose } = parts

  /** Hides the window where it is in front. A panel that takes the focus has hidden it already; Plasma's takes none. */
  function onClick() {
    if (window.wasHiddenByClick()) return
    if (window.isInFront()) return window.hide()
    return onChoose('open')
  }
  const tray = createLightTray({ iconFolder, platform, onChoose, onClick, guard })
  const watch = createTrayWatch({
    ...{ platform, clock, guard },
    findHost: findTrayHost,
    recreateIcon: tray.recreate,
    onAbsent() {
      store.setState({ programFailure: 'no-tray' })
      if (hidden) window.showMinimized()
    },
    onPresent() {
      if (store.getState().programFailure === 'no-tray') store.setState({ programFailure: null })
    },
  })
  let isWatched = false

  return {
    show(state, light) {
      if (!isWatched) watch.start(hidden)
      isWatched = true
      tray.show(trayView(state, light, wordsNow(), clock.nowMs(), platform))
    },
    stop() {
      watch.stop()
      tray.destroy()
    },
    bounds: tray.bounds,
    checkHost: watch.check,
  }
}
