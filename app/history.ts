// The history of the lights: follows the state, writes down what was confirmed, and hands out the kept days.
import { DEMO, ownerOf } from './account-owner.ts'
import type { SaveFile } from './desktop/file-saver.ts'
import { csvName, csvOf, localOffset } from './history-csv.ts'
import type { Clock } from './presence/clock.ts'
import { confirmedIn, cut, drawnOut, keptDays } from './presence/day.ts'
import type { LitName } from './presence/light.ts'
import { midnight } from './presence/midnight.ts'
import {
  type LightRecord,
  LONGEST_GAP_MS,
  nothingRecorded,
  type Recorded,
  recorded,
  recordedAll,
  recordsOf,
  type Timeline,
  timelineOf,
} from './presence/timeline.ts'
import type { AppState, AppStore } from './state.ts'
import type { HistoryFile, HistoryFolder } from './storage/history-file.ts'
import type { Log } from './storage/log.ts'

/** A light that stays is written down again this often: no crash loses more. Half of `LONGEST_GAP_MS`. */
export const HEARTBEAT_MS = 5 * 60_000

/**
 * Days are forgotten only once the wall clock has gone on for so long: one that is wrongly ahead, as a computer's may
 * be until it finds the network, would take them all.
 */
const STEADY_MS = 60 * 60_000

export interface HistoryParts {
  store: AppStore
  clock: Clock
  folder: HistoryFolder
  /** What the demo day begins with. */
  demoFortnight: (nowMs: number) => Timeline
  wordsOf: (light: LitName) => string
  saveFile: SaveFile
  /** Told of each light that comes on or goes, not of each check. */
  onChange: (timeline: Timeline) => void
  log: Pick<Log, 'warn'>
}

export interface History {
  /** The kept days of who is signed in. */
  timeline(): Timeline
  /** Asks where to, and writes the kept days as CSV; null when the person thought better of it. Rejects with words. */
  export(): Promise<{ path: string } | null>
  /**
   * Forgets every day of everybody. In the demo: its own days, which are nowhere else. Rejects with a NotRemoved where
   * the disk keeps some, which are then still shown.
   */
  erase(): Promise<void>
  /** Writes down how far the last light was confirmed. No timer outlives this. */
  stop(): void
}

/** The light that is on, all in epoch ms. */
interface Lit {
  light: LitName
  begunAt: number
  recordedAt: number
  answeredAt: number
}

