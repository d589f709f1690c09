// The kept days on disk: a folder with a file for each account, of JSON lines, appended to and now and then rewritten.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { NotRemoved } from '../model/not-removed.ts'
import { type LightRecord, recordSchema } from '../model/timeline.ts'
import { readJson } from '../reading/json.ts'
import { eraseNow } from './erase.ts'
import { isMissing, readTextNow } from './reading.ts'
import { accountFileName, appendNow, removeNow, writeWholeNow } from './whole-file.ts'

/**
 * All of it is synchronous, and throws on a full or read-only disk: a line of 40 bytes at each change of light is
 * written before anything can happen to the program, in order, and even while it quits, when no promise is awaited.
 */
export interface HistoryFile {
  /** What can be read: lines that are torn or strange are left out, one by one. */
  read(): LightRecord[]
  append(record: LightRecord): void
  /**
   * Puts these in place of all there were; none at all removes the file. Lines that only a newer version can read stay,
   * if their moment is not before `since`, epoch ms.
   */
  rewrite(records: readonly LightRecord[], since: number): void
}

export interface HistoryFolder {
  /** `owner`: any text that names an account; it cannot be read from the file's name. */
  fileOf(owner: string): HistoryFile
  /**
   * Removes the files that nobody wrote to since `moment`, epoch ms, or where the disk does not let them be removed what
   * they hold. Throws a NotRemoved with what is left.
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
        // What stays of it holds nothing.
      }
    },
  }
}

/** Emptied where they cannot be removed; throws a NotRemoved with those that could not even be emptied. */
function erase(paths: readonly string[]): void {
  // A link here was written through.
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
  /** Whether the last line may be half of one: the next must not be glued to it. Null before anybody has looked. */
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
      const strange = text.split('\n').flatMap((line) => strangeIn(readJson(line), since))
      const kept = withStrange(records, strange)
      if (kept.length === 0) erase([path])
      else writeWholeNow(path, kept.map((record) => `${JSON.stringify(record)}\n`).join(''))
      torn = false
    },
  }
}

const strangeSchema = z.looseObject({ at: z.number() })

const recordIn = (json: unknown): LightRecord | null => recordSchema.safeParse(json).data ?? null

/**
 * Each strange line before the first record that is later. The records stay in their order, which is not always that of
 * time: what a clock that was set back wrote down comes after what it takes the place of.
 */
function withStrange(records: readonly LightRecord[], strange: readonly { at: number }[]): { at: number }[] {
  const waiting = strange.toSorted((one, other) => other.at - one.at)
  const before = (at: number) => {
    const first = waiting.findIndex((line) => line.at < at)
    return first < 0 ? [] : waiting.splice(first).toReversed()
  }
  return [...records.flatMap((record) => [...before(record.at), record]), ...waiting.toReversed()]
}

/** What has a moment, not before `since`, and is no record of ours. */
function strangeIn(json: unknown, since: number): { at: number }[] {
  const read = strangeSchema.safeParse(json)
  return read.success && read.data.at >= since && !recordIn(json) ? [read.data] : []
}
