// Files that are there whole or not at all: written under another name and renamed, set aside when unreadable.
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

/**
 * How the name of a draft, a file that is not whole yet, ends: with the id of its process and a random number. electron-store
 * writes a draft of its own beside that, named by the time and a random number (atomically 2.1.1).
 */
export const DRAFT = /\.tmp-(?<pid>\d+)-[\da-f]{6}(?:\.tmp-\d{10}[\da-f]{6})?$/
/** What follows in the name of an unreadable file that was set aside; behind it comes the moment. */
export const SET_ASIDE_ENDING = '.unreadable-'

/** How long, ms, a virus scanner may hold a file on Windows; other systems have no such lock. */
const HELD_MS = process.platform === 'win32' ? 1000 : 0

/** A moment, epoch ms, as a part of a file's name. */
export const momentInName = (atMs: number): string => new Date(atMs).toISOString().replace(/[:.]/g, '-')

/** Only the user may read what this program keeps. */
export const PRIVATE_MODE = 0o600
/** Everybody may run it; only the user may change it. */
const PROGRAM_MODE = 0o755

/** The file name of an account: always the same, and it does not show the account. */
export const accountFileName = (owner: string): string =>
  createHash('sha256').update(owner).digest('hex').slice(0, 16)

/**
 * After a power cut at any moment the old bytes or the new ones are there; once it has returned, the new ones.
 * Synchronous, as a line may be appended at any moment. Throws on a full or read-only disk; the old bytes stay then.
 */
export const writeWholeNow = (path: string, content: Buffer | string): void =>
  replaceNow(path, (draft) => writeThrough(draft, 'w', content))

/** The same with the file that `write` makes at `draft`, in the same folder. `write` syncs it, and throws if it is not whole. */
export function replaceNow(path: string, write: (draft: string) => void): void {
  makeFolder(dirname(path))
  // Some people keep their settings elsewhere behind a link: the target is replaced, not the link.
  const target = stubborn.attempt.realpathSync(path) || path
  const draft = `${target}.tmp-${process.pid}-${randomBytes(3).toString('hex')}`
  putInPlace(draft, target, () => write(draft))
}

/**
 * The same with the content of another file, as a program that may be run. Its draft always has the same name, so that
 * the draft of a killed process is overwritten the next time.
 */
export function replaceProgramNow(path: string, by: string): void {
  const target = realpathSync(path)
  const draft = `${target}.new`
  putInPlace(draft, target, () => {
    copyFileSync(by, draft)
    chmodSync(draft, PROGRAM_MODE)
    syncNow(draft)
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

/** Appends to a file; once it has returned, a power cut does not undo it. Throws, perhaps with half of it written. */
export function appendNow(path: string, text: string): void {
  makeFolder(dirname(path))
  const isNew = !existsSync(path)
  writeThrough(path, 'a', text)
  if (isNew) fsyncFolder(dirname(path))
}

/** Removes a file, or a folder with its content, if it exists; a power cut does not undo it. Throws. */
export function removeNow(path: string): void {
  if (!existsSync(path)) return
  rmSync(path, { recursive: true, force: true })
  fsyncFolder(dirname(path))
}

const writeThrough = (path: string, flag: 'w' | 'a', content: Buffer | string): void =>
  sync(path, flag, (file) => writeFileSync(file, content))

/** Calls fsync on the file. Throws. */
export const syncNow = (path: string): void => sync(path, 'r+')

/** With fsync, before the file is renamed: a journal may keep the name and lose the bytes written before it. */
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

/** After this a power cut undoes no change of names in `folder`. Windows has no such call; some network disks refuse it. */
export function fsyncFolder(folder: string): void {
  if (process.platform === 'win32') return
  try {
    sync(folder, 'r')
  } catch {
    // The file is there anyway; when a power cut no longer undoes it is up to the system.
  }
}

/** Renames an unreadable file, so that nothing is lost and the next start is clean. Returns its new name. Throws. */
export function setAsideNow(path: string, nowMs: number): string {
  const keptAs = `${basename(path)}${SET_ASIDE_ENDING}${momentInName(nowMs)}`
  renameSync(path, join(dirname(path), keptAs))
  fsyncFolder(dirname(path))
  return keptAs
}
