// The token cache on disk: MSAL's JSON, encrypted by the system's keyring, or only in memory where there is none.
import { z } from 'zod'
import type { TokenCache, TokenReading, TokensKept } from '../microsoft/sign-in/sign-in.ts'
import type { Log } from '../model/log.ts'
import type { Clock } from '../model/timing/clock.ts'
import { type Keyring, KeyringSilent, keyringInTime } from './keyring-in-time.ts'
import { NoFileOfOurs } from './reading.ts'
import { openTokenFiles } from './token-files.ts'

export interface TokenCacheParts {
  path: string
  keyring: Keyring
  platform: NodeJS.Platform
  clock: Pick<Clock, 'nowMs' | 'after'>
  /** Told of a full disk or a keyring that refuses: the program goes on without. */
  log: Pick<Log, 'warn'>
}

/** A token cache that catches up with what the disk did not take, and tells how it stands. */
export interface StoredTokens extends TokenCache {
  /** The files that still hold the tokens of an account that was signed out. */
  left(): readonly string[]
  /** Calls `listener` each time it has caught up by itself. Returns what ends that. */
  subscribe(listener: () => void): () => void
  /** Tries once more, as far as that needs no waiting. No timer outlives this. */
  stop(): void
}

/**
 * Chromium's mark on a text encrypted with the key that is compiled into it, which on Linux is no protection at all
 * (components/os_crypt/async/browser: posix_key_provider.cc). "v11" is the key of KWallet or the Secret Service, "v12"
 * that of the Secret portal. The name of a backend (getSelectedStorageBackend) says nothing of it: it goes by the name
 * of the desktop, and the Secret Service is asked on those without a name too (freedesktop_secret_key_provider.cc).
 */
const COMPILED_KEY_MARK = 'v10'
/** What decryptStringAsync says of a key that its process could not have (electron_api_safe_storage.cc). */
const UNAVAILABLE = /temporarily unavailable/i

/** How soon what could not be written or removed is tried again, in ms: twice as long each time, up to these. */
const FIRST_RETRY_MS = 5000
/** No longer than from one check to the next. */
const LONGEST_DISK_RETRY_MS = 60_000
/** A keyring may ask the person for a password each time. */
const LONGEST_KEYRING_RETRY_MS = 10 * 60_000

/** MSAL's serialised cache: sections of entities. What is in an entity is MSAL's business. */
const msalCacheSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))

/** What the disk has not done yet. */
type Owed =
  /** `bytes`: encrypted, or null while the keyring does not do it. */
  { kind: 'tokens'; json: string; bytes: Buffer | null } | { kind: 'removal' }

