// When a new window can be shown: with its first frame, or after a limit where that frame never comes.

import type { Guard } from '../../model/guard.ts'
import type { Log } from '../../model/log.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { WindowFrame } from './window-frame.ts'

/** On Wayland a hidden window may never paint (electron#48859): after its page has loaded, wait no longer than this, ms. */
const AFTER_LOAD_MS = 1000
/** If the page takes longer, the window is shown without it, ms: an empty window is better than none. */
const LONGEST_WAIT_MS = 1500

export interface FirstFrameParts {
  frame: Pick<WindowFrame, 'window' | 'loaded'>
  clock: Pick<Clock, 'after'>
  guard: Guard
  log: Pick<Log, 'error'>
  /** May be called more than once. */
  onReady: () => void
}

/** Returns a function that stops the waiting. */
export function waitForFirstFrame({ frame, clock, guard, log, onReady }: FirstFrameParts): () => void {
  const { window, loaded } = frame
  const ready = guard('The first frame of the window', onReady)
  const cancelLongest = clock.after(LONGEST_WAIT_MS, ready)
  let cancelAfterLoad = () => {}
  loaded.then(
    () => {
      if (!window.isDestroyed()) cancelAfterLoad = clock.after(AFTER_LOAD_MS, ready)
    },
    // A window that was destroyed while loading, as by a quit just after the start, needs no page.
    (error: unknown) => {
      if (!window.isDestroyed()) log.error("The window's page did not load", error)
    },
  )
  window.once('ready-to-show', ready)
  return () => {
    cancelLongest()
    cancelAfterLoad()
  }
}
