// Time limits for asynchronous calls: an exception, or no result in time, becomes a problem.

import { type Answer, failed, type Problem, unexpected } from '../problems/problem.ts'
import type { Clock } from './clock.ts'

export interface Deadlines {
  /**
   * Resolves to the answer of `act`; to the problem `unexpected` if `act` throws or rejects; to `late` if there is no
   * answer after `limitMs` (by default the problem `unfinished`). A later answer is ignored. Never rejects.
   */
  within<Value>(limitMs: number, act: () => Promise<Answer<Value>>, late?: Problem): Promise<Answer<Value>>
  /** Abandons the running calls: their promises never settle. Leaves no timer. */
  stop(): void
}

export function createDeadlines(clock: Pick<Clock, 'after'>): Deadlines {
  /** The functions that cancel the timers of the running calls. */
  const running = new Set<() => void>()

  return {
    within<Value>(
      limitMs: number,
      act: () => Promise<Answer<Value>>,
      late: Problem = { kind: 'unfinished', next: 'retries', afterMs: limitMs },
    ) {
      return new Promise<Answer<Value>>((resolve) => {
        const end = (answer: Answer<Value>) => {
          if (!running.delete(cancel)) return
          cancel()
          resolve(answer)
        }
        const cancel = clock.after(limitMs, () => end(failed(late)))
        running.add(cancel)
        const begun = async () => end(await act())
        begun().catch((error) => end(failed(unexpected(error))))
      })
    },
    stop() {
      for (const cancel of running) cancel()
      running.clear()
    },
  }
}
