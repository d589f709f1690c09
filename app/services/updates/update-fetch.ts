// Fetches a newer version with an updater that may hang: it is given up after two minutes without a sign of life.

import type { Log } from '../../model/log.ts'
import { type Answer, failed, ok, type Problem, unexpected } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'

/** The longest wait for a sign of life, ms: electron-updater has no time-out of its own. */
export const PATIENCE_MS = 2 * 60_000

/** What fetches and installs; in the program, desktop/updates/updater.ts. */
export interface Updater {
  /** Fetches a newer version, if there is one: its number, or null. Never rejects. */
  fetchNewest(onProgress: (progress: Progress) => void): Promise<Answer<string | null>>
  /** Cancels a running fetch; nothing is installed when the program quits. */
  cancel(): void
  /** Quits the program, installs what was fetched and starts it again; or says why not. */
  restart(): Problem | null
}

export interface Progress {
  version: string
  /** 0 to 100, whole. */
  percent: number
}

export interface UpdateFetchParts {
  clock: Clock
  /** Called when it is first needed: most starts of a day need none. */
  openUpdater: () => Promise<Updater>
  log: Pick<Log, 'warn'>
}

export interface UpdateFetch extends Pick<Updater, 'cancel' | 'restart'> {
  /** The newest version, or null for none; also null where the updater is open and it is not `isWanted` any more. */
  fetchNewest(
    isWanted: () => boolean,
    onProgress: (progress: Progress) => void,
  ): Promise<Answer<string | null>>
  stop(): void
}

export function createUpdateFetch({ clock, openUpdater, log }: UpdateFetchParts): UpdateFetch {
  const deadlines = createDeadlines(clock)
  let updater: Updater | null = null

  /** An updater that is given up is not used again: it would still wait for the same answer. */
  function patiently(using: Updater, onProgress: (progress: Progress) => void) {
    return new Promise<Answer<string | null>>((resolve) => {
      let isWaiting = true
      let cancelTimeout = () => {}
      function end(answer: Answer<string | null>) {
        isWaiting = false
        cancelTimeout()
        resolve(answer)
      }
      function wait() {
        cancelTimeout()
        cancelTimeout = clock.after(PATIENCE_MS, () => {
          updater = null
          using.cancel()
          end(failed({ kind: 'update-failed', next: 'retries', detail: 'net::ERR_TIMED_OUT' }))
        })
      }
      wait()
      const fetched = async () =>
        using.fetchNewest((progress) => {
          if (!isWaiting) return
          wait()
          onProgress(progress)
        })
      fetched().then(
        (answer) => isWaiting && end(answer),
        (error) => isWaiting && end(failed(unexpected(error))),
      )
    })
  }

  return {
    async fetchNewest(isWanted, onProgress) {
      const opened = await deadlines.within(PATIENCE_MS, async () => ok(updater ?? (await openUpdater())))
      if (!opened.ok) {
        log.warn('The updater could not be opened', opened.problem)
        return opened
      }
      updater = opened.value
      return isWanted() ? patiently(updater, onProgress) : ok(null)
    },
    cancel: () => updater?.cancel(),
    restart: () => updater?.restart() ?? null,
    stop: deadlines.stop,
  }
}
