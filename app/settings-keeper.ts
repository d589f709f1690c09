// Writes down what changed in the settings while nobody waits for it.
import type { Settings } from './settings.ts'
import type { AppStore } from './state.ts'
import type { Log } from './storage/log.ts'

export interface SettingsKeeperParts {
  store: AppStore
  /** Throws when the disk is full or read-only. */
  saveSettings: (change: Partial<Settings>) => Settings
  log: Pick<Log, 'warn'>
}

/** Puts a change into the state and on the disk; on a full disk it counts for this run alone. */
export const settingsKeeper =
  ({ store, saveSettings, log }: SettingsKeeperParts) =>
  (change: Partial<Settings>): void => {
    try {
      store.setState({ settings: saveSettings(change) })
    } catch (error) {
      log.warn('The settings were not written', error)
      store.setState(({ settings }) => ({ settings: { ...settings, ...change } }))
    }
  }
