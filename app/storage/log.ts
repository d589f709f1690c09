// The log: what happened and why, in files that turn over; no token passes the redactor.
import { join } from 'node:path'
import log from 'electron-log/node'
import { redacted } from './redacted.ts'

export interface Log {
  info(...words: unknown[]): void
  warn(...words: unknown[]): void
  error(...words: unknown[]): void
}

const LARGEST_FILE_BYTES = 1_000_000

/** Opens `main.log` in `folder`; a full one becomes `main.old.log`. Also catches what nobody else did. */
export function openLog(folder: string, isPackaged: boolean): Log {
  log.hooks.push((message) => ({ ...message, data: message.data.map(redacted) }))
  log.transports.file.resolvePathFn = () => join(folder, 'main.log')
  log.transports.file.maxSize = LARGEST_FILE_BYTES
  log.transports.file.level = 'info'
  log.transports.console.level = isPackaged ? false : 'warn'
  log.errorHandler.startCatching({ showDialog: false })
  return log
}
