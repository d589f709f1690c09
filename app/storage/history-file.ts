// The history on disk: a folder with a file of JSON lines for each account, which is appended to and sometimes rewritten.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type LightRecord, recordSchema } from '../model/timeline.ts'
import { readJson } from '../reading/json.ts'
import { eraseAllNow } from './erase.ts'
import { fileNamesNow, readTextNow } from './read-file.ts'
import { accountFileName, appendNow, removeNow, writeWholeNow } from './whole-file.ts'

export type HistoryFolder = ReturnType<typeof openHistoryFolder>
export type HistoryFile = ReturnType<typeof openHistoryFile>

export function openHistoryFolder(folder: string) {
  return {
    /** `owner`: any text that identifies an account; it is not visible in the file name. */
    fileOf: (owner: string) => openHistoryFile(folder, `${accountFileName(owner)}.jsonl`),
    /**
     * Removes the files that were last written before `moment`, epoch ms, or empties those that cannot be removed. Throws a
     * NotRemoved with the files that are left.
     */
    removeOlderThan(moment: number) {
      eraseAllNow(
        fileNamesNow(folder)
          .map((name) => join(folder, name))
          .filter((path) => isOlder(path, moment)),
      )
    },
    /** The same for all files and the folder. */
    removeAll() {
      eraseAllNow(fileNamesNow(folder).map((name) => join(folder, name)))
      try {
        removeNow(folder)
      } catch {
        // The files that are left are empty.
      }
    },
  }
}

function isOlder(path: string, moment: number): boolean {
  try {
    return statSync(path).mtimeMs < moment
  } catch {
    // A broken link.
    return false
  }
}

/**
 * Synchronous, as lines are short and must also be written while the program quits. Throws on a full or read-only disk.
 */
function openHistoryFile(folder: string, name: string) {
  const path = join(folder, name)
  /** Whether the last line may be incomplete, so that a line break is needed; null before the file is read. */
  let torn: boolean | null = null
  const isTorn = (text: string) => text !== '' && !text.endsWith('\n')

  return {
    /** The records, without incomplete and unknown lines. */
    read() {
      const text = readTextNow(path) ?? ''
      torn = isTorn(text)
      return text.split('\n').flatMap((line) => recordIn(readJson(line)) ?? [])
    },
    append(record: LightRecord) {
      torn ??= isTorn(readTextNow(path) ?? '')
      const line = `${torn ? '\n' : ''}${JSON.stringify(record)}\n`
      torn = true
      appendNow(path, line)
      torn = false
    },
    /**
     * Replaces all records; without any, removes the file. Keeps the lines of newer versions whose moment is not before
     * `since`, epoch ms.
     */
    rewrite(records: readonly LightRecord[], since: number) {
      const text = readTextNow(path) ?? ''
      const unknownLines = text.split('\n').flatMap((line) => unknownIn(readJson(line), since))
      const kept = withUnknown(records, unknownLines)
      if (kept.length === 0) eraseAllNow([path])
      else writeWholeNow(path, kept.map((record) => `${JSON.stringify(record)}\n`).join(''))
      torn = false
    },
  }
}

const unknownSchema = z.looseObject({ at: z.number() })

const recordIn = (json: unknown): LightRecord | null => recordSchema.safeParse(json).data ?? null

/**
 * Inserts each unknown line before the first later record. The order of the records is kept, which is not always that of
 * time: if the clock was set back, a record follows the later ones that it replaces.
 */
function withUnknown(
  records: readonly LightRecord[],
  unknownLines: readonly { at: number }[],
): { at: number }[] {
  const waiting = unknownLines.toSorted((one, other) => other.at - one.at)
  const before = (at: number) => {
    const first = waiting.findIndex((line) => line.at < at)
    return first < 0 ? [] : waiting.splice(first).toReversed()
  }
  return [...records.flatMap((record) => [...before(record.at), record]), ...waiting.toReversed()]
}

/** An object with a moment not before `since` that is not a record of this version. */
function unknownIn(json: unknown, since: number): { at: number }[] {
  const read = unknownSchema.safeParse(json)
  return read.success && read.data.at >= since && !recordIn(json) ? [read.data] : []
}
