// The log: what happened and why, in files that turn over; no token passes the redactor.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import log from 'electron-log/node'
import { redacted } from './redacted.ts'

export interface Log {
  info(...words: unknown[]): void
  warn(...words: unknown[]): void
  error(...words: unknown[]): void
}

/** What is also read again, for the diagnostics. */
export interface ReadableLog extends Log {
  /** The newest `count` lines, oldest first; fewer where the file has just turned over. */
  lastLines(count: number): Promise<string[]>
}

const LARGEST_FILE_BYTES = 1_000_000

/** Opens `main.log` in `folder`; a full one becomes `main.old.log`. Also catches what nobody else did. */
export function openLog(folder: string, isPackaged: boolean): ReadableLog {
  const path = join(folder, 'main.log')
  log.hooks.push((message) => ({ ...message, data: message.data.map(redacted) }))
  log.transports.file.resolvePathFn = () => path
  log.transports.file.maxSize = LARGEST_FILE_BYTES
  log.transports.file.level = 'info'
  log.transports.console.level = isPackaged ? false : 'warn'
  log.errorHandler.startCatching({ showDialog: false })
  return Object.assign(log, {
    async lastLines(count: number) {
      // Nothing has been written yet, or the folder is gone: a diagnosis without a log is still one.
      const text = await readFile(path, 'utf8').catch(() => '')
      return text.split('\n').filter(Boolean).slice(-count)
    },
  })
}
