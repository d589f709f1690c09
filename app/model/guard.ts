// The edge of whatever calls back: Electron ends the program for a listener that throws. Here that is written down, and
// the program goes on.

import type { StoreApi } from 'zustand/vanilla'
import type { Log } from './log.ts'
import type { Clock } from './timing/clock.ts'

/** Makes a listener that never throws of one that may, or that may reject. `what` names it in the log. */
export type Guard = <Args extends unknown[]>(
  what: string,
  listener: (...args: Args) => unknown,
) => (...args: Args) => void

export const createGuard =
  (log: Pick<Log, 'error'>): Guard =>
  (what, listener) =>
  (...args) => {
    const fail = (error: unknown) => log.error(`${what} failed; the program goes on`, error)
    try {
      const outcome = listener(...args)
      if (outcome instanceof Promise) outcome.catch(fail)
    } catch (error) {
      fail(error)
    }
  }

/** The same store. A subscriber that throws neither keeps the others from hearing nor fails whoever set the state. */
export const guardedStore = <State>(store: StoreApi<State>, guard: Guard): StoreApi<State> => ({
  ...store,
  subscribe: (listener) => store.subscribe(guard('A subscriber of the state', listener)),
})

/** The same clock. A timer whose act throws has run. */
export const guardedClock = (clock: Clock, guard: Guard): Clock => ({
  ...clock,
  after: (delayMs, act) => clock.after(delayMs, guard('A timer', act)),
})
