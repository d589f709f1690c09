// Writes down what changed in the settings while nobody waits for it.

import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'
import type { AppStore } from '../model/state.ts'

export interface SettingsKeeperParts {
  store: AppStore
  /** Throws when the disk is full or read-only; what is owed is then written with the next change. */
  saveSettings: (change: Partial<Settings>, whenRefused: 'owe') => Settings
  log: Pick<Log, 'warn'>
}

/** Puts a change into the state and on the disk; on a full disk it counts all the same, and is written later. */
export const settingsKeeper =
  ({ store, saveSettings, log }: SettingsKeeperParts) =>
  (change: Partial<Settings>): void => {
    try {
      store.setState({ settings: saveSettings(change, 'owe') })
    } catch (error) {
      log.warn('The settings were not written', error)
      store.setState(({ settings }) => ({ settings: { ...settings, ...change } }))
    }
  }
