// The tray as an output: the icon and its menu, and on Linux the check that something draws them.
import type { Words } from '../../../words/words.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { Output } from '../output.ts'
import type { LightWindow } from '../window/window.ts'
import { createLightTray, type TrayParts } from './tray.ts'
import { findTrayHost } from './tray-host.ts'
import { trayView } from './tray-view.ts'
import { createTrayWatch } from './tray-watch.ts'

export interface TrayOutputParts extends Omit<TrayParts, 'onClick'> {
  store: Pick<AccountStore, 'getState' | 'setState'>
  wordsNow: () => Words
  clock: Clock
  window: Pick<LightWindow, 'hide' | 'isInFront' | 'wasHiddenByClick' | 'showMinimized'>
  /** The program starts without its window. */
  hidden: boolean
}

export function createTrayOutput(parts: TrayOutputParts) {
  const { store, wordsNow, clock, platform, guard, window, hidden, onChoose } = parts

  /** Hides the window where it is in front. A panel that takes the focus has hidden it already; Plasma's takes none. */
  function onClick() {
    if (window.wasHiddenByClick()) return
    if (window.isInFront()) return window.hide()
    return onChoose('open')
  }
  const tray = createLightTray({ ...parts, onClick })
  const watch = createTrayWatch({
    platform,
    clock,
    guard,
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

  const output: Output = {
    show(state, light) {
      if (!isWatched) watch.start(hidden)
      isWatched = true
      tray.show(trayView(state, light, wordsNow(), clock.nowMs(), platform))
    },
    stop() {
      watch.stop()
      tray.destroy()
    },
  }
  return {
    ...output,
    bounds: tray.bounds,
    /** Checks whether something draws the icon: a person has started the program again. */
    checkHost: watch.check,
  }
}
