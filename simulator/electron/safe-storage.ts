// safeStorage: the async methods, with a keyring that is stored in the profile and can be locked or missing.
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import type { Desktop, KeyringState } from '../desktop/desktop.ts'
import type { Simulation } from '../desktop/simulation.ts'
import { isLinux, type SystemName } from '../desktop/system.ts'
import { strictMembers } from './strict-members.ts'

type Used =
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'

// Chromium's prefixes: v10 is the key in its source code, v11 the key from the keyring.
const FALLBACK = 'v10'
const KEYRING = 'v11'
const fallbackKey = createHash('sha256').update('no secret at all').digest()
const PREFIX_BYTES = 3
const NONCE_BYTES = 12
const TAG_BYTES = 16
const notDecrypted = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'

/** The keyring's key: created atomically at first use, and kept for the next start. */
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

/** Linux: Chromium names the backend after the desktop, whatever encrypts (docs: safe-storage, "getSelectedStorageBackend"). */
const backendOn = {
  'gnome-wayland': 'gnome_libsecret',
  'gnome-x11': 'gnome_libsecret',
  kde: 'kwallet6',
  sway: 'basic_text',
} as const

const temporarily = 'safeStorage.decryptStringAsync is temporarily unavailable. Please try again.'

/**
 * `chosenSystem`: the system to simulate. Its key is fetched once, at the first use, so later changes of the keyring have no
 * effect (shell/browser/api/electron_api_safe_storage.cc). null: changes of the keyring have effect at once.
 */
export function createSafeStorage(
  simulation: Pick<Simulation, 'profile'>,
  desktop: Desktop,
  isReady: () => boolean,
  chosenSystem: SystemName | null = null,
) {
  /** macOS and Windows have only one key, with the prefix of the fallback on Linux. */
  const hasFallback = chosenSystem === null || isLinux(chosenSystem)
  let fetched: KeyringState | null = null

  function stateNow(): KeyringState {
    if (chosenSystem === null) return desktop.keyring
    fetched ??= desktop.keyring
    return fetched
  }
  function assertReady() {
    if (!isReady()) throw new Error('safeStorage cannot be used before app is ready')
  }
  function notOpen(state: KeyringState): Error {
    if (chosenSystem === null) {
      const what = state === 'locked' ? 'locked' : 'missing'
      return new Error(`Encryption is temporarily unavailable: the keyring is ${what}`)
    }
    return new Error(state === 'locked' ? temporarily : notDecrypted)
  }
  /** The prefix of the key that encrypts now. */
  function markNow(): string {
    const state = stateNow()
    if (!hasFallback) return FALLBACK
    if (chosenSystem === null) return state === 'fallback' ? FALLBACK : KEYRING
    return state === 'unlocked' ? KEYRING : FALLBACK
  }
  function keyFor(mark: string): Buffer {
    const state = stateNow()
    if (mark === FALLBACK && hasFallback) return fallbackKey
    if (mark !== (hasFallback ? KEYRING : FALLBACK)) {
      throw new Error(chosenSystem === null ? `${notDecrypted} It was not made by safeStorage` : notDecrypted)
    }
    if (state === 'unlocked') return keyringKey(simulation.profile)
    throw notOpen(state)
  }

  const members = {
    async isAsyncEncryptionAvailable() {
      if (!isReady()) return false
      const state = stateNow()
      return chosenSystem !== null || state !== 'locked'
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
      if (chosenSystem !== null && isLinux(chosenSystem)) return backendOn[chosenSystem]
      return desktop.keyring === 'fallback' ? 'basic_text' : 'gnome_libsecret'
    },
  } satisfies Pick<SafeStorage, Used>
  if (!hasFallback) Reflect.set(members, 'getSelectedStorageBackend', undefined)
  return strictMembers('safeStorage', members)
}
