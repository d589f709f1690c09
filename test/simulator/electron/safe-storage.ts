// safeStorage, its async methods: a keyring that lives in the profile and may be locked or missing.
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import type { Desktop } from '../desktop.ts'
import type { World } from '../world.ts'
import { loud } from './loud.ts'

type Used =
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'

// Chromium's marks: v10 is the key written in its source, v11 the one from the keyring.
const FALLBACK = 'v10'
const KEYRING = 'v11'
const fallbackKey = createHash('sha256').update('no secret at all').digest()
const PREFIX_BYTES = 3
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The keyring's key: made at first use, whole or not at all, the same at the next start. */
function keyringKey(profile: string): Buffer {
  const path = join(profile, 'simulated-keyring')
  if (!existsSync(path)) {
    const draft = `${path}.${randomUUID()}`
    writeFileSync(draft, randomBytes(32), { mode: 0o600 })
    try {
      linkSync(draft, path)
    } finally {
      rmSync(draft)
    }
  }
  return readFileSync(path)
}

export function createSafeStorage(world: Pick<World, 'profile'>, desktop: Desktop, isReady: () => boolean) {
  function keyFor(prefix: string): Buffer {
    if (!isReady()) throw new Error('safeStorage cannot be used before app is ready')
    if (prefix === FALLBACK) return fallbackKey
    if (prefix !== KEYRING) throw new Error('Error while decrypting the ciphertext: not made by safeStorage')
    if (desktop.keyring === 'unlocked') return keyringKey(world.profile)
    throw new Error(
      `Encryption is temporarily unavailable: the keyring is ${desktop.keyring === 'locked' ? 'locked' : 'missing'}`,
    )
  }

  return loud('safeStorage', {
    isAsyncEncryptionAvailable: async () => isReady() && desktop.keyring !== 'locked',
    async encryptStringAsync(text) {
      const prefix = desktop.keyring === 'fallback' ? FALLBACK : KEYRING
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(prefix), nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from(prefix), nonce, sealed, cipher.getAuthTag()])
    },
    async decryptStringAsync(encrypted) {
      const prefix = encrypted.subarray(0, PREFIX_BYTES).toString('latin1')
      const key = keyFor(prefix)
      if (encrypted.length < PREFIX_BYTES + NONCE_BYTES + TAG_BYTES) {
        throw new Error('Error while decrypting the ciphertext: too short')
      }
      const sealedFrom = PREFIX_BYTES + NONCE_BYTES
      const opener = createDecipheriv('aes-256-gcm', key, encrypted.subarray(PREFIX_BYTES, sealedFrom))
      opener.setAuthTag(encrypted.subarray(-TAG_BYTES))
      const opened = [opener.update(encrypted.subarray(sealedFrom, -TAG_BYTES)), opener.final()]
      return {
        result: Buffer.concat(opened).toString('utf8'),
        shouldReEncrypt: prefix === FALLBACK && desktop.keyring === 'unlocked',
      }
    },
    getSelectedStorageBackend() {
      if (!isReady()) return 'unknown'
      return desktop.keyring === 'fallback' ? 'basic_text' : 'gnome_libsecret'
    },
  } satisfies Pick<SafeStorage, Used>)
}
