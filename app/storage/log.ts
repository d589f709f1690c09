// The log: what happened and why, in rotating files, without secrets.
import { renameSync, truncateSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import log from 'electron-log/node'
import type { Log } from '../model/log.ts'
import { redacted } from '../reading/redacted.ts'
import { PRIVATE_MODE } from './whole-file.ts'

/** A log that can be read, for the diagnostics. */
export interface ReadableLog extends Log {
  /** The newest `count` lines, oldest first. */
  lastLines(count: number): Promise<string[]>
}

export interface LogParts {
  folder: string
  isPackaged: boolean
  /** Whether `debug` is written too. */
  verbose: boolean
}

/** With the older files 2 MB at most; a line of 10,000 letters may exceed it. */
const LARGEST_FILE_BYTES = 450_000
const OLDER_FILES = 3

/** Opens `main.log` in `folder`; a full one is renamed to `main.1.log`, that one to `main.2.log`, and so on. */
export function openLog({ folder, isPackaged, verbose }: LogParts): ReadableLog {
  const path = (age: number) => join(folder, age === 0 ? 'main.log' : `main.${age}.log`)
  const { file, console } = log.transports
  log.hooks.push((message) => ({ ...message, data: message.data.map(redacted) }))
  file.resolvePathFn = () => path(0)
  file.maxSize = LARGEST_FILE_BYTES
  file.writeOptions = { flag: 'a', mode: PRIVATE_MODE, encoding: 'utf8' }
  file.archiveLogFn = () => rotate(path)
  file.level = verbose ? 'debug' : 'info'
  console.level = isPackaged ? false : 'warn'
  return Object.assign(log, {
    async lastLines(count: number) {
      // No file yet, or no folder any more: the diagnostics are useful without a log too.
      const texts = await Promise.all(
        [path(1), path(0)].map((name) => readFile(name, 'utf8').catch(() => '')),
      )
      return texts.join('').split(/\r?\n/).filter(Boolean).slice(-count)
    },
  })
}

function rotate(path: (age: number) => string): void {
  for (let age = OLDER_FILES; age > 0; age--) {
    try {
      renameSync(path(age - 1), path(age))
    } catch {
      // It is not there yet, or another program holds it (Windows); but the newest must not grow without limit.
      if (age === 1) truncateSync(path(0))
    }
  }
}
