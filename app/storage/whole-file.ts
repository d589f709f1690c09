// Files that are there whole or not at all: written beside and renamed, set aside when they cannot be read.
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeFile } from 'atomically'

/** How `atomically` names a file beside the real one until it is whole. */
const DRAFT = /\.tmp-\d{10}[\da-f]{6}$/

/** Only the user may read what this program keeps. */
const PRIVATE_MODE = 0o600

/** The file's bytes, or null when there is none. Rejects when it is there and cannot be read. */
export async function readWhole(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** After a power cut at any moment the old bytes or the new ones are there. Rejects on a full or read-only disk. */
export async function writeWhole(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes, { mode: PRIVATE_MODE })
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

const asideName = (path: string, nowMs: number): string =>
  `${basename(path)}.unreadable-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`
