// Start at login in the state: read anew whenever it may be looked at, and after every change.
import { isDeepStrictEqual } from 'node:util'
import type { Log } from '../model/log.ts'
import { type LoginItem, startsSomething } from '../model/login-start.ts'
import type { Signal } from '../model/signal.ts'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'

/** A menu does not say on every system that it opens: what it shows is at most so old. */
const LOOK_AGAIN_MS = 60_000

export interface StartAtLogin {
  /** Repairs the entry where the system needs it, then reads it regularly. Never rejects. */
  start(): Promise<void>
  stop(): void
  /** The window is shown, say. */
  signal(signal: Signal): void
  /** Resolves to whether it came so. Rejects when the system does not let it be changed. */
  set(on: boolean): Promise<boolean>
}

export interface StartAtLoginParts {
  store: AccountStore
  loginItem: LoginItem
  clock: Clock
  log: Pick<Log, 'warn'>
}

export function createStartAtLogin({ store, loginItem, clock, log }: StartAtLoginParts): StartAtLogin {
  let cancelLook = () => {}
  let stopHearing = () => {}

  async function look() {
    try {
      const openAtLogin = await loginItem.read()
      if (!isDeepStrictEqual(openAtLogin, store.getState().openAtLogin)) store.setState({ openAtLogin })
    } catch (error) {
      log.warn('What the next login does could not be read', error)
    }
  }

  async function keepLooking() {
    cancelLook = clock.after(LOOK_AGAIN_MS, keepLooking)
    await look()
  }

  return {
    async start() {
      try {
        await loginItem.repair?.()
      } catch (error) {
        log.warn('The entry for start at login could not be repaired', error)
      }
      stopHearing = store.subscribe(({ page }, before) => {
        if (page === 'settings' && before.page !== 'settings') void look()
      })
      await keepLooking()
    },
    stop() {
      stopHearing()
      cancelLook()
    },
    signal(signal) {
      if (signal === 'window-shown') void look()
    },
    async set(on) {
      // A menu's checkbox turns by itself when it is clicked: only from there can the state turn it back.
      store.setState({ openAtLogin: { kind: on ? 'on' : 'off' } })
      try {
        await loginItem.set(on)
      } finally {
        // What the system says counts, not what was asked for.
        await look()
      }
      return startsSomething(store.getState().openAtLogin) === on
    },
  }
}
