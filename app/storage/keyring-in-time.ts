// The system's keyring, whose every call ends: one that hangs must not hold up a check or a sign-out.
import type { SafeStorage } from 'electron'
import type { Clock } from '../model/timing/clock.ts'

export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>

/**
 * Less than the look for the account may take (session.ts), so that the keyring is named as the cause. While the system
 * asks a person for the keyring's password nothing is lost by it: the key comes all the same, and the next call has it.
 */
const LONGEST_CALL_MS = 20_000

/** What was not answered within LONGEST_CALL_MS. Nothing is known of what is in the keyring then. */
export class KeyringSilent extends Error {
  override name = 'KeyringSilent'
}

export function keyringInTime(keyring: Keyring, clock: Pick<Clock, 'after'>): Keyring {
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
