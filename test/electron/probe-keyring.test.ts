import type { SafeStorage } from 'electron'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createDesktop } from '../../simulator/desktop/desktop.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createKeyring } from './probe-keyring.ts'

/** A system keyring that differs from the simulator's. */
const real = z.custom<SafeStorage>().parse({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => Buffer.from(`real ${text}`),
  decryptStringAsync: async (bytes: Buffer) => ({
    result: bytes.toString().slice(5),
    shouldReEncrypt: false,
  }),
})

async function keyringOn(platform: NodeJS.Platform) {
  const desktop = createDesktop('unlocked')
  const profile = await temporaryFolder()
  return { desktop, keyring: createKeyring({ real, profile, desktop, isReady: () => true, platform }) }
}

test.each(['win32', 'darwin'] as const)(
  '%s: uses the system’s keyring, and the simulator’s while the desktop has it as locked',
  async (platform) => {
    const { desktop, keyring } = await keyringOn(platform)
    const kept = await keyring.encryptStringAsync('tokens')
    expect(kept.toString()).toBe('real tokens')
    desktop.keyring = 'locked'
    expect(await keyring.isAsyncEncryptionAvailable()).toBe(false)
    await expect(keyring.decryptStringAsync(kept)).rejects.toThrow()
    desktop.keyring = 'unlocked'
    expect((await keyring.decryptStringAsync(kept)).result).toBe('tokens')
  },
)

test('linux: uses the simulator’s keyring, or none if the desktop has none', async () => {
  const { desktop, keyring } = await keyringOn('linux')
  const kept = await keyring.encryptStringAsync('tokens')
  expect(kept.subarray(0, 3).toString()).toBe('v11')
  expect((await keyring.decryptStringAsync(kept)).result).toBe('tokens')
  desktop.keyring = 'fallback'
  expect(keyring.getSelectedStorageBackend()).toBe('basic_text')
  expect((await keyring.encryptStringAsync('tokens')).subarray(0, 3).toString()).toBe('v10')
})
