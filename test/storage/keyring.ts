// A keyring for tests.
import type { Keyring } from '../../app/storage/keyring-encryption.ts'

/** MSAL's cache with one token. */
export const cacheOf = (secret: string) => JSON.stringify({ Account: {}, RefreshToken: { one: { secret } } })

/** `compiled-key`: it reports that it can encrypt, but has only the key that is compiled into Chromium. */
export type KeyringState = 'unlocked' | 'locked' | 'compiled-key'

export interface KeyringMoment {
  now: KeyringState
  /** Differs between computers. */
  key?: string
  /** The keyring's key has changed, so the text should be encrypted again. */
  isKeyOld?: boolean
  /** The prefix of encrypted texts, by default "v11". */
  mark?: string
}

/** A keyring whose encryption reverses the text. */
export function keyringIn(state: KeyringMoment): Keyring {
  const reversed = (text: string) => [...text].reverse().join('')
  const mark = () => `${state.now === 'compiled-key' ? 'v10' : (state.mark ?? 'v11')}${state.key ?? 'a'}`
  const guard = () => {
    if (state.now === 'locked') throw new Error('the keyring is locked')
  }
  return {
    isAsyncEncryptionAvailable: async () => state.now !== 'locked',
    async encryptStringAsync(text) {
      guard()
      return Buffer.from(mark() + reversed(text))
    },
    async decryptStringAsync(bytes) {
      guard()
      const text = bytes.toString()
      if (!text.startsWith(mark())) throw new Error('not encrypted with this key')
      return { result: reversed(text.slice(mark().length)), shouldReEncrypt: state.isKeyOld ?? false }
    },
  }
}
