// Reads the status file of the program that runs in a profile.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StatusReport, statusReportSchema } from '../../model/external-outputs/status-report.ts'
import { readJson } from '../../reading/json.ts'

/** Null if no program runs in the profile: one that was killed leaves its file. */
export function readStatus(folder: string): StatusReport | null {
  try {
    const status = statusReportSchema.parse(readJson(readFileSync(join(folder, 'status.json'), 'utf8')))
    return isAlive(status.pid) ? status : null
  } catch {
    return null
  }
}

/** EPERM: the process exists, and is not this user's (kill, "Errors"). */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
