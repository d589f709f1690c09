// The recorded lights of one account, in memory and in its file. If the disk refuses, they are kept in memory.

import { cut } from '../../model/day.ts'
import type { LitName } from '../../model/light.ts'
import type { Log } from '../../model/log.ts'
import { type Problem, unexpected } from '../../model/problems/problem.ts'
import {
  type LightRecord,
  nothingRecorded,
  type Recorded,
  recordsOf,
  type Span,
  type Timeline,
  withRecord,
  withRecords,
} from '../../model/timeline.ts'
import type { HistoryFile } from '../../storage/history-file.ts'

/** How often the current light is written, so that a crash loses no more. Half of `LONGEST_GAP_MS`. */
const WRITE_INTERVAL_MS = 5 * 60_000

export function createRecordedLights(log: Pick<Log, 'warn'>) {
  let file: HistoryFile | null = null
  /** A file that cannot be read. It is not written either. */
  let unread: { file: HistoryFile; problem: Problem } | null = null
  let lights = nothingRecorded
  /** The number of lines in the file. A light that lasts has several. */
  let lines = 0
  /** The end of the current light in the file, epoch ms. */
  let writtenUntil = 0
  /** The disk has refused a write, so the file is incomplete. */
  let isIncomplete = false
  let keptSince = 0

  function rewrite() {
    const records = recordsOf(lights)
    file?.rewrite(records, keptSince)
    lines = records.length
    writtenUntil = lights.open?.until ?? 0
  }

  function add(record: LightRecord) {
    lights = withRecord(lights, record)
    write(record)
  }

  /** Rewrites the whole file after the disk has refused a write. */
  function write(record: LightRecord) {
    if (!file) return
    try {
      if (isIncomplete) rewrite()
      else {
        file.append(record)
        lines += 1
      }
      isIncomplete = false
    } catch (error) {
      if (!isIncomplete) log.warn('The history was not written', error)
      isIncomplete = true
    }
  }

  /** Tries again to write what the disk refused. */
  function retryWrite() {
    if (!isIncomplete) return
    try {
      rewrite()
      isIncomplete = false
    } catch {
      // The first failure was logged.
    }
  }

  /** Joins the lines of each light into one. */
  function compact() {
    try {
      if (file && lines !== recordsOf(lights).length) rewrite()
    } catch (error) {
      log.warn('The history was not compacted', error)
    }
  }

  /** Clears the memory, and switches to another file without reading it. */
  function clear(next: HistoryFile | null) {
    file = next
    unread = null
    lights = nothingRecorded
    lines = 0
    isIncomplete = false
  }

  /** Adds the content of the file. */
  function read() {
    if (!file) return
    try {
      const records = file.read()
      lines = records.length
      lights = withRecords(lights, records)
    } catch (error) {
      log.warn('The history could not be read', error)
      unread = { file, problem: unexpected(error) }
      file = null
    }
  }

  /** Tries again to read a file, and adds to it what was recorded meanwhile. */
  function readAgain() {
    if (!unread) return
    try {
      const kept = withRecords(nothingRecorded, unread.file.read())
      lights = cutBefore(withRecords(ended(kept), recordsOf(lights)), keptSince)
    } catch {
      // The first failure was logged.
      return
    }
    ;[file, unread, isIncomplete] = [unread.file, null, true]
    retryWrite()
  }

  return {
    /** The open span is that of the current light, up to the last good answer. */
    now: () => lights,
    /** Why the file cannot be read, or null. */
    problem: () => unread?.problem ?? null,
    /** Switches to another account: `days`, and then the content of its file. */
    open(next: HistoryFile | null, days: Timeline) {
      retryWrite()
      clear(next)
      lights = { over: days, open: null }
      read()
      keptSince = 0
      compact()
    },
    clear,
    read,
    readAgain,
    begin(light: LitName, at: number) {
      add({ at, light })
      writtenUntil = at
    },
    /** The current light was confirmed again. */
    confirm(at: number) {
      if (!lights.open) return
      const { light, until } = lights.open
      lights = withRecord(lights, { at: until, light, until: at })
      if (at - writtenUntil < WRITE_INTERVAL_MS) return
      write({ at: writtenUntil, light, until: at })
      writtenUntil = at
    },
    /** Ends the current light at the last good answer. */
    end() {
      if (lights.open) add(endOf(lights.open))
    },
    retryWrite,
    /** Deletes everything before `moment`, epoch ms. */
    deleteBefore(moment: number) {
      keptSince = moment
      lights = cutBefore(lights, moment)
      compact()
    },
  }
}

const cutBefore = ({ over, open }: Recorded, moment: number): Recorded => ({
  over: cut(over, moment, Number.POSITIVE_INFINITY),
  open: open && open.until >= moment ? { ...open, from: Math.max(open.from, moment) } : null,
})

const endOf = ({ until }: Span): LightRecord => ({ at: until, light: null })

const ended = (recorded: Recorded): Recorded =>
  recorded.open ? withRecord(recorded, endOf(recorded.open)) : recorded
