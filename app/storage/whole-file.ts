// Files that are there whole or not at all: written beside and renamed, set aside when they cannot be read.
import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { writeFile } from 'atomically'
import stubborn from 'stubborn-fs'

/** How `atomically` names a file beside the real one until it is whole. */
const DRAFT = /\.tmp-\d{10}[\da-f]{6}$/

/** How long, in ms, a virus scanner may keep a file of ours on Windows: `atomically` waits as long. */
const HELD_MS = 1000

/** Only the user may read what this program keeps. */
export const PRIVATE_MODE = 0o600

/** What a file of one account's is called: always the same, and nobody can read from it whose it is. */
export const accountFileName = (owner: string): string =>
  createHash('sha256').update(owner).digest('hex').slice(0, 16)

/** What stands in the place of a file of ours and is none: a folder, a pipe, a device, or far too long. */
export class NoFileOfOurs extends Error {}

/** A hundred times the longest that this program keeps, which are the days of the history. */
const LARGEST_FILE_BYTES = 20_000_000

/** Who opens a pipe waits for whoever writes to it, and may wait for ever (open(2), O_NONBLOCK; Windows has none). */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * The file's bytes, or null when there is none. Throws when it is there and cannot be read: a NoFileOfOurs where it is
 * not even a file of any sensible length.
 */
export function readBytesNow(path: string): Buffer | null {
  let file: number
  try {
    file = openSync(path, WITHOUT_WAITING)
  } catch (error) {
    if (isMissing(error)) return null
    // Windows does not even open a folder, nor Linux a socket.
    if (hasCode(error, 'EISDIR', 'ENXIO')) throw new NoFileOfOurs(path)
    throw error
  }
  try {
    const found = fstatSync(file)
    if (!found.isFile() || found.size > LARGEST_FILE_BYTES) throw new NoFileOfOurs(path)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/** The same as text. */
export const readTextNow = (path: string): string | null => readBytesNow(path)?.toString('utf8') ?? null

/** Whether an error of the file system says that there is no such file. */
export const isMissing = (error: unknown): boolean => hasCode(error, 'ENOENT')

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

/** After a power cut at any moment the old bytes or the new ones are there. Rejects on a full or read-only disk. */
export async function writeWhole(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // As a stream: of a text, `atomically` takes what went onto a nearly full disk for the whole (2.1.1).
  await writeFile(path, Readable.from([Buffer.from(bytes)]), { mode: PRIVATE_MODE })
}

/** The same before it returns: for what a line may be appended to at any moment. Throws. */
export function writeWholeNow(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  // Behind a link, as people keep their settings elsewhere, the file is replaced and not the link.
  const target = stubborn.attempt.realpathSync(path) || path
  const draft = `${target}.tmp-${String(Date.now()).slice(-10)}${randomBytes(3).toString('hex')}`
  try {
    const file = openSync(draft, 'w', PRIVATE_MODE)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    stubborn.retry.renameSync({ timeout: HELD_MS })(draft, target)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** Removes what was left in `folder` by a process killed while it wrote. Nobody may be writing there now. */
export async function removeDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const drafts = names.filter((name) => DRAFT.test(name))
  // One that cannot be removed is in nobody's way.
  await Promise.allSettled(drafts.map((name) => rm(join(folder, name))))
}

/** Renames a file nobody can read, so that nothing is lost and the next start is clean. Returns its new name. */
export async function setAside(path: string, nowMs: number): Promise<string> {
  const keptAs = asideName(path, nowMs)
  await rename(path, join(dirname(path), keptAs))
  return keptAs
}

/** The same before it returns. Throws. */
export function setAsideNow(path: string, nowMs: number): string {
  const keptAs = asideName(path, nowMs)
  renameSync(path, join(dirname(path), keptAs))
  return keptAs
}

const asideName = (path: string, nowMs: number): string =>
  `${basename(path)}.unreadable-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`