export function createHistory(parts: HistoryParts): History {
  const { store, clock, folder, log, onChange } = parts
  let owner: string | null = null
  let file: HistoryFile | null = null
  /** Lines in the file: more than are needed, once there are heartbeats. */
  let lines = 0
  /** The file lacks what a full disk did not take. */
  let behind = false
  let told = nothingRecorded
  let lit: Lit | null = null
  /** The answer that was on when the last light ended: only another begins a new one. */
  let spentAnswer: number | null = null
  let keptSince = 0
  /** How far the wall clock is ahead of the one that never jumps, and since when (on the latter). */
  let steady = { aheadMs: clock.nowMs() - clock.monotonicMs(), sinceMs: clock.monotonicMs() }
  let cancelBeat = () => {}

  function onDisk(what: string, write: () => void): boolean {
    try {
      write()
      return true
    } catch (error) {
      log.warn(what, error)
      return false
    }
  }

  function rewrite() {
    const records = recordsOf(told)
    file?.rewrite(records, keptSince)
    lines = records.length
  }

  function write(record: LightRecord) {
    const before = told
    told = recorded(before, record)
    keep(record)
    if (told.over !== before.over || told.open?.from !== before.open?.from) onChange(timelineOf(told))
  }

  /** In memory it goes on when the disk is full; as soon as there is room the file is made whole again. */
  function keep(record: LightRecord) {
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

  /** One more try of what the disk refused. */
  function catchUp() {
    if (!behind) return
    try {
      rewrite()
      behind = false
    } catch {
      // It was said when that began.
    }
  }

  /** What ends a light ends it at the last good answer, not when it was noticed. */
  function end() {
    if (!lit) return
    const { begunAt, answeredAt } = lit
    spentAnswer = answeredAt
    lit = null
    write({ at: Math.max(begunAt, answeredAt), light: null })
  }

  /** The computer slept, or somebody set its clock: what was on meanwhile is not known. */
  function endIfTimeJumped(nowMs: number) {
    if (lit && (nowMs < lit.recordedAt || nowMs - lit.recordedAt > LONGEST_GAP_MS)) end()
  }

  function hear(state: AppState) {
    const nowMs = clock.nowMs()
    if (ownerOf(state.session) !== owner) changeOwner(ownerOf(state.session), nowMs)
    endIfTimeJumped(nowMs)
    const confirmed = owner === null ? null : confirmedIn(state)
    if (!confirmed) return end()
    const { light, at } = confirmed
    if (lit?.light === light) lit.answeredAt = at
    else if (lit || at !== spentAnswer) {
      lit = { light, begunAt: nowMs, recordedAt: nowMs, answeredAt: at }
      write({ at: nowMs, light })
    }
  }

  function beat() {
    cancelBeat = clock.after(HEARTBEAT_MS, beat)
    const nowMs = clock.nowMs()
    endIfTimeJumped(nowMs)
    if (lit) {
      lit.recordedAt = nowMs
      write({ at: nowMs, light: lit.light })
    } else catchUp()
    if (isSteady(nowMs) && firstKept(nowMs) !== keptSince) prune(nowMs)
  }

  function changeOwner(next: string | null, nowMs: number) {
    end()
    catchUp()
    owner = next
    file = next === null || next === DEMO ? null : folder.fileOf(next)
    told = next === DEMO ? { over: parts.demoFortnight(nowMs), open: null } : nothingRecorded
    lines = 0
    behind = false
    // What cannot be read is not written over either.
    if (!onDisk('The history could not be read', read)) file = null
    keptSince = 0
    melt()
    onChange(timelineOf(told))
  }

  function read() {
    const records = file?.read() ?? []
    lines = records.length
    told = recordedAll(told, records)
  }

  function isSteady(nowMs: number): boolean {
    const monotonicMs = clock.monotonicMs()
    const aheadMs = nowMs - monotonicMs
    // Sleep looks the same where the monotonic clock stands still meanwhile.
    if (Math.abs(aheadMs - steady.aheadMs) > LONGEST_GAP_MS) steady = { aheadMs, sinceMs: monotonicMs }
    return monotonicMs - steady.sinceMs >= STEADY_MS
  }

  /** Heartbeats become one line. */
  function melt() {
    onDisk('The history was not pruned', () => {
      if (file && lines !== recordsOf(told).length) rewrite()
    })
  }

  /** Forgets the days before the kept ones. */
  function prune(nowMs: number) {
    keptSince = firstKept(nowMs)
    told = since(told, keptSince)
    melt()
    onDisk('Old days were not forgotten', () => folder.removeOlderThan(keptSince))
  }

  /** Forgets what is in memory; the light that is on follows with the next answer. */
  function beginAnew() {
    spentAnswer = lit?.answeredAt ?? spentAnswer
    lit = null
    told = nothingRecorded
    lines = 0
    behind = false
    // One that could not be read is no longer in the way.
    file = owner === null || owner === DEMO ? null : folder.fileOf(owner)
  }

  const timelineNow = () => {
    const timeline = drawnOut(timelineOf(told), owner === null ? null : confirmedIn(store.getState()))
    // Days to come were written down by a clock that was ahead.
    const nowMs = clock.nowMs()
    return cut(timeline, firstKept(nowMs), midnight(nowMs, 1))
  }

  const unsubscribe = store.subscribe(hear)
  hear(store.getState())
  cancelBeat = clock.after(HEARTBEAT_MS, beat)

  return {
    timeline: timelineNow,
    export() {
      const name = csvName(clock.nowMs(), localOffset)
      return parts.saveFile(name, csvOf(timelineNow(), localOffset, parts.wordsOf))
    },
    async erase() {
      try {
        if (owner !== DEMO) folder.removeAll()
      } catch (error) {
        beginAnew()
        // What is left is shown.
        if (!onDisk('The history could not be read', read)) file = null
        onChange(timelineOf(told))
        throw error
      }
      beginAnew()
      onChange([])
    },
    stop() {
      unsubscribe()
      cancelBeat()
      end()
      catchUp()
    },
  }
}

const firstKept = (nowMs: number): number => keptDays(nowMs).at(-1)?.start ?? nowMs

const since = ({ over, open }: Recorded, moment: number): Recorded => ({
  over: cut(over, moment, Number.POSITIVE_INFINITY),
  open: open && open.until >= moment ? { ...open, from: Math.max(open.from, moment) } : null,
})
