// The files that contain secrets: written, erased, and marked as forgotten if they cannot be erased.
import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import stubborn from 'stubborn-fs'
import { draftsOf } from './drafts.ts'
import { eraseNow } from './erase.ts'
import { namesInNow, readBytesNow, readTextNow } from './read-file.ts'
import { SET_ASIDE_ENDING, setAsideNow, writeWholeNow } from './whole-file.ts'

/** Content of a file that could only be emptied. */
const SIGNED_OUT = 'signed out\n'

/** Chromium's mark on encrypted text, such as "v10" and "v11" (os_crypt). */
const ENCRYPTED = /^v\d\d/

/** The file at `path`, and the files derived from it. */
export function openSecretFiles(path: string) {
  const markPath = `${path}.signed-out`
  let left: readonly string[] = []
  const eraseOne = (one: string) => eraseNow(one, { instead: SIGNED_OUT, isOurs: mayHoldSecrets })

  function mark() {
    try {
      const bytes = readBytesNow(path)
      if (bytes) writeWholeNow(markPath, digestOf(bytes))
    } catch {
      // The folder is not writable: the next start will find the secrets again, and the user is informed.
    }
  }

  const isMarked = (bytes: Buffer) => readTextNow(markPath) === digestOf(bytes)

  return {
    /**
     * The content; `forgotten` if it was to be erased; null if there is no file. Throws as
     * `readBytesNow`.
     */
    read(): Buffer | 'forgotten' | null {
      const bytes = readBytesNow(path)
      if (bytes === null) return null
      return bytes.equals(Buffer.from(SIGNED_OUT)) || isMarked(bytes) ? 'forgotten' : bytes
    },
    /** Throws on a full or read-only disk. */
    write(bytes: Buffer) {
      writeWholeNow(path, bytes)
      left = left.filter((one) => one !== path)
      eraseOne(markPath)
    },
    /**
     * Erases the file, its drafts and the unreadable ones, also behind links. If a file is left and the folder is
     * writable, it is marked so that the next start does not use it. Never throws.
     */
    erase() {
      const files = new Set([...filesOf(path), ...left.filter(mayHoldSecrets)])
      left = [...new Set([...files].flatMap(eraseOne))]
      if (left.length > 0) mark()
      else eraseOne(markPath)
    },
    /** Paths of the files that `erase` could not erase. */
    left: () => left,
    /**
     * Renames an unreadable file, and erases those renamed before: only the newest ones matter. If renaming fails the
     * file stays. Returns its name. Never throws.
     */
    setAside(nowMs: number) {
      const before = unreadableFilesOf(path)
      try {
        const keptAs = setAsideNow(path, nowMs)
        for (const one of before) if (basename(one) !== keptAs) eraseOne(one)
        return keptAs
      } catch {
        return basename(path)
      }
    },
  }
}

/** The file and, if it is a link, its target, each with its drafts; and the unreadable files. */
function filesOf(path: string): string[] {
  const target = stubborn.attempt.realpathSync(path) || path
  return [...draftsOf(path), ...draftsOf(target), ...unreadableFilesOf(path), path]
}

const unreadableFilesOf = (path: string): string[] =>
  namesInNow(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}${SET_ASIDE_ENDING}`))
    .map((name) => join(dirname(path), name))

/** False for a file of the user's own that a link points to. A file that cannot be read may contain secrets. */
function mayHoldSecrets(path: string): boolean {
  try {
    const bytes = readBytesNow(path)
    return bytes !== null && ENCRYPTED.test(bytes.subarray(0, 3).toString('latin1'))
  } catch {
    return true
  }
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
