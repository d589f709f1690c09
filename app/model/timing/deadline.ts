// Ends what might never end: that something throws, or never settles, becomes a problem like any other.

import { type Answer, failed, type Problem, unexpected } from '../problems/problem.ts'
import type { Clock } from './clock.ts'

export interface Deadlines {
  /**
   * What `act` answers. Never rejects: a throw is `unexpected`, and what is not there after `limitMs` is `late`, by
   * itself `unfinished`. An answer that comes later is nobody's.
   */
  within<Value>(limitMs: number, act: () => Promise<Answer<Value>>, late?: Problem): Promise<Answer<Value>>
  /** What is under way is nobody's any more: its promises never settle. Leaves no timer. */
  stop(): void
}

export function createDeadlines(clock: Pick<Clock, 'after'>): Deadlines {
  /** Each takes back the timer of one act, and its right to answer. */
  const underWay = new Set<() => void>()

  return {
    within<Value>(
      limitMs: number,
      act: () => Promise<Answer<Value>>,
      late: Problem = { kind: 'unfinished', next: 'retries', afterMs: limitMs },
    ) {
      return new Promise<Answer<Value>>((resolve) => {
        const end = (answer: Answer<Value>) => {
          if (!underWay.delete(forget)) return
          cancel()
          resolve(answer)
        }
        const cancel = clock.after(limitMs, () => end(failed(late)))
        const forget = () => cancel()
        underWay.add(forget)
        const begun = async () => end(await act())
        begun().catch((error) => end(failed(unexpected(error))))
      })
    },
    stop() {
      for (const forget of underWay) forget()
      underWay.clear()
    },
  }
}
