// A keyring for tests.
import type { Keyring } from '../../app/storage/token-encryption.ts'

/** MSAL's cache with one token. */
export const cacheOf = (secret: string) => JSON.stringify({ Account: {}, RefreshToken: { one: { secret } } })

/** `compiled-key`: it claims to encrypt, and has only the key that is compiled into Chromium. */
export type KeyringState = 'unlocked' | 'locked' | 'compiled-key'

export interface KeyringMoment {
  now: KeyringState
  /** Differs between computers. */
  key?: string
  worn?: boolean
  /** The prefix of its texts, "v11", unless it has only the compiled key. */
  mark?: string
}

/** A keyring that swaps letters, and can be locked or missing. */
export function keyringIn(state: KeyringMoment): Keyring {
  const turned = (text: string) => [...text].reverse().join('')
  const mark = () => `${state.now === 'compiled-key' ? 'v10' : (state.mark ?? 'v11')}${state.key ?? 'a'}`
  const guard = () => {
    if (state.now === 'locked') throw new Error('the keyring is locked')
  }
  return {
    isAsyncEncryptionAvailable: async () => state.now !== 'locked',
    async encryptStringAsync(text) {
      guard()
      return Buffer.from(mark() + turned(text))
    },
    async decryptStringAsync(bytes) {
      guard()
      const text = bytes.toString()
      if (!text.startsWith(mark())) throw new Error('not encrypted with this key')
      return { result: turned(text.slice(mark().length)), shouldReEncrypt: state.worn ?? false }
    },
  }
}
