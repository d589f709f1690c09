// The one owner of the settings: what is on the disk, under the policy, is in the state. Everybody else reads the state.
import { join } from 'node:path'
import type { Log } from '../model/log.ts'
import type { Settings, SomeSettings } from '../model/settings.ts'
import { type AccountStore, languageInUse } from '../model/state.ts'
import type { FoundPolicy } from '../storage/policy-file.ts'
import type { SettingsFile } from '../storage/settings-file.ts'
import { managedBy, managedFile } from './managed-settings.ts'

export interface SettingsOwner {
  /** What a person chose. Throws when the disk is full or read-only, and nothing has changed then. */
  change(change: SomeSettings): void
  /**
   * What the program keeps by itself while nobody waits for it. On a full disk it counts all the same, and is written
   * with the next change that the disk takes. Never throws.
   */
  remember(change: Partial<Settings>): void
  /** Where what could not be read is; null where there is nothing to say. */
  unreadPath(): string | null
  /** The person has seen that the settings could not be read. Never throws. */
  dismissUnread(): void
}

export interface SettingsParts {
  store: AccountStore
  /** Where the file is. */
  folder: string
  /** The person's own, without the policy. */
  file: SettingsFile
  policy: FoundPolicy
  /** As in "ru-RU". */
  systemLocale: string
  log: Pick<Log, 'info' | 'warn'>
}

/** Reads them into the state. */
export function createSettings(parts: SettingsParts): SettingsOwner {
  const { store, folder, file: ownFile, policy, systemLocale, log } = parts
  const { read } = policy
  const file = read.kind === 'policy' ? managedFile(ownFile, read.policy) : ownFile
  const managed = managedBy(policy)
  // The names of what is set, never the values.
  if (managed.fields.length > 0) log.info(`Managed: ${managed.fields.join(', ')}`)
  if (managed.problem) log.warn('Nothing of the policy file counts', managed.problem)

  const inUse = (settings: Settings) => ({ settings, language: languageInUse(settings, systemLocale) })
  store.setState({ ...inUse(file.read()), managed, unreadSettings: file.unread() })

  return {
    change(change) {
      store.setState({ ...inUse(file.write(change)), unreadSettings: file.unread() })
    },
    remember(change) {
      try {
        store.setState(inUse(file.write(change, 'owe')))
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
        // Otherwise the next start finds the same file, and says the same.
        file.write({})
      } catch (error) {
        log.warn('The settings are left as they are', error)
      }
    },
  }
}
