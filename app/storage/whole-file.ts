// Files that are there whole or not at all: written beside and renamed, set aside when they cannot be read.
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import stubborn from 'stubborn-fs'

/** How a file is called beside the real one until it is whole: by the process that writes it, and by chance. */
export const DRAFT = /\.tmp-(?<pid>\d+)-[\da-f]{6}$/
/** How the name of a file goes on that nobody could read, and a moment. */
export const SET_ASIDE_ENDING = '.unreadable-'

/** How long, in ms, a virus scanner may keep a file of ours on Windows; elsewhere nobody can, and a refusal stays one. */
const HELD_MS = process.platform === 'win32' ? 1000 : 0

/** A moment, epoch ms, as a part of a file's name. */
export const momentInName = (atMs: number): string => new Date(atMs).toISOString().replace(/[:.]/g, '-')

/** Only the user may read what this program keeps. */
export const PRIVATE_MODE = 0o600
/** Everybody may run it, and only the user change it. */
const PROGRAM_MODE = 0o755

/** What a file of one account's is called: always the same, and nobody can read from it whose it is. */
export const accountFileName = (owner: string): string =>
  createHash('sha256').update(owner).digest('hex').slice(0, 16)

/**
 * After a power cut at any moment the old bytes or the new ones are there, and once it has returned the new ones.
 * Synchronous, as a line may be appended at any moment. Throws on a full or read-only disk, and leaves the old then.
 */
export function writeWholeNow(path: string, content: Buffer | string): void {
  makeFolder(dirname(path))
  // Behind a link, as people keep their settings elsewhere, the file is replaced and not the link.
  const target = stubborn.attempt.realpathSync(path) || path
  const draft = `${target}.tmp-${process.pid}-${randomBytes(3).toString('hex')}`
  putInPlace(draft, target, () => writeThrough(draft, 'w', content))
}

/**
 * The same with what another file holds, to be run: whatever happens, one that is whole is there. Its draft always has
 * the same name, so that what a killed program leaves of it is overwritten the next time.
 */
export function replaceProgramNow(path: string, by: string): void {
  const target = realpathSync(path)
  const draft = `${target}.new`
  putInPlace(draft, target, () => {
    copyFileSync(by, draft)
    chmodSync(draft, PROGRAM_MODE)
    sync(draft, 'r+')
  })
}

function putInPlace(draft: string, target: string, write: () => void): void {
  try {
    write()
    stubborn.retry.renameSync({ timeout: HELD_MS })(draft, target)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  fsyncFolder(dirname(target))
}

/** Adds to a file; once it has returned, no power cut takes that back. Throws, perhaps with half of it written. */
export function appendNow(path: string, text: string): void {
  makeFolder(dirname(path))
  const isNew = !existsSync(path)
  writeThrough(path, 'a', text)
  if (isNew) fsyncFolder(dirname(path))
}

/** Removes a file or a folder with all that is in it, if it is there, for good. Throws. */
export function removeNow(path: string): void {
  if (!existsSync(path)) return
  rmSync(path, { recursive: true, force: true })
  fsyncFolder(dirname(path))
}

const writeThrough = (path: string, flag: 'w' | 'a', content: Buffer | string): void =>
  sync(path, flag, (file) => writeFileSync(file, content))

/** Before a file gets its name: a journal may keep a name and lose the bytes that were written before it. */
function sync(path: string, flag: 'w' | 'a' | 'r' | 'r+', write = (_file: number) => {}): void {
  const file = openSync(path, flag, PRIVATE_MODE)
  try {
    write(file)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function makeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true })
  if (made !== undefined) fsyncFolder(dirname(made))
}

/** What was named, renamed or removed in `folder` stays so. Windows has no call for it, and some networks refuse it. */
export function fsyncFolder(folder: string): void {
  if (process.platform === 'win32') return
  try {
    sync(folder, 'r')
  } catch {
    // The file is there all the same; how long a power cut may take it back is up to the system then.
  }
}

/** Renames a file nobody can read, so that nothing is lost and the next start is clean. Returns its new name. Throws. */
export function setAsideNow(path: string, nowMs: number): string {
  const keptAs = `${basename(path)}${SET_ASIDE_ENDING}${momentInName(nowMs)}`
  renameSync(path, join(dirname(path), keptAs))
  fsyncFolder(dirname(path))
  return keptAs
}
