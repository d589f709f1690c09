// Keeps an unreadable file under another name, which is always the same for the newest one.
import { lstatSync, renameSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readBytesNow } from './reading.ts'
import { fsyncFolder, momentInName, writeWholeNow } from './whole-file.ts'

const ENDING = '.unreadable'

/**
 * Keeps the file beside; one that was kept before gets its moment as a name. `bytes`: what was read, or null for what is
 * no file. Returns the name. Throws; what was kept before is still there then.
 */
export function keepUnreadableNow(path: string, bytes: Buffer | null): string {
  const kept = `${path}${ENDING}`
  // The target of a link is not ours to replace, and a folder or a pipe cannot be copied.
  if (bytes === null || lstatSync(path).isSymbolicLink()) {
    makeWayNow(kept)
    renameSync(path, kept)
    fsyncFolder(dirname(path))
  } else if (!isKept(kept, bytes)) {
    makeWayNow(kept)
    writeWholeNow(kept, bytes)
  }
  return basename(kept)
}

function isKept(kept: string, bytes: Buffer): boolean {
  try {
    return readBytesNow(kept)?.equals(bytes) ?? false
  } catch {
    return false
  }
}

function makeWayNow(kept: string): void {
  const before = statOf(kept)
  if (!before) return
  let atMs = Math.floor(before.mtimeMs)
  while (statOf(`${kept}-${momentInName(atMs)}`)) atMs += 1
  renameSync(kept, `${kept}-${momentInName(atMs)}`)
}

const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false })
