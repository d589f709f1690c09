// What leaves the program for the rest of the computer, always after a click: web pages, the clipboard, folders. No more
// of it than a person may want, whoever has the window.

import { app, clipboard, shell } from 'electron'
import type { Words } from '../../words/words.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createTokenBucket, OPENED, type Pace } from '../model/timing/token-bucket.ts'
import type { Outside } from '../services/commands.ts'
import { mayOpen } from './web-pages.ts'

export interface OutsideParts {
  clock: Pick<Clock, 'monotonicMs' | 'after'>
  wordsNow: () => Words
}

const COPIED: Pace = { atOnce: 5, aSecond: 1 }
/** The same once more within this time is a double click, which means it once. */
const DOUBLE_CLICK_MS = 1000
/** How long a sign-in page waits before it tries again to get within the limit. */
const RETRY_MS = 250

/** What comes too often is refused with words for a person. */
export function createOutside({ clock, wordsNow }: OutsideParts): Outside {
  const { monotonicMs } = clock
  const mayOpenMore = createTokenBucket(OPENED, monotonicMs)
  const mayCopyMore = createTokenBucket(COPIED, monotonicMs)
  let last = { what: '', atMs: Number.NEGATIVE_INFINITY, done: Promise.resolve() }

  const tooOften = () => new Error(wordsNow().t('window.tooOften'))

  function open(what: string, act: () => Promise<void>): Promise<void> {
    const atMs = monotonicMs()
    if (what === last.what && atMs - last.atMs < DOUBLE_CLICK_MS) return last.done
    if (!mayOpenMore()) return Promise.reject(tooOften())
    last = { what, atMs, done: act() }
    return last.done
  }

  /** Rejects for a page that Tally Light has no reason to open. */
  async function requireKnown(url: string) {
    if (!mayOpen(url)) throw new Error('This page is not one that Tally Light opens')
  }

  const timerOrAbort = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(RETRY_MS, end)
      function end() {
        cancel()
        signal.removeEventListener('abort', end)
        resolve()
      }
      signal.addEventListener('abort', end)
    })

  return {
    async openWebPage(url) {
      await requireKnown(url)
      await open(url, async () => shell.openExternal(url))
    },
    async openSignInPage(url, signal) {
      await requireKnown(url)
      while (!signal.aborted && !mayOpenMore()) await timerOrAbort(signal)
      if (!signal.aborted) await shell.openExternal(url)
    },
    async copyText(text) {
      if (!mayCopyMore()) throw tooOften()
      clipboard.writeText(text)
    },
    showFile: (path) => open(path, async () => shell.showItemInFolder(path)),
    openLogs: () =>
      open('logs', async () => {
        // It resolves to the system's complaint, or to nothing (shell, "openPath").
        const complaint = await shell.openPath(app.getPath('logs'))
        if (complaint) throw new Error(complaint)
      }),
  }
}
