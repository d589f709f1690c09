// Reads the status file of the program that runs in a profile.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type StatusReport, statusReportSchema } from '../../model/external-outputs/status-report.ts'
import { hasCode } from '../../model/problems/thrown-error.ts'
import { readJson } from '../../reading/json.ts'
import { readCommandAddress } from './command-address.ts'

/** Connecting to a socket or pipe of the same computer takes some ms. */
const LONGEST_CONNECT_MS = 2000

/**
 * Whether a program runs in the profile does not depend on the file: one that was killed leaves it, and one that runs has
 * none after an erasure and on a full disk (`silent`). The process id alone does not tell either: the system gives it to
 * another process, and in a flatpak each start has ids of its own, from 2. Never rejects.
 */
export async function readStatus(folder: string): Promise<StatusReport | 'not-running' | 'silent'> {
  const status = reportIn(folder)
  const address = readCommandAddress(folder)
  if (address) return (await isListening(address.path)) ? (status ?? 'silent') : 'not-running'
  return status && isAlive(status.pid) ? status : 'not-running'
}

function reportIn(folder: string): StatusReport | null {
  try {
    return statusReportSchema.parse(readJson(readFileSync(join(folder, 'status.json'), 'utf8')))
  } catch {
    return null
  }
}

/** Whether a program listens at a socket or pipe. One that is too busy to accept does. */
const isListening = (path: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(path)
    const end = (listening: boolean) => {
      resolve(listening)
      socket.destroy()
    }
    socket.setTimeout(LONGEST_CONNECT_MS)
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(true))
    socket.once('error', () => end(false))
  })

/** EPERM: the process exists, and is not this user's (kill, "Errors"). */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}
