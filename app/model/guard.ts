// Wraps listeners that others call: Electron ends the program when a listener throws. A guarded listener logs the error
// instead, and the program goes on.

import type { StoreApi } from 'zustand/vanilla'
import type { Log } from './log.ts'
import type { Clock } from './timing/clock.ts'

/** Wraps a listener so that it never throws; an exception or a rejection is logged. `what` names the listener in the log. */
export type Guard = <Args extends unknown[]>(
  what: string,
  listener: (...args: Args) => unknown,
) => (...args: Args) => void

export const createGuard =
  (log: Pick<Log, 'error'>): Guard =>
  (what, listener) =>
  (...args) => {
    const logError = (error: unknown) => log.error(`${what} failed; the program goes on`, error)
    try {
      const outcome = listener(...args)
      if (outcome instanceof Promise) outcome.catch(logError)
    } catch (error) {
      logError(error)
    }
  }

/**
 * Calls `act` at once. Resolves when it has ended; an exception or a rejection is logged before. `what` names it in the log.
 */
export async function endOf(guard: Guard, what: string, act: () => unknown): Promise<void> {
  try {
    await act()
  } catch (error) {
    guard(what, () => {
      throw error
    })()
  }
}

/** The store with guarded subscribers: if one throws, the others are still called and setState does not throw. */
export const guardedStore = <State>(store: StoreApi<State>, guard: Guard): StoreApi<State> => ({
  ...store,
  subscribe: (listener) => store.subscribe(guard('A subscriber of the state', listener)),
})

/** The clock with guarded timers. */
export const guardedClock = (clock: Clock, guard: Guard): Clock => ({
  ...clock,
  after: (delayMs, act) => clock.after(delayMs, guard('A timer', act)),
})
