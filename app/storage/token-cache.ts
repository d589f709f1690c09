// The token cache on disk: MSAL's JSON, encrypted by the system's keyring, or only in memory where there is none.
import type { SafeStorage } from 'electron'
import { z } from 'zod'
import type { TokenCache, TokenReading } from '../microsoft/sign-in.ts'
import type { Log } from './log.ts'
import { NoFileOfOurs, readBytesNow } from './reading.ts'
import { removeNow, setAsideNow, writeWholeNow } from './whole-file.ts'

export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

export interface TokenCacheParts {
  path: string
  keyring: Keyring
  platform: NodeJS.Platform
  nowMs: () => number
  /** Told of a full disk or a keyring that refuses: the program goes on without. */
  log: Pick<Log, 'warn'>
}

/** Chromium's mark on a text encrypted with the key that is compiled into it: no protection at all (OSCrypt, Linux). */
const COMPILED_KEY_MARK = 'v10'

/** MSAL's serialised cache: sections of entities. What is in an entity is MSAL's business. */
const msalCacheSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))

export function createTokenCache({ path, keyring, platform, nowMs, log }: TokenCacheParts): TokenCache {
  /** What a fallback without a keyring keeps for this run; it never reaches the disk. */
  let inMemory: string | null = null
  let writing: Promise<unknown> = Promise.resolve()

  /**
   * Encrypts something worthless to learn what the keyring is worth. On Linux it may say that encryption is available
   * and have only the compiled key (safeStorage, "getSelectedStorageBackend").
   */
  async function protection(): Promise<'keyring' | 'compiled-key' | 'none'> {
    try {
      if (!(await keyring.isAsyncEncryptionAvailable())) return 'none'
      const sample = await keyring.encryptStringAsync('tally light')
      if (platform !== 'linux') return 'keyring'
      const compiled =
        keyring.getSelectedStorageBackend() === 'basic_text' ||
        sample.subarray(0, 3).toString('latin1') === COMPILED_KEY_MARK
      return compiled ? 'compiled-key' : 'keyring'
    } catch (error) {
      log.warn('The keyring did not encrypt', error)
      return 'none'
    }
  }

  function unreadable(): TokenReading {
    return { kind: 'unreadable', keptAs: setAsideNow(path, nowMs()) }
  }

  async function write(json: string) {
    inMemory = json
    if ((await protection()) !== 'keyring') return
    try {
      writeWholeNow(path, await keyring.encryptStringAsync(json))
    } catch (error) {
      log.warn('The token cache was not written', error)
    }
  }

  return {
    async read() {
      if (inMemory !== null) return { kind: 'tokens', json: inMemory }
      let bytes: Buffer | null
      try {
        bytes = readBytesNow(path)
      } catch (error) {
        if (error instanceof NoFileOfOurs) return unreadable()
        throw error
      }
      if (!bytes) return { kind: 'empty' }
      // What is on the disk was written with a keyring. A refusal may mean that it is locked or not running, or that
      // the file is of another computer; only the first is worth waiting for.
      if ((await protection()) !== 'keyring') return { kind: 'locked' }
      try {
        const { result, shouldReEncrypt } = await keyring.decryptStringAsync(bytes)
        msalCacheSchema.parse(JSON.parse(result))
        if (shouldReEncrypt) await this.write(result)
        return { kind: 'tokens', json: result }
      } catch (error) {
        log.warn('The token cache could not be read', error)
        return unreadable()
      }
    },
    write(json) {
      // One after the other: an older cache must never land on a newer one.
      writing = writing.then(() => write(json))
      return writing.then(() => {})
    },
    async forget() {
      inMemory = null
      await writing
      removeNow(path)
    },
    keptIn: async () => ((await protection()) === 'keyring' ? 'keyring' : 'memory'),
  }
}
