// Writes files atomically, under another name that is then renamed, and sets unreadable files aside.
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
 * The ending of the name of a draft, an incomplete file: the id of its process and a random number. electron-store writes
 * a draft of its own beside it, named by the time and a random number (atomically 2.1.1).
 */
export const DRAFT = /\.tmp-(?<pid>\d+)-[\da-f]{6}(?:\.tmp-\d{10}[\da-f]{6})?$/
/** In the name of an unreadable file that was set aside; the moment follows. */
export const SET_ASIDE_ENDING = '.unreadable-'

/** How long, ms, a virus scanner may hold a file on Windows; other systems have no such lock. */
const HELD_MS = process.platform === 'win32' ? 1000 : 0

/** A moment (epoch ms) for a file name. */
export const momentInName = (atMs: number): string => new Date(atMs).toISOString().replace(/[:.]/g, '-')

/** Only the user may read the program's files. */
export const PRIVATE_MODE = 0o600
/** All users may run it; only the user may change it. */
const PROGRAM_MODE = 0o755

/** The file name of an account: always the same, and the account is not visible in it. */
export const accountFileName = (owner: string): string =>
  createHash('sha256').update(owner).digest('hex').slice(0, 16)

/**
 * Replaces the content of a file. After a power cut during the call the file has the old content or the new one; after the
 * call it has the new one. Throws on a full or read-only disk; the old content stays then.
 */
export const writeWholeNow = (path: string, content: Buffer | string): void =>
  replaceNow(path, (draft) => writeThrough(draft, 'w', content))

/** The same with the file that `write` creates at `draft`, in the same folder. `write` calls fsync, and throws if it fails. */
export function replaceNow(path: string, write: (draft: string) => void): void {
  makeFolder(dirname(path))
  // Some users keep their settings behind a link: the target is replaced, not the link.
  const target = stubborn.attempt.realpathSync(path) || path
  const draft = `${target}.tmp-${process.pid}-${randomBytes(3).toString('hex')}`
  putInPlace(draft, target, () => write(draft))
}

/**
 * The same with a copy of another file, as an executable. Its draft always has the same name, so the next call overwrites
 * the draft of a killed process.
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

/** Appends to a file; after the call a power cut does not undo it. If it throws, a part may have been written. */
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

const writeThrough = (path: string, flag: 'w' | 'a', content: Buffer | string) =>
  sync(path, flag, (file) => writeFileSync(file, content))

/** Calls fsync on the file. Throws. */
export const syncNow = (path: string): void => sync(path, 'r+')

/** With fsync before the rename: otherwise a journal may keep the new name and lose the content. */
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

/** After this a power cut does not undo renames in `folder`. Windows has no such call, and some network disks refuse it. */
export function fsyncFolder(folder: string): void {
  if (process.platform === 'win32') return
  try {
    sync(folder, 'r')
  } catch {
    // The file exists anyway; the system decides when it is safe from a power cut.
  }
}

/** Renames an unreadable file, so that it is kept and the next start does not find it. Returns its new name. Throws. */
export function setAsideNow(path: string, nowMs: number): string {
  const keptAs = `${basename(path)}${SET_ASIDE_ENDING}${momentInName(nowMs)}`
  renameSync(path, join(dirname(path), keptAs))
  fsyncFolder(dirname(path))
  return keptAs
}
