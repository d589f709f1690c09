// Downloads a newer version with an updater that may hang: times out after two minutes without progress.

import type { Log } from '../../model/log.ts'
import { type Answer, failed, ok, type Problem, unexpected } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'

/** The timeout without progress, ms. electron-updater has none of its own. */
export const UPDATER_TIMEOUT_MS = 2 * 60_000

/** Downloads and installs updates (desktop/updates/updater.ts). */
export interface Updater {
  /** Downloads a newer version and answers with its number, or null if there is none. Never rejects. */
  fetchNewest(onProgress: (progress: Progress) => void): Promise<Answer<string | null>>
  /** Cancels a running download. Nothing is installed when the program quits. */
  cancel(): void
  /** Quits the program, installs the download and starts the program again. Returns why if it cannot. */
  restart(): Problem | null
}

export interface Progress {
  version: string
  /** An integer from 0 to 100. */
  percent: number
}

export interface UpdateFetchParts {
  clock: Clock
  /** Called before the first download; most runs need none. */
  openUpdater: () => Promise<Updater>
  log: Pick<Log, 'warn'>
}

export function createUpdateFetch({ clock, openUpdater, log }: UpdateFetchParts) {
  const deadlines = createDeadlines(clock)
  let updater: Updater | null = null

  /** After a timeout the updater is not used again: it may still wait for the same answer. */
  function fetchWithTimeout(using: Updater, onProgress: (progress: Progress) => void) {
    return new Promise<Answer<string | null>>((resolve) => {
      let hasEnded = false
      let cancelTimeout = () => {}
      function end(answer: Answer<string | null>) {
        hasEnded = true
        cancelTimeout()
        resolve(answer)
      }
      function restartTimeout() {
        cancelTimeout()
        cancelTimeout = clock.after(UPDATER_TIMEOUT_MS, () => {
          updater = null
          using.cancel()
          end(failed({ kind: 'update-failed', next: 'retries', detail: 'net::ERR_TIMED_OUT' }))
        })
      }
      restartTimeout()
      const fetched = async () =>
        using.fetchNewest((progress) => {
          if (hasEnded) return
          restartTimeout()
          onProgress(progress)
        })
      fetched().then(
        (answer) => hasEnded || end(answer),
        (error) => hasEnded || end(failed(unexpected(error))),
      )
    })
  }

  return {
    /** As the updater's. Also null if it is no longer `isWanted` once the updater is open. */
    async fetchNewest(isWanted: () => boolean, onProgress: (progress: Progress) => void) {
      const opened = await deadlines.within(UPDATER_TIMEOUT_MS, async () =>
        ok(updater ?? (await openUpdater())),
      )
      if (!opened.ok) {
        log.warn('The updater could not be opened', opened.problem)
        return opened
      }
      updater = opened.value
      return isWanted() ? fetchWithTimeout(updater, onProgress) : ok(null)
    },
    cancel: () => updater?.cancel(),
    restart: () => updater?.restart() ?? null,
    stop: deadlines.stop,
  }
}
