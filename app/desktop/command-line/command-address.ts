// Where the running program listens for the command line: a socket or pipe, and the file in the profile that names it.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { z } from 'zod'
import { readJson } from '../../reading/json.ts'
import { writeWholeNow } from '../../storage/whole-file.ts'

const addressSchema = z.object({ path: z.string().max(1024), token: z.string().max(100) })
/** `token` proves that a command comes from a program that can read the profile. */
export type CommandAddress = z.infer<typeof addressSchema>

const FILE = 'command-line.json'
/** In bytes. A socket's path has 104 with its end on macOS, 108 on Linux (sys/un.h). */
const LONGEST_SOCKET_PATH = 103

/**
 * A new address. Windows has named pipes, which have no folder: every user may read their names, and create them, so the
 * name is random. Where the profile's path is too long for a socket, it is in a temporary folder of this user alone.
 */
export function newCommandAddress(folder: string): CommandAddress {
  const token = randomBytes(32).toString('hex')
  // The separator is that of the system that runs, also where the simulator shows another one.
  if (sep === '\\') return { path: `\\\\.\\pipe\\tally-light-${randomBytes(16).toString('hex')}`, token }
  const inProfile = join(folder, 'commands.sock')
  const fits = Buffer.byteLength(inProfile) <= LONGEST_SOCKET_PATH
  return {
    path: fits ? inProfile : join(mkdtempSync(join(tmpdir(), 'tally-light-')), 'commands.sock'),
    token,
  }
}

/** Throws if the disk refuses. */
export const writeCommandAddress = (folder: string, address: CommandAddress): void =>
  writeWholeNow(join(folder, FILE), `${JSON.stringify(address)}\n`)

/** Null if there is none, or none that can be read. */
export function readCommandAddress(folder: string): CommandAddress | null {
  try {
    return addressSchema.parse(readJson(readFileSync(join(folder, FILE), 'utf8')))
  } catch {
    return null
  }
}

/** Never throws. */
export const removeCommandFile = (folder: string): void => removeQuietly(join(folder, FILE))

/** Removes the file, and a socket that is left. Never throws. */
export function removeCommandAddress(folder: string, { path }: CommandAddress): void {
  removeCommandFile(folder)
  if (sep === '\\') return
  removeQuietly(path)
  if (dirname(path) !== folder) removeQuietly(dirname(path))
}

function removeQuietly(path: string) {
  try {
    rmSync(path, { force: true, recursive: true })
  } catch {
    // The next start replaces it.
  }
}
