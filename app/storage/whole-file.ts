// Files that are there whole or not at all: written beside and renamed, set aside when they cannot be read.
import { mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeFile } from 'atomically'

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

/** Renames a file nobody can read, so that nothing is lost and the next start is clean. Returns its new name. */
export async function setAside(path: string, nowMs: number): Promise<string> {
  const keptAs = asideName(path, nowMs)
  await rename(path, join(dirname(path), keptAs))
  return keptAs
}

const asideName = (path: string, nowMs: number): string =>
  `${basename(path)}.unreadable-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`