export function createTokenCache({ path, platform, clock, log, ...parts }: TokenCacheParts): StoredTokens {
  const keyring = keyringInTime(parts.keyring, clock)
  const files = openTokenFiles(path)
  /** What this run keeps, whatever the disk does. */
  let inMemory: string | null = null
  let owed: Owed | null = null
  /** Of sign-outs and writes: what was read before one of them no longer counts. */
  let changes = 0
  let turn: Promise<unknown> = Promise.resolve()
  let retryMs = FIRST_RETRY_MS
  let cancelRetry = () => {}
  let stopped = false
  let warnedOf = ''
  const listeners = new Set<() => void>()

  /** One after the other: an older cache must never land on a newer one. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    const mine = turn.then(act)
    turn = mine.catch(() => {})
    return mine
  }

  /** Once for each trouble, not for each try. */
  function warn(what: string, error: unknown) {
    if (warnedOf !== what) log.warn(what, error)
    warnedOf = what
  }

  /** Null where no keyring encrypts. On Linux it may say that it can and have only the compiled key. */
  async function encrypted(text: string): Promise<Buffer | 'silent' | null> {
    try {
      if (!(await keyring.isAsyncEncryptionAvailable())) return null
      const bytes = await keyring.encryptStringAsync(text)
      return platform === 'linux' && markOf(bytes) === COMPILED_KEY_MARK ? null : bytes
    } catch (error) {
      warn('The keyring did not encrypt', error)
      return error instanceof KeyringSilent ? 'silent' : null
    }
  }

  /** Encrypts something worthless to learn what the keyring is worth. */
  async function protection(): Promise<'keyring' | 'silent' | 'none'> {
    const sample = await encrypted('tally light')
    if (sample === null) return 'none'
    return sample === 'silent' ? 'silent' : 'keyring'
  }

  /** Does what the disk takes of what is owed, without waiting for anything. */
  function catchUpNow() {
    if (owed?.kind === 'removal') {
      files.erase()
      if (files.left().length > 0) return warn('The tokens were not removed', files.left())
    } else if (owed?.bytes) {
      try {
        files.write(owed.bytes)
      } catch (error) {
        return warn('The token cache was not written', error)
      }
    } else return
    owed = null
    warnedOf = ''
  }

  async function catchUp() {
    cancelRetry()
    const before = owed
    if (before?.kind === 'tokens' && !before.bytes) {
      const bytes = await encrypted(before.json)
      // Newer tokens, or a sign-out, have a turn of their own.
      if (owed !== before) return
      owed = { ...before, bytes: bytes === 'silent' ? null : bytes }
    }
    catchUpNow()
    if (owed === null || stopped) return
    const longestMs = owed.kind === 'tokens' && !owed.bytes ? LONGEST_KEYRING_RETRY_MS : LONGEST_DISK_RETRY_MS
    cancelRetry = clock.after(Math.min(retryMs, longestMs), () => void inTurn(retry))
    retryMs = Math.min(retryMs * 2, longestMs)
  }

  async function retry() {
    const before = JSON.stringify([owed?.kind, keptOwed(), files.left()])
    await catchUp()
    if (before === JSON.stringify([owed?.kind, keptOwed(), files.left()])) return
    for (const listener of listeners) listener()
  }

  /** From this moment on what is kept in memory is so; a keyring that takes its time must not bring back old tokens. */
  function owe(what: Owed): Promise<void> {
    changes += 1
    inMemory = what.kind === 'tokens' ? what.json : null
    owed = what
    retryMs = FIRST_RETRY_MS
    return inTurn(catchUp)
  }

  /** Where tokens are that the disk does not hold yet; null where it holds them. */
  function keptOwed(): TokensKept | null {
    if (owed?.kind !== 'tokens') return null
    return owed.bytes ? 'not-yet-written' : 'memory'
  }

  /** What was encrypted with an old key can still be read, so nothing is owed where this comes to nothing. */
  async function encryptAnew(json: string, readAt: number) {
    const bytes = await encrypted(json)
    if (readAt !== changes) return
    try {
      if (bytes !== null && bytes !== 'silent') files.write(bytes)
    } catch (error) {
      warn('The token cache was not written', error)
    }
  }

  const unreadable = (): TokenReading => ({ kind: 'unreadable', keptAs: files.setAside(clock.nowMs()) })

  /** Once more where the keyring took so long that there was a change meanwhile. */
  async function read(): Promise<TokenReading> {
    // A click that looks for the account again may come after somebody has made room.
    if (owed?.kind === 'removal') await inTurn(catchUp)
    if (inMemory !== null) return { kind: 'tokens', json: inMemory }
    if (owed?.kind === 'removal') return { kind: 'empty' }
    const readAt = changes
    let bytes: Buffer | 'signed-out' | null
    try {
      bytes = files.read()
    } catch (error) {
      if (error instanceof NoFileOfOurs) return unreadable()
      throw error
    }
    // Nothing but erasing it is left to do.
    if (bytes === 'signed-out') await owe({ kind: 'removal' })
    if (bytes === null || bytes === 'signed-out') return { kind: 'empty' }
    // What is on the disk was written with a keyring. A refusal may mean that it is locked or not running, or that
    // the file is of another computer; only the last loses it.
    const worth = await protection()
    if (readAt !== changes) return read()
    if (worth !== 'keyring') return { kind: worth === 'silent' ? 'silent' : 'locked' }
    try {
      const { result, shouldReEncrypt } = await keyring.decryptStringAsync(bytes)
      msalCacheSchema.parse(JSON.parse(result))
      if (shouldReEncrypt) await inTurn(() => encryptAnew(result, readAt))
      if (readAt !== changes) return read()
      return { kind: 'tokens', json: result }
    } catch (error) {
      if (readAt !== changes) return read()
      log.warn('The token cache could not be read', error)
      if (error instanceof KeyringSilent) return { kind: 'silent' }
      return UNAVAILABLE.test(String(error)) ? { kind: 'locked' } : unreadable()
    }
  }

  return {
    read,
    write: (json) => owe({ kind: 'tokens', json, bytes: null }),
    forget: () => owe({ kind: 'removal' }),
    async keptIn() {
      const kept = keptOwed()
      if (kept !== null) return kept
      return inMemory !== null || (await protection()) === 'keyring' ? 'keyring' : 'memory'
    },
    left: files.left,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopped = true
      cancelRetry()
      catchUpNow()
    },
  }
}

const markOf = (encrypted: Buffer): string => encrypted.subarray(0, 3).toString('latin1')
