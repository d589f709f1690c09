// safeStorage, its async methods: a keyring that lives in the profile and may be locked or missing.
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import type { Desktop, KeyringState } from '../desktop/desktop.ts'
import { isLinux, type SystemName } from '../desktop/system.ts'
import type { World } from '../desktop/world.ts'
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
const notDecrypted = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'

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

/** Linux: Chromium names a backend by the desktop, whatever really encrypts (docs: safe-storage, "getSelectedStorageBackend"). */
const backendOn = {
  'gnome-wayland': 'gnome_libsecret',
  'gnome-x11': 'gnome_libsecret',
  kde: 'kwallet6',
  sway: 'basic_text',
} as const

const temporarily = 'safeStorage.decryptStringAsync is temporarily unavailable. Please try again.'

/**
 * `said`: the system whose ways it has. There the key is fetched once, with the first use, and what happens to the keyring
 * afterwards changes nothing (shell/browser/api/electron_api_safe_storage.cc). null: a keyring that the app sees change.
 */
export function createSafeStorage(
  world: Pick<World, 'profile'>,
  desktop: Desktop,
  isReady: () => boolean,
  said: SystemName | null = null,
) {
  /** macOS and Windows have one key alone, whose mark is that of Linux' fallback. */
  const hasFallback = said === null || isLinux(said)
  let fetched: KeyringState | null = null

  function stateNow(): KeyringState {
    if (said === null) return desktop.keyring
    fetched ??= desktop.keyring
    return fetched
  }
  function assertReady() {
    if (!isReady()) throw new Error('safeStorage cannot be used before app is ready')
  }
  function notOpen(state: KeyringState): Error {
    if (said === null) {
      const what = state === 'locked' ? 'locked' : 'missing'
      return new Error(`Encryption is temporarily unavailable: the keyring is ${what}`)
    }
    return new Error(state === 'locked' ? temporarily : notDecrypted)
  }
  /** Which key encrypts now, by its mark. */
  function markNow(): string {
    const state = stateNow()
    if (!hasFallback) return FALLBACK
    if (said === null) return state === 'fallback' ? FALLBACK : KEYRING
    return state === 'unlocked' ? KEYRING : FALLBACK
  }
  function keyFor(mark: string): Buffer {
    const state = stateNow()
    if (mark === FALLBACK && hasFallback) return fallbackKey
    if (mark !== (hasFallback ? KEYRING : FALLBACK)) {
      throw new Error(said === null ? `${notDecrypted} It was not made by safeStorage` : notDecrypted)
    }
    if (state === 'unlocked') return keyringKey(world.profile)
    throw notOpen(state)
  }

  const members = {
    async isAsyncEncryptionAvailable() {
      if (!isReady()) return false
      const state = stateNow()
      return said !== null || state !== 'locked'
    },
    async encryptStringAsync(text) {
      assertReady()
      const mark = markNow()
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(mark), nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from(mark), nonce, sealed, cipher.getAuthTag()])
    },
    async decryptStringAsync(encrypted) {
      assertReady()
      if (!Buffer.isBuffer(encrypted)) {
        throw new Error('Expected the first argument of decryptStringAsync() to be a buffer')
      }
      if (encrypted.length === 0) return { result: '', shouldReEncrypt: false }
      if (desktop.keyringFails) throw new Error(temporarily)
      const mark = encrypted.subarray(0, PREFIX_BYTES).toString('latin1')
      const key = keyFor(mark)
      const sealedFrom = PREFIX_BYTES + NONCE_BYTES
      if (encrypted.length < sealedFrom + TAG_BYTES) throw new Error(notDecrypted)
      const opener = createDecipheriv('aes-256-gcm', key, encrypted.subarray(PREFIX_BYTES, sealedFrom))
      opener.setAuthTag(encrypted.subarray(-TAG_BYTES))
      const opened = [opener.update(encrypted.subarray(sealedFrom, -TAG_BYTES)), opener.final()]
      return {
        result: Buffer.concat(opened).toString('utf8'),
        shouldReEncrypt: hasFallback && mark === FALLBACK && stateNow() === 'unlocked',
      }
    },
    getSelectedStorageBackend() {
      if (!isReady()) return 'unknown'
      if (said !== null && isLinux(said)) return backendOn[said]
      return desktop.keyring === 'fallback' ? 'basic_text' : 'gnome_libsecret'
    },
  } satisfies Pick<SafeStorage, Used>
  if (!hasFallback) Reflect.set(members, 'getSelectedStorageBackend', undefined)
  return loud('safeStorage', members)
}
