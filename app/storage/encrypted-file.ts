// A file that the system's keyring encrypts; its text is only in memory if there is no keyring.
import type { Log } from '../model/log.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { TokenCache, TokenReading } from '../model/token-store.ts'
import { createKeyringEncryption, type Decryption, type Keyring } from './keyring-encryption.ts'
import { NotAFile } from './read-file.ts'
import { openSecretFiles } from './secret-files.ts'

export interface EncryptedFileParts {
  path: string
  /** For the log, such as "token cache". */
  name: string
  /** Whether a decrypted text can be what was written. Any other is damaged. */
  isContent: (text: string) => boolean
  keyring: Keyring
  platform: NodeJS.Platform
  clock: Pick<Clock, 'nowMs' | 'after'>
  /** For errors of the disk and the keyring, which the program survives. */
  log: Pick<Log, 'warn'>
}

/** Like a reading of the token cache, of any text. */
export type SecretText = Exclude<TokenReading, { kind: 'tokens' }> | { kind: 'text'; text: string }

/** Retries failed writes and removals, and reports their state. */
export interface EncryptedFile extends Pick<TokenCache, 'forget' | 'keptIn'> {
  /** Throws if the file exists and cannot be read. */
  read(): Promise<SecretText>
  /** Never rejects: a text that cannot be written still serves this run, and is written as soon as possible. */
  write(text: string): Promise<void>
  /** Paths of the files that still contain a text that was forgotten. */
  left(): readonly string[]
  /** Calls `listener` each time a retry has changed something. Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Stops the retries, after a last one that does not wait for the keyring. */
  stop(): void
}

/** The delay of the first retry, in ms; it doubles with each one, up to one of these limits. */
const FIRST_RETRY_MS = 5000
/** No longer than a poll interval. */
const LONGEST_DISK_RETRY_MS = 60_000
/** Longer, as a keyring may ask the user for a password each time. */
const LONGEST_KEYRING_RETRY_MS = 10 * 60_000

/** The step that is still to be done on disk. */
type Pending = { kind: 'encrypt'; text: string } | { kind: 'write'; bytes: Buffer } | { kind: 'erase' }

