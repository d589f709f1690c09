// Reads files that may be missing, and that another program may have put there.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'

/** What is in the place of a file and is none: a folder, a pipe, a device, or far too long. */
export class NotAFile extends Error {}

/** A hundred times the longest file of this program, which is the history. */
const LARGEST_FILE_BYTES = 20_000_000

/** To open a pipe may block for ever, until somebody writes to it (open(2), O_NONBLOCK; Windows has none). */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * The file's bytes, or null where there is no file. Throws where it cannot be read: a NotAFile where it is no file,
 * or too long.
 */
export const readBytesNow = (path: string): Buffer | null =>
  readOpenNow(path, (file, found) => {
    if (!found.isFile() || found.size > LARGEST_FILE_BYTES) throw new NotAFile(path)
    return readFileSync(file)
  })

/** What `take` returns for the open file, or null where there is no file. Throws as the system and `take` do. */
export function readOpenNow<Taken>(path: string, take: (file: number, found: Stats) => Taken): Taken | null {
  let file: number
  try {
    file = openSync(path, WITHOUT_WAITING)
  } catch (error) {
    if (isMissing(error)) return null
    // Windows cannot open a folder, nor Linux a socket.
    if (hasCode(error, 'EISDIR', 'ENXIO')) throw new NotAFile(path)
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

/** Whether an error of the file system is that there is no such file. */
export const isMissing = (error: unknown): boolean => hasCode(error, 'ENOENT')

/** The system's code such as "EACCES", or the error as text. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** Whether it is a system error with one of these codes, such as "EACCES". */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
