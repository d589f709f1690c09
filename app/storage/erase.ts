// Erases a file, or its content where the file cannot be removed; also behind a link.
import {
  chmodSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import stubborn from 'stubborn-fs'
import { NotRemoved } from '../model/problems/not-removed.ts'
import { isMissing } from './read-file.ts'
import { fsyncFolder, PRIVATE_MODE } from './whole-file.ts'

export interface Erasing {
  /** The new content of a file that cannot be removed. */
  instead: string
  /** Whether the target of a link, at this path, may be emptied. */
  isOurs: (path: string) => boolean
}

/** Retries of a removal on Windows, for a second in total, as a virus scanner may have the file open. */
const TRIES = process.platform === 'win32' ? { maxRetries: 4, retryDelay: 100 } : {}

/**
 * Erases the file at `path`, if there is one; a folder is not ours and stays. Returns the paths that could neither be
 * removed nor emptied. Never throws. The bytes of an erased file are not overwritten on the medium.
 */
export function eraseNow(path: string, erasing: Erasing): string[] {
  const found = foundAt(path)
  if (found === 'nothing') return []
  // What is there cannot be examined, so it may hold the data.
  if (found === 'unknown') return [path]
  if (found.isDirectory()) return []
  if (found.isSymbolicLink()) {
    const target = stubborn.attempt.realpathSync(path)
    const left = target && erasing.isOurs(target) ? eraseNow(target, erasing) : []
    // A link that stays is harmless after its target was emptied.
    remove(path)
    return left
  }
  // A pipe, a socket or a device has no content.
  if (!found.isFile()) {
    remove(path)
    return []
  }
  // The other names of a hard link are unknown, so its bytes are erased first.
  if (found.nlink > 1 && !empty(path, erasing.instead)) return [path]
  return remove(path) || empty(path, erasing.instead) ? [] : [path]
}

/** The same for all of `paths`, also behind links. Throws a NotRemoved with the paths that are left. */
export function eraseAllNow(paths: readonly string[], instead = ''): void {
  // The files are written through links, so their targets are files of this program too.
  const left = paths.flatMap((path) => eraseNow(path, { instead, isOurs: () => true }))
  if (left.length > 0) throw new NotRemoved(left)
}

function foundAt(path: string): Stats | 'nothing' | 'unknown' {
  try {
    return lstatSync(path)
  } catch (error) {
    return isMissing(error) ? 'nothing' : 'unknown'
  }
}

function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true, ...TRIES })
  } catch {
    return false
  }
  fsyncFolder(dirname(path))
  return true
}

function empty(path: string, instead: string): boolean {
  const tryToEmpty = () => {
    const file = openSync(path, 'r+')
    try {
      ftruncateSync(file)
      fill(file, instead)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }
  try {
    tryToEmpty()
    return true
  } catch {
    // The file may be read-only, as the folder is.
  }
  try {
    chmodSync(path, PRIVATE_MODE)
    tryToEmpty()
    return true
  } catch {
    return false
  }
}

/** On a full disk the file stays empty, which is enough. */
function fill(file: number, instead: string): void {
  try {
    writeFileSync(file, instead)
  } catch {
    ftruncateSync(file)
  }
}
