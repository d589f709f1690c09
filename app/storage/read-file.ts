// Reads files that may be missing, and that another program may have put there.
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, type Stats } from 'node:fs'
import { errorCode, hasCode } from '../model/problems/thrown-error.ts'

/** The error for a path that is a folder, a pipe, a device or a far too long file. */
export class NotAFile extends Error {}

/** A hundred times the history, the longest file of this program. */
const LARGEST_FILE_BYTES = 20_000_000

/** Without O_NONBLOCK, opening a pipe blocks until another process writes to it (open(2)). Windows has no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** The bytes of the file; null if it does not exist. Throws if it cannot be read: a NotAFile if it is not a file or too long. */
export const readBytesNow = (path: string): Buffer | null =>
  readOpenNow(path, (file, found) => {
    if (!found.isFile() || found.size > LARGEST_FILE_BYTES) throw new NotAFile(path)
    return readFileSync(file)
  })

/** Opens the file and returns the result of `take`; null if it does not exist. Throws the errors of the system and of `take`. */
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

/** The names in the folder; none if it cannot be read. Never throws. */
export function namesInNow(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The same, but throws if the folder exists and cannot be read. */
export function fileNamesNow(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Whether the error means that the file does not exist. */
export const isMissing = (error: unknown): boolean => hasCode(error, 'ENOENT')

/** The code of a system error, such as "EACCES", or the error as text. */
export const codeOf = (error: unknown): string => errorCode(error) ?? String(error)
