// The kept days on disk: a folder with a file of JSON lines for each account, appended to and now and then rewritten.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { NotRemoved } from '../model/problems/not-removed.ts'
import { type LightRecord, recordSchema } from '../model/timeline.ts'
import { readJson } from '../reading/json.ts'
import { eraseNow } from './erase.ts'
import { isMissing, readTextNow } from './reading.ts'
import { accountFileName, appendNow, removeNow, writeWholeNow } from './whole-file.ts'

/**
 * Synchronous, and throws on a full or read-only disk: a line of 40 bytes at each change of light is written at once,
 * in order, and also while the program quits, when no promise is awaited.
 */
export interface HistoryFile {
  /** The records that can be read; lines that are torn or unknown are left out. */
  read(): LightRecord[]
  append(record: LightRecord): void
  /**
   * Replaces all records; without any the file is removed. Lines that only a newer version can read stay, if their
   * moment is not before `since`, epoch ms.
   */
  rewrite(records: readonly LightRecord[], since: number): void
}

export interface HistoryFolder {
  /** `owner`: any text that names an account; the file's name does not show it. */
  fileOf(owner: string): HistoryFile
  /**
   * Removes the files that were not written since `moment`, epoch ms, or empties those that the disk does not let be
   * removed. Throws a NotRemoved with what is left.
   */
  removeOlderThan(moment: number): void
  /** The same with all files, and the folder. */
  removeAll(): void
}

export function openHistoryFolder(folder: string): HistoryFolder {
  return {
    fileOf: (owner) => openHistoryFile(folder, `${accountFileName(owner)}.jsonl`),
    removeOlderThan(moment) {
      erase(
        namesIn(folder)
          .map((name) => join(folder, name))
          .filter((path) => isOlder(path, moment)),
      )
    },
    removeAll() {
      erase(namesIn(folder).map((name) => join(folder, name)))
      try {
        removeNow(folder)
      } catch {
        // What is left is empty.
      }
    },
  }
}

/** Emptied where they cannot be removed; throws a NotRemoved with those that could not even be emptied. */
function erase(paths: readonly string[]): void {
  // Records were written through a link, so its target is ours too.
  const left = paths.flatMap((path) => eraseNow(path, { instead: '', isOurs: () => true }))
  if (left.length > 0) throw new NotRemoved(left)
}

function isOlder(path: string, moment: number): boolean {
  try {
    return statSync(path).mtimeMs < moment
  } catch {
    // A link to nothing.
    return false
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
  /** Whether the last line may be incomplete, so that the next begins a new one; null before the file was read. */
  let torn: boolean | null = null
  const isTorn = (text: string) => text !== '' && !text.endsWith('\n')

  return {
    read() {
      const text = readTextNow(path) ?? ''
      torn = isTorn(text)
      return text.split('\n').flatMap((line) => recordIn(readJson(line)) ?? [])
    },
    append(record) {
      torn ??= isTorn(readTextNow(path) ?? '')
      const line = `${torn ? '\n' : ''}${JSON.stringify(record)}\n`
      torn = true
      appendNow(path, line)
      torn = false
    },
    rewrite(records, since) {
      const text = readTextNow(path) ?? ''
      const unknownLines = text.split('\n').flatMap((line) => unknownIn(readJson(line), since))
      const kept = withUnknown(records, unknownLines)
      if (kept.length === 0) erase([path])
      else writeWholeNow(path, kept.map((record) => `${JSON.stringify(record)}\n`).join(''))
      torn = false
    },
  }
}

const unknownSchema = z.looseObject({ at: z.number() })

const recordIn = (json: unknown): LightRecord | null => recordSchema.safeParse(json).data ?? null

/**
 * Each unknown line comes before the first later record. The records keep their order, which is not always that of
 * time: what a clock that was set back wrote comes after what it replaces.
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

/** An object with a moment, not before `since`, that is no record of this version. */
function unknownIn(json: unknown, since: number): { at: number }[] {
  const read = unknownSchema.safeParse(json)
  return read.success && read.data.at >= since && !recordIn(json) ? [read.data] : []
}
