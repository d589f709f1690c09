// Encrypts and decrypts texts with the system's keyring. Each call has a time limit, so that a keyring that
// hangs does not block a check or a sign-out.
import type { SafeStorage } from 'electron'
import type { Clock } from '../model/timing/clock.ts'

export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>

/**
 * Chromium's mark on text encrypted with the key that is compiled into it, which protects nothing on Linux
 * (components/os_crypt/async/browser: posix_key_provider.cc). "v11" is the key of KWallet or the Secret Service, "v12"
 * that of the Secret portal. The name of the backend (getSelectedStorageBackend) does not tell: it depends on the name
 * of the desktop, but the Secret Service is also used on desktops without a name (freedesktop_secret_key_provider.cc).
 */
const COMPILED_KEY_MARK = 'v10'
/** The error of decryptStringAsync when its process could not get the key (electron_api_safe_storage.cc). */
const UNAVAILABLE = /temporarily unavailable/i

/**
 * Less than reading the stored account may take (stored-account.ts), so that the keyring is reported as the cause. If the
 * system is asking for the keyring's password, the next call can get the key.
 */
const LONGEST_CALL_MS = 20_000

type Encryption =
  | { kind: 'encrypted'; bytes: Buffer }
  /** No keyring encrypts: it is locked, not running, or only the compiled key is available. */
  | { kind: 'locked' }
  /** The keyring did not answer in time. */
  | { kind: 'silent' }

export type Decryption =
  /** `isKeyOld`: the text should be encrypted again with the keyring's new key. */
  | { kind: 'decrypted'; text: string; isKeyOld: boolean }
  | { kind: 'locked' | 'silent' | 'unreadable'; error: unknown }

export interface KeyringEncryptionParts {
  keyring: Keyring
  platform: NodeJS.Platform
  clock: Pick<Clock, 'after'>
  /** The keyring threw while encrypting. */
  onError: (error: unknown) => void
}

export function createKeyringEncryption(parts: KeyringEncryptionParts) {
  const { platform, onError } = parts
  const keyring = keyringInTime(parts.keyring, parts.clock)

  /** Never rejects. */
  async function encrypt(text: string): Promise<Encryption> {
    try {
      if (!(await keyring.isAsyncEncryptionAvailable())) return { kind: 'locked' }
      const bytes = await keyring.encryptStringAsync(text)
      // Linux may report encryption as available with the compiled key alone.
      const isProtected = platform !== 'linux' || markOf(bytes) !== COMPILED_KEY_MARK
      return isProtected ? { kind: 'encrypted', bytes } : { kind: 'locked' }
    } catch (error) {
      onError(error)
      return { kind: error instanceof KeyringSilent ? 'silent' : 'locked' }
    }
  }

  return {
    encrypt,
    /** Never rejects. */
    async decrypt(bytes: Buffer): Promise<Decryption> {
      try {
        const { result, shouldReEncrypt } = await keyring.decryptStringAsync(bytes)
        return { kind: 'decrypted', text: result, isKeyOld: shouldReEncrypt }
      } catch (error) {
        if (error instanceof KeyringSilent) return { kind: 'silent', error }
        return { kind: UNAVAILABLE.test(String(error)) ? 'locked' : 'unreadable', error }
      }
    },
    /** What `encrypt` would answer, found by encrypting a sample. Never rejects. */
    probe: async () => (await encrypt('tally light')).kind,
  }
}

const markOf = (encrypted: Buffer) => encrypted.subarray(0, 3).toString('latin1')

/** The error of a call that did not answer within LONGEST_CALL_MS. It says nothing about the keyring's content. */
class KeyringSilent extends Error {
  override name = 'KeyringSilent'
}

function keyringInTime(keyring: Keyring, clock: Pick<Clock, 'after'>): Keyring {
  const inTime = <Value>(call: () => Promise<Value>) =>
    new Promise<Value>((resolve, reject) => {
      const cancel = clock.after(LONGEST_CALL_MS, () => reject(new KeyringSilent('no answer')))
      call().then(resolve, reject).finally(cancel)
    })
  return {
    isAsyncEncryptionAvailable: () => inTime(() => keyring.isAsyncEncryptionAvailable()),
    encryptStringAsync: (text) => inTime(() => keyring.encryptStringAsync(text)),
    decryptStringAsync: (bytes) => inTime(() => keyring.decryptStringAsync(bytes)),
  }
}
