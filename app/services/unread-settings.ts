// Settings that could not be read: said in the window until the person has seen it or has made new ones.
import { join } from 'node:path'
import type { Log } from '../model/log.ts'
import type { AppStore } from '../model/state.ts'
import type { SettingsFile } from '../storage/settings-file.ts'

export interface UnreadSettingsParts {
  store: AppStore
  settingsFile: Pick<SettingsFile, 'unread' | 'write'>
  /** Where the settings are. */
  folder: string
  showFile: (path: string) => Promise<void>
  log: Pick<Log, 'warn'>
}

export interface UnreadSettingsNotice {
  wishes: {
    /** In the system's file manager. */
    showUnreadSettings(): Promise<void>
    dismissUnreadSettings(): void
  }
  /** The person has changed a setting, and it is on the disk. */
  changed(): void
}

export function createUnreadSettings(parts: UnreadSettingsParts): UnreadSettingsNotice {
  const { store, settingsFile, folder, showFile, log } = parts
  const wishes = {
    async showUnreadSettings() {
      const { unreadSettings } = store.getState()
      if (unreadSettings) await showFile(join(folder, unreadSettings.name))
    },
    dismissUnreadSettings() {
      store.setState({ unreadSettings: null })
      try {
        // Else the next start would find the same file, and say the same.
        settingsFile.write({})
      } catch (error) {
        log.warn('The settings are left as they are', error)
      }
    },
  }
  return {
    wishes,
    changed: () => store.setState({ unreadSettings: settingsFile.unread() }),
  }
}
