// Reading files that are there or not, and that somebody else may have put there.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'

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
export const readBytesNow = (path: string): Buffer | null =>
  readOpenNow(path, (file, found) => {
    if (!found.isFile() || found.size > LARGEST_FILE_BYTES) throw new NoFileOfOurs(path)
    return readFileSync(file)
  })

/** What `take` makes of the file once it is open, or null when there is none. Throws as the system and `take` do. */
export function readOpenNow<Taken>(path: string, take: (file: number, found: Stats) => Taken): Taken | null {
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
    return take(file, fstatSync(file))
  } finally {
    closeSync(file)
  }
}

/** The same as text. */
export const readTextNow = (path: string): string | null => readBytesNow(path)?.toString('utf8') ?? null

/** Whether an error of the file system says that there is no such file. */
export const isMissing = (error: unknown): boolean => hasCode(error, 'ENOENT')

/** The system's code such as "EACCES", or the error's own words. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** Whether it is one of the system's errors with these names, such as "EACCES". */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
