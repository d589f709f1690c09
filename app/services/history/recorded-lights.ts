// The recorded lights of one account, in memory and in its file. While the disk refuses, they go on in memory.

import { cut } from '../../model/day.ts'
import type { LitName } from '../../model/light.ts'
import type { Log } from '../../model/log.ts'
import {
  type LightRecord,
  nothingRecorded,
  type Recorded,
  recordsOf,
  type Timeline,
  withRecord,
  withRecords,
} from '../../model/timeline.ts'
import type { HistoryFile } from '../../storage/history-file.ts'

/** How much of the current light is not written yet, at most: no crash loses more. Half of `LONGEST_GAP_MS`. */
const UNWRITTEN_MS = 5 * 60_000

export interface RecordedLights {
  /** The open span is the current light, up to the last good answer. */
  now(): Recorded
  /** Goes over to another account: what its file holds, behind `days`. */
  open(file: HistoryFile | null, days: Timeline): void
  /** Forgets what is in memory; goes on with `file`. */
  clear(file: HistoryFile | null): void
  /** Adds what the file holds. One that cannot be read is not used any more. */
  read(): void
  begin(light: LitName, at: number): void
  /** The current light was confirmed once more. */
  confirm(at: number): void
  /** Ends the current light at the last good answer. */
  end(): void
  /** Tries once more to write what the disk refused. */
  catchUp(): void
  /** Forgets what was before `moment`, epoch ms. */
  forgetBefore(moment: number): void
}

export function createRecordedLights(log: Pick<Log, 'warn'>): RecordedLights {
  let file: HistoryFile | null = null
  let lights = nothingRecorded
  /** Lines in the file: more than are needed, once a light has stayed for a while. */
  let lines = 0
  /** Up to when the file has the current light, epoch ms. */
  let writtenUntil = 0
  /** The file lacks what a full disk did not take. */
  let behind = false
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

  /** After a full disk the whole file is written again, as soon as there is space. */
  function write(record: LightRecord) {
    if (!file) return
    try {
      if (behind) rewrite()
      else {
        file.append(record)
        lines += 1
      }
      behind = false
    } catch (error) {
      if (!behind) log.warn('The history was not written', error)
      behind = true
    }
  }

  function catchUp() {
    if (!behind) return
    try {
      rewrite()
      behind = false
    } catch {
      // Reported when it began.
    }
  }

  /** Joins the lines of a light that stayed into one. */
  function compact() {
    try {
      if (file && lines !== recordsOf(lights).length) rewrite()
    } catch (error) {
      log.warn('The history was not compacted', error)
    }
  }

  function clear(next: HistoryFile | null) {
    file = next
    lights = nothingRecorded
    lines = 0
    behind = false
  }

  function read() {
    try {
      const records = file?.read() ?? []
      lines = records.length
      lights = withRecords(lights, records)
    } catch (error) {
      log.warn('The history could not be read', error)
      file = null
    }
  }

  return {
    now: () => lights,
    open(next, days) {
      catchUp()
      clear(next)
      lights = { over: days, open: null }
      read()
      keptSince = 0
      compact()
    },
    clear,
    read,
    begin(light, at) {
      add({ at, light })
      writtenUntil = at
    },
    confirm(at) {
      if (!lights.open) return
      const { light, until } = lights.open
      lights = withRecord(lights, { at: until, light, until: at })
      if (at - writtenUntil < UNWRITTEN_MS) return
      write({ at: writtenUntil, light, until: at })
      writtenUntil = at
    },
    end() {
      if (lights.open) add({ at: lights.open.until, light: null })
    },
    catchUp,
    forgetBefore(moment) {
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
