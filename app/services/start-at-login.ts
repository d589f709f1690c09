// Keeps start at login in the state: reads it from the system before it may be shown, and after each change.
import { isDeepStrictEqual } from 'node:util'
import type { Log } from '../model/log.ts'
import type { LoginItem } from '../model/login-start.ts'
import type { Signal } from '../model/signal.ts'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'

/** Not every system reports that the menu opens, so its checkbox may be this old. */
const READ_AGAIN_MS = 60_000

export interface StartAtLogin {
  /** Repairs the entry where the system needs it, then reads it regularly. Never rejects. */
  start(): Promise<void>
  stop(): void
  signal(signal: Signal): void
  /** Afterwards the state has what the system says, which may differ. Rejects if the system refuses. */
  set(on: boolean): Promise<void>
}

export interface StartAtLoginParts {
  store: AccountStore
  loginItem: LoginItem
  clock: Clock
  log: Pick<Log, 'warn'>
}

export function createStartAtLogin({ store, loginItem, clock, log }: StartAtLoginParts): StartAtLogin {
  let cancelRead = () => {}
  let unsubscribe = () => {}

  async function read() {
    try {
      const openAtLogin = await loginItem.read()
      if (!isDeepStrictEqual(openAtLogin, store.getState().openAtLogin)) store.setState({ openAtLogin })
    } catch (error) {
      log.warn('Start at login could not be read', error)
    }
  }

  async function readRegularly() {
    cancelRead = clock.after(READ_AGAIN_MS, readRegularly)
    await read()
  }

  return {
    async start() {
      try {
        await loginItem.repair?.()
      } catch (error) {
        log.warn('The entry for start at login could not be repaired', error)
      }
      unsubscribe = store.subscribe(({ page, settingsPage }, before) => {
        const isNew = before.page !== page || before.settingsPage !== settingsPage
        if (page === 'settings' && isNew) void read()
      })
      await readRegularly()
    },
    stop() {
      unsubscribe()
      cancelRead()
    },
    signal(signal) {
      if (signal === 'window-shown') void read()
    },
    async set(on) {
      try {
        await loginItem.set(on)
      } finally {
        await read()
      }
      // Neither macOS nor Windows reports a failure (browser_mac.mm, browser_win.cc).
      const { kind } = store.getState().openAtLogin
      if (kind === (on ? 'off' : 'on')) throw new Error(`still ${kind}`)
    },
  }
}
