// safeStorage: the system's keyring, or the simulator's while the desktop has it as locked or missing.
import type { SafeStorage } from 'electron'
import type { Desktop } from '../../simulator/desktop/desktop.ts'
import { createSafeStorage } from '../../simulator/electron/safe-storage.ts'
import { overlay } from './electron-overlay.ts'

export interface KeyringParts {
  real: SafeStorage
  profile: string
  desktop: Desktop
  isReady: () => boolean
  platform: NodeJS.Platform
}

/** On Linux always the simulator's: a test session has no keyring that can be unlocked. */
export function createKeyring({ real, profile, desktop, isReady, platform }: KeyringParts): SafeStorage {
  const standIn = createSafeStorage({ profile }, desktop, isReady)
  const now = () => (desktop.keyring === 'unlocked' && platform !== 'linux' ? real : standIn)
  return overlay(real, {
    isAsyncEncryptionAvailable: () => now().isAsyncEncryptionAvailable(),
    encryptStringAsync: (text) => now().encryptStringAsync(text),
    decryptStringAsync: (bytes) => now().decryptStringAsync(bytes),
    getSelectedStorageBackend: standIn.getSelectedStorageBackend,
  })
}
