// Opens pages, files and folders, and writes to the clipboard: only after a click, and at a limited rate, even if the page
// in the window is compromised.
import { app, clipboard, shell } from 'electron'
import type { Words } from '../../words/words.ts'
import { waitOrAbort } from '../model/timing/abortable-wait.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createRateLimiter, OPEN_RATE } from '../model/timing/rate-limiter.ts'
import type { BucketSize } from '../model/timing/request-ceiling.ts'
import type { DesktopActions } from '../services/commands.ts'
import { mayOpen } from './web-pages.ts'

const COPY_RATE: BucketSize = { burst: 5, refillMs: 1000 }
/** The same action again within this time is a double click, which counts once. */
const DOUBLE_CLICK_MS = 1000
/** How long a sign-in page waits before it tries again to get within the limit. */
const RETRY_MS = 250

/** Above the limit an action rejects with a message for the user. */
export function createDesktopActions(
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
  wordsNow: () => Words,
): DesktopActions {
  const { monotonicMs } = clock
  const mayOpenMore = createRateLimiter(OPEN_RATE, monotonicMs)
  const mayCopyMore = createRateLimiter(COPY_RATE, monotonicMs)
  let last = { what: '', atMs: Number.NEGATIVE_INFINITY, done: Promise.resolve() }

  const tooOften = () => new Error(wordsNow().t('window.tooOften'))

  function open(what: string, act: () => Promise<void>): Promise<void> {
    const atMs = monotonicMs()
    if (what === last.what && atMs - last.atMs < DOUBLE_CLICK_MS) return last.done
    if (!mayOpenMore()) return Promise.reject(tooOften())
    last = { what, atMs, done: act() }
    return last.done
  }

  function requireAllowed(url: string) {
    if (!mayOpen(url)) throw new Error('This page is not one that Tally Light opens')
  }

  return {
    async openWebPage(url) {
      requireAllowed(url)
      await open(url, async () => shell.openExternal(url))
    },
    async openSignInPage(url, signal) {
      requireAllowed(url)
      while (!signal.aborted && !mayOpenMore()) await waitOrAbort(clock, RETRY_MS, signal)
      if (!signal.aborted) await shell.openExternal(url)
    },
    async copyText(text) {
      if (!mayCopyMore()) throw tooOften()
      await clipboard.writeText(text)
    },
    showFile: (path) => open(path, async () => shell.showItemInFolder(path)),
    openLogs: () =>
      open('logs', async () => {
        // Resolves to an error message, or to an empty string (shell, "openPath").
        const problem = await shell.openPath(app.getPath('logs'))
        if (problem) throw new Error(problem)
      }),
  }
}
