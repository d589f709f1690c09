// The kept days on disk: a folder with a file for each account, of JSON lines, appended to and now and then rewritten.
import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type LightRecord, recordSchema } from '../presence/timeline.ts'
import { accountFileName, isMissing, PRIVATE_MODE, readTextNow, writeWholeNow } from './whole-file.ts'

/**
 * All of it is synchronous, and throws on a full or read-only disk: a line of 40 bytes at each change of light is
 * written before anything can happen to the program, in order, and even while it quits, when no promise is awaited.
 */
export interface HistoryFile {
  /** What can be read: lines that are torn or strange are left out, one by one. */
  read(): LightRecord[]
  append(record: LightRecord): void
  /** Puts these in place of all there were; none at all removes the file. */
  rewrite(records: readonly LightRecord[]): void
}

export interface HistoryFolder {
  /** `owner`: any text that names an account; it cannot be read from the file's name. */
  fileOf(owner: string): HistoryFile
  /** Removes the files that nobody wrote to since `moment`, epoch ms. */
  removeOlderThan(moment: number): void
  removeAll(): void
}

export function openHistoryFolder(folder: string): HistoryFolder {
  return {
    fileOf: (owner) => openHistoryFile(folder, `${accountFileName(owner)}.jsonl`),
    removeOlderThan(moment) {
      for (const name of namesIn(folder)) {
        const path = join(folder, name)
        if (statSync(path).mtimeMs < moment) rmSync(path, { force: true })
      }
    },
    removeAll: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function openHistoryFile(folder: string, name: string): HistoryFile {
  const path = join(folder, name)
  /** Whether the last line may be half of one: the next must not be glued to it. */
  let torn = false

  return {
    read() {
      const text = readTextNow(path) ?? ''
      torn = text !== '' && !text.endsWith('\n')
      return text.split('\n').flatMap((line) => recordIn(line) ?? [])
    },
    append(record) {
      mkdirSync(folder, { recursive: true })
      const line = `${torn ? '\n' : ''}${JSON.stringify(record)}\n`
      torn = true
      appendFileSync(path, line, { mode: PRIVATE_MODE })
      torn = false
    },
    rewrite(records) {
      if (records.length === 0) rmSync(path, { force: true })
      else writeWholeNow(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
      torn = false
    },
  }
}

function recordIn(line: string): LightRecord | null {
  try {
    return recordSchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
