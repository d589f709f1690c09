// The log in rotating files, without secrets.
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

/** At most 2 MB with the older files; a line of 10,000 characters may exceed it. */
const LARGEST_FILE_BYTES = 450_000
const OLDER_FILES = 3

/** Opens `main.log` in `folder`. A full file is renamed to `main.1.log`, that one to `main.2.log`, and so on. */
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
      // The files or the folder may be missing: the diagnostics are useful without a log too.
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
      // It does not exist, or another program has it open (Windows). The newest must not grow without limit.
      if (age === 1) truncateSync(path(0))
    }
  }
}
