// Erasing what must be gone: the file, or where its name cannot be removed what it holds, also behind a link.
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
import { isMissing } from './reading.ts'
import { fsyncFolder, PRIVATE_MODE } from './whole-file.ts'

export interface Erasing {
  /** Put in place of what a file holds that has to keep its name. */
  instead: string
  /** Whether what lies at this path, behind a link, is ours to empty. */
  isOurs: (path: string) => boolean
}

/** How often a removal is tried again on Windows, where a virus scanner may hold the file: for a second in all. */
const TRIES = process.platform === 'win32' ? { maxRetries: 4, retryDelay: 100 } : {}

/**
 * Erases the file at `path`, if there is one; a folder there is none of ours and stays. Returns the paths of what could
 * neither be removed nor emptied. Never throws. An erased file is not overwritten on the medium: that is up to the disk.
 */
export function eraseNow(path: string, erasing: Erasing): string[] {
  const found = foundAt(path)
  if (found === 'nothing') return []
  // Not even looked at: whatever is there may hold it.
  if (found === 'unknown') return [path]
  if (found.isDirectory()) return []
  if (found.isSymbolicLink()) {
    const target = stubborn.attempt.realpathSync(path)
    const left = target && erasing.isOurs(target) ? eraseNow(target, erasing) : []
    // A link that stays is harmless once its target is empty.
    remove(path)
    return left
  }
  // A pipe, a socket or a device holds nothing.
  if (!found.isFile()) {
    remove(path)
    return []
  }
  // Where the other names of a hard link are nobody can say, so their bytes go first.
  if (found.nlink > 1 && !empty(path, erasing.instead)) return [path]
  return remove(path) || empty(path, erasing.instead) ? [] : [path]
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
    // It may be read-only, as the folder is.
  }
  try {
    chmodSync(path, PRIVATE_MODE)
    tryToEmpty()
    return true
  } catch {
    return false
  }
}

/** On a full disk it stays empty, which is what counts. */
function fill(file: number, instead: string): void {
  try {
    writeFileSync(file, instead)
  } catch {
    ftruncateSync(file)
  }
}
