// The files that hold tokens, or held them: written, erased, and remembered as signed out where they cannot be erased.
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import stubborn from 'stubborn-fs'
import { draftsOf } from './drafts.ts'
import { eraseNow } from './erase.ts'
import { readBytesNow, readTextNow } from './reading.ts'
import { SET_ASIDE_ENDING, setAsideNow, writeWholeNow } from './whole-file.ts'

/** What a token file says that could not be removed at a sign-out. */
const SIGNED_OUT = 'signed out\n'

/** How Chromium marks what it encrypted with some key, such as "v10" and "v11" (os_crypt). */
const ENCRYPTED = /^v\d\d/

export interface TokenFiles {
  /** The bytes, if there are any; or that somebody has signed out of them. Throws as `readBytesNow`. */
  read(): Buffer | 'signed-out' | null
  /** Throws on a full or read-only disk. */
  write(bytes: Buffer): void
  /**
   * Erases the file, its drafts and what was set aside, also behind links. Where something is left and the folder takes
   * a file, the next start knows that it is not to be used. Never throws.
   */
  erase(): void
  /** The paths of what still holds tokens after it was to be erased. */
  left(): readonly string[]
  /**
   * Renames what nobody can read, in place of what was set aside before: that is as old as its sign-in. Where it is
   * refused it stays. Returns the name that it has. Never throws.
   */
  setAside(nowMs: number): string
}

/** The one at `path`, and what belongs to it. */
export function openTokenFiles(path: string): TokenFiles {
  const markPath = `${path}.signed-out`
  let left: readonly string[] = []
  const eraseOne = (one: string) => eraseNow(one, { instead: SIGNED_OUT, isOurs: mayHoldTokens })

  function mark() {
    try {
      const bytes = readBytesNow(path)
      if (bytes) writeWholeNow(markPath, digestOf(bytes))
    } catch {
      // Nothing can be written here: the next start will find the account again, and the person is told.
    }
  }

  const isMarked = (bytes: Buffer) => readTextNow(markPath) === digestOf(bytes)

  return {
    read() {
      const bytes = readBytesNow(path)
      if (bytes === null) return null
      return bytes.equals(Buffer.from(SIGNED_OUT)) || isMarked(bytes) ? 'signed-out' : bytes
    },
    write(bytes) {
      writeWholeNow(path, bytes)
      left = left.filter((one) => one !== path)
      eraseOne(markPath)
    },
    erase() {
      const files = new Set([...filesOf(path), ...left.filter(mayHoldTokens)])
      left = [...new Set([...files].flatMap(eraseOne))]
      if (left.length > 0) mark()
      else eraseOne(markPath)
    },
    left: () => left,
    setAside(nowMs) {
      const before = setAsideOf(path)
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

/** The file and, where it is a link, its target, each with its drafts; and what was set aside. */
function filesOf(path: string): string[] {
  const target = stubborn.attempt.realpathSync(path) || path
  return [...draftsOf(path), ...draftsOf(target), ...setAsideOf(path), path]
}

function setAsideOf(path: string): string[] {
  try {
    return readdirSync(dirname(path))
      .filter((name) => name.startsWith(`${basename(path)}${SET_ASIDE_ENDING}`))
      .map((name) => join(dirname(path), name))
  } catch {
    return []
  }
}

/** Somebody may have put a link to a file of their own in the place of ours. What cannot be read may be ours. */
function mayHoldTokens(path: string): boolean {
  try {
    const bytes = readBytesNow(path)
    return bytes !== null && ENCRYPTED.test(bytes.subarray(0, 3).toString('latin1'))
  } catch {
    return true
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
