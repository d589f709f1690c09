// Keeps an unreadable file under another name, the same name for the newest one.
import { lstatSync, renameSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readBytesNow } from './read-file.ts'
import { fsyncFolder, momentInName, writeWholeNow } from './whole-file.ts'

const ENDING = '.unreadable'

/**
 * Copies the file to `….unreadable`; a previous copy is renamed to `….unreadable-` and its moment. `bytes`: the content, or
 * null if it is not a file, which is renamed instead. Returns the name. May throw; previous copies are never lost.
 */
export function keepUnreadableNow(path: string, bytes: Buffer | null): string {
  const kept = `${path}${ENDING}`
  // The target of a link must not be replaced, and a folder or a pipe cannot be copied.
  if (bytes === null || lstatSync(path).isSymbolicLink()) {
    renamePreviousNow(kept)
    renameSync(path, kept)
    fsyncFolder(dirname(path))
  } else if (!isKept(kept, bytes)) {
    renamePreviousNow(kept)
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

function renamePreviousNow(kept: string): void {
  const before = statOf(kept)
  if (!before) return
  let atMs = Math.floor(before.mtimeMs)
  while (statOf(`${kept}-${momentInName(atMs)}`)) atMs += 1
  renameSync(kept, `${kept}-${momentInName(atMs)}`)
}

const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false })