export function openEncryptedFile(given: EncryptedFileParts): EncryptedFile {
  const { path, name, isContent, clock, log, ...parts } = given
  const files = openSecretFiles(path)
  const encryption = createKeyringEncryption({
    ...parts,
    clock,
    onError: (error) => warn(`The keyring did not encrypt the ${name}`, error),
  })
  /** The text of this run, whatever the disk does. */
  let inMemory: string | null = null
  let pending: Pending | null = null
  /** Counts writes and removals: a read that one of them overtook is out of date. */
  let changes = 0
  let lastTask: Promise<unknown> = Promise.resolve()
  let retryMs = FIRST_RETRY_MS
  let cancelRetry = () => {}
  let stopped = false
  let lastWarning = ''
  const listeners = new Set<() => void>()

  /** Sequential: an older text must never overwrite a newer one. */
  function enqueue(task: () => Promise<void>): Promise<void> {
    const result = lastTask.then(task)
    lastTask = result.catch(() => {})
    return result
  }

  /** Logs a repeated failure once. */
  function warn(what: string, error: unknown) {
    if (lastWarning !== what) log.warn(what, error)
    lastWarning = what
  }

  /** Performs a pending write or removal, synchronously. */
  function performPending() {
    if (pending === null || pending.kind === 'encrypt') return
    if (pending.kind === 'erase') {
      files.erase()
      if (files.left().length > 0) return warn(`The ${name} was not removed`, files.left())
    } else {
      try {
        files.write(pending.bytes)
      } catch (error) {
        return warn(`The ${name} was not written`, error)
      }
    }
    pending = null
    lastWarning = ''
  }

  async function encryptAndPerform() {
    cancelRetry()
    const before = pending
    if (before?.kind === 'encrypt') {
      const encrypted = await encryption.encrypt(before.text)
      // A newer text or a removal has queued a task of their own.
      if (pending !== before) return
      if (encrypted.kind === 'encrypted') pending = { kind: 'write', bytes: encrypted.bytes }
    }
    performPending()
    if (pending === null || stopped) return
    const longestMs = pending.kind === 'encrypt' ? LONGEST_KEYRING_RETRY_MS : LONGEST_DISK_RETRY_MS
    cancelRetry = clock.after(Math.min(retryMs, longestMs), () => void enqueue(retry))
    retryMs = Math.min(retryMs * 2, longestMs)
  }

  async function retry() {
    const status = () => JSON.stringify([pending?.kind, files.left()])
    const before = status()
    await encryptAndPerform()
    if (before === status()) return
    for (const listener of listeners) listener()
  }

  /** Takes effect in memory at once, so that a slow keyring cannot bring back an old text. */
  function change(next: Extract<Pending, { kind: 'encrypt' | 'erase' }>): Promise<void> {
    changes += 1
    inMemory = next.kind === 'encrypt' ? next.text : null
    pending = next
    retryMs = FIRST_RETRY_MS
    return enqueue(encryptAndPerform)
  }

  /** The file stays readable with the old key, so a failure is not retried. */
  async function encryptAgain(text: string, readAt: number) {
    const encrypted = await encryption.encrypt(text)
    if (readAt !== changes || encrypted.kind !== 'encrypted') return
    try {
      files.write(encrypted.bytes)
    } catch (error) {
      warn(`The ${name} was not written`, error)
    }
  }

  /** The keyring decrypts a damaged text without an error. */
  function checked(decryption: Decryption): Decryption {
    if (decryption.kind !== 'decrypted' || isContent(decryption.text)) return decryption
    return { kind: 'unreadable', error: new Error('The text is damaged') }
  }

  const unreadable = (): SecretText => ({ kind: 'unreadable', keptAs: files.setAside(clock.nowMs()) })

  /** Reads again if a write or removal happened while the keyring was working. */
  async function read(): Promise<SecretText> {
    // The user may have made the file removable since.
    if (pending?.kind === 'erase') await enqueue(encryptAndPerform)
    if (inMemory !== null) return { kind: 'text', text: inMemory }
    if (pending?.kind === 'erase') return { kind: 'empty' }
    const readAt = changes
    let bytes: Buffer | 'forgotten' | null
    try {
      bytes = files.read()
    } catch (error) {
      if (error instanceof NotAFile) return unreadable()
      throw error
    }
    // An earlier removal failed.
    if (bytes === 'forgotten') await change({ kind: 'erase' })
    if (bytes === null || bytes === 'forgotten') return { kind: 'empty' }
    // The file was written with a keyring. If it cannot be decrypted, the keyring may be locked or not running, or the
    // file may come from another computer; only the last means that the text is lost.
    const keyring = await encryption.probe()
    if (readAt !== changes) return read()
    if (keyring !== 'encrypted') return { kind: keyring }
    const decryption = checked(await encryption.decrypt(bytes))
    if (decryption.kind === 'decrypted' && decryption.isKeyOld)
      await enqueue(() => encryptAgain(decryption.text, readAt))
    if (readAt !== changes) return read()
    if (decryption.kind === 'decrypted') return { kind: 'text', text: decryption.text }
    log.warn(`The ${name} could not be read`, decryption.error)
    return decryption.kind === 'unreadable' ? unreadable() : { kind: decryption.kind }
  }

  return {
    read,
    write: (text) => change({ kind: 'encrypt', text }),
    forget: () => change({ kind: 'erase' }),
    async keptIn() {
      if (pending?.kind === 'encrypt') return 'memory'
      if (pending?.kind === 'write') return 'not-yet-written'
      return inMemory !== null || (await encryption.probe()) === 'encrypted' ? 'keyring' : 'memory'
    },
    left: files.left,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopped = true
      cancelRetry()
      performPending()
    },
  }
}
