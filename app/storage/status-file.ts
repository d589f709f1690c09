// status.json: the light of the running program, for other programs of this computer. Readable by the user alone.
import { join } from 'node:path'
import type { StatusReport } from '../model/external-outputs/status-report.ts'
import { eraseAllNow } from './erase.ts'
import { writeWholeNow } from './whole-file.ts'

export function openStatusFile(folder: string) {
  const path = join(folder, 'status.json')
  return {
    /** A reader gets the whole old or the whole new report. Throws on a full or read-only disk; the old one stays then. */
    write: (report: StatusReport) => writeWholeNow(path, `${JSON.stringify(report)}\n`),
    /** Empties a file that cannot be removed. Throws a NotRemoved if it cannot be emptied either. */
    remove: () => eraseAllNow([path]),
  }
}
