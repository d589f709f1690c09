// Owns the settings: reads and writes the file, applies the policy, and puts the result into the state for all others.
import { join } from 'node:path'
import type { Log } from '../model/log.ts'
import type { Settings, SomeSettings } from '../model/settings.ts'
import { languageInUse, type SharedStore } from '../model/state.ts'
import type { FoundPolicy } from '../storage/policy-file.ts'
import type { SettingsFile } from '../storage/settings-file.ts'
import { managedBy, managedFile } from './managed-settings.ts'

export interface SettingsOwner {
  /** For a change by the user. Throws without a change if the disk is full or read-only. */
  change(change: SomeSettings): void
  /**
   * For a change by the program itself. On a full disk it applies in memory, and is written with the next change. Never
   * throws.
   */
  remember(change: Partial<Settings>): void
  /** The path of the settings that could not be read, or null. */
  unreadPath(): string | null
  /** The user has dismissed the message about unreadable settings. Never throws. */
  dismissUnread(): void
}

export interface SettingsParts {
  store: SharedStore
  /** The folder of the file. */
  folder: string
  /** The user's own settings, without the policy. */
  file: SettingsFile
  policy: FoundPolicy
  /** Such as "ru-RU". */
  systemLanguages: readonly string[]
  log: Pick<Log, 'info' | 'warn'>
}

/** Also reads the settings into the state. */
export function createSettings(parts: SettingsParts): SettingsOwner {
  const { store, folder, file: ownFile, policy, systemLanguages, log } = parts
  const { read } = policy
  const file = read.kind === 'policy' ? managedFile(ownFile, read.policy) : ownFile
  const managed = managedBy(policy)
  // Only the names, never the values.
  if (managed.fields.length > 0) log.info(`Managed: ${managed.fields.join(', ')}`)
  if (managed.problem) log.warn('The policy file is ignored', managed.problem)

  const applied = (settings: Settings) => ({ settings, language: languageInUse(settings, systemLanguages) })
  store.setState({ ...applied(file.read()), managed, unreadSettings: file.unread() })

  return {
    change(change) {
      store.setState({ ...applied(file.write(change)), unreadSettings: file.unread() })
    },
    remember(change) {
      try {
        store.setState(applied(file.write(change, 'retry-later')))
      } catch (error) {
        log.warn('The settings were not written', error)
        store.setState(({ settings }) => ({ settings: { ...settings, ...change } }))
      }
    },
    unreadPath() {
      const { unreadSettings } = store.getState()
      return unreadSettings && join(folder, unreadSettings.name)
    },
    dismissUnread() {
      store.setState({ unreadSettings: null })
      try {
        // Otherwise the next start finds the same file and shows the same message.
        file.write({})
      } catch (error) {
        log.warn('The settings are left as they are', error)
      }
    },
  }
}
