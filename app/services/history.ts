// The history of the lights: follows the state, writes down what was confirmed, and hands out the kept days.

import { type Confirmed, confirmedIn, cut, DAYS_KEPT, drawnOut } from '../model/day.ts'
import { followsGap } from '../model/following.ts'
import type { LitName } from '../model/light.ts'
import type { Log } from '../model/log.ts'
import type { AppState, AppStore } from '../model/state.ts'
import {
  type LightRecord,
  LONGEST_GAP_MS,
  nothingRecorded,
  type Recorded,
  recorded,
  recordedAll,
  recordsOf,
  type Span,
  type Timeline,
  timelineOf,
} from '../model/timeline.ts'
import type { Clock } from '../model/timing/clock.ts'
import { midnight } from '../model/timing/midnight.ts'
import { createTimeWatch, LOOK_MS } from '../model/timing/time-watch.ts'
import { csvName, csvOf } from '../storage/history-csv.ts'
import type { HistoryFile, HistoryFolder } from '../storage/history-file.ts'
import { DEMO, ownerOf } from './account-owner.ts'

/** How much of a light that stays is not written down yet, at most: no crash loses more. Half of `LONGEST_GAP_MS`. */
const UNWRITTEN_MS = 5 * 60_000

/**
 * Days are forgotten only once the wall clock has gone on for so long: one that is wrongly ahead, as a computer's may
 * be until it finds the network, would take them all.
 */
const STEADY_MS = 60 * 60_000

/**
 * Resolves to where it went, or to null when the person thought better of it; asked while a dialog is open, to what comes
 * of that one. Rejects with words for a person, also where it was asked too often.
 */
export type SaveFile = (suggestedName: string, text: string) => Promise<{ path: string } | null>

export interface HistoryParts {
  store: AppStore
  clock: Clock
  folder: HistoryFolder
  /** What the demo day begins with. */
  demoFortnight: (nowMs: number, timeZone: string) => Timeline
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

export function createHistory(parts: HistoryParts): History {
  const { store, clock, folder, log, onChange } = parts
  const time = createTimeWatch(clock)
  let owner: string | null = null
  let file: HistoryFile | null = null
  /** Lines in the file: more than are needed, once a light has stayed for a while. */
  let lines = 0
  /** How far the file tells of the light that is on, epoch ms. */
  let writtenUntil = 0
  /** The file lacks what a full disk did not take. */
  let behind = false
  /** Its open span is the light that is on, up to the last good answer. */
  let told = nothingRecorded
  /** The answer that was heard last. */
  let heard: AppState['following']['last'] = null
  /** Nobody knows how long what it said was so: only another answer begins a light. */
  let spent = false
  let keptSince = 0
  /** How far the wall clock is ahead of the one that never jumps, and since when (on the latter). */
  let steady = { aheadMs: clock.nowMs() - clock.monotonicMs(), sinceMs: clock.monotonicMs() }
  let cancelLook = () => {}

  const zone = () => store.getState().timeZone
  const firstKept = (nowMs: number): number => midnight(nowMs, -DAYS_KEPT, zone())

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
    writtenUntil = told.open?.until ?? 0
  }

  function write(record: LightRecord) {
    told = recorded(told, record)
    keep(record)
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

  function begin(light: LitName, at: number) {
    write({ at, light })
    writtenUntil = at
  }

  /** The light that is on was confirmed once more. */
  function stay({ light, until }: Span, at: number) {
    told = recorded(told, { at: until, light, until: at })
    if (at - writtenUntil >= UNWRITTEN_MS) {
      keep({ at: writtenUntil, light, until: at })
      writtenUntil = at
    }
  }

  /** What ends a light ends it at the last good answer, not when it was noticed. */
  function end() {
    spent = true
    close()
  }

  function close() {
    if (told.open) write({ at: told.open.until, light: null })
  }

  function follow(state: AppState) {
    const before = told
    hear(state)
    if (!looksTheSame(before, told)) onChange(timelineOf(told))
  }

  function hear(state: AppState) {
    if (time.jumped()) end()
    if (ownerOf(state.session) !== owner) changeOwner(ownerOf(state.session), clock.nowMs())
    const { last } = state.following
    const isNew = last !== heard
    if (isNew) {
      if (last && (spent || followsGap(last) || last.at < (told.open?.until ?? 0))) close()
      heard = last
      spent = false
    }
    const confirmed = owner === null ? null : confirmedIn(state)
    if (confirmed) confirm(confirmed, isNew)
    // With the history off an answer is not used up: it is still the last when the history is on again.
    else if (told.open || state.settings.keepHistory) end()
  }

  function confirm(confirmed: Confirmed, isNew: boolean) {
    const { light, at } = confirmed
    if (told.open && isNew) stay(told.open, at)
    if (told.open?.light === light) return
    // Nothing is told of a time when nothing was to be written down.
    if (!spent) begin(light, isNew ? at : Math.max(at, clock.nowMs()))
    // As a moment only: without it the light before would seem to have gone on up to this answer.
    else if (drawnOut(told.over, confirmed) !== told.over) begin(light, at)
  }

  function look() {
    cancelLook = clock.after(LOOK_MS, look)
    follow(store.getState())
    catchUp()
    const nowMs = clock.nowMs()
    if (isSteady(nowMs) && firstKept(nowMs) !== keptSince) prune(nowMs)
  }

  function changeOwner(next: string | null, nowMs: number) {
    end()
    catchUp()
    owner = next
    file = next === null || next === DEMO ? null : folder.fileOf(next)
    told = next === DEMO ? { over: parts.demoFortnight(nowMs, zone()), open: null } : nothingRecorded
    lines = 0
    behind = false
    // What cannot be read is not written over either.
    if (!onDisk('The history could not be read', read)) file = null
    keptSince = 0
    melt()
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

  /** What a light that stayed took many lines for becomes one. */
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
    spent ||= told.open !== null
    told = nothingRecorded
    lines = 0
    behind = false
    // One that could not be read is no longer in the way.
    file = owner === null || owner === DEMO ? null : folder.fileOf(owner)
  }

  const timelineNow = () => {
    // Days to come were written down by a clock that was ahead.
    const nowMs = clock.nowMs()
    return cut(timelineOf(told), firstKept(nowMs), midnight(nowMs, 1, zone()))
  }

  const unsubscribe = store.subscribe(follow)
  follow(store.getState())
  cancelLook = clock.after(LOOK_MS, look)

  return {
    timeline: timelineNow,
    export() {
      const name = csvName(clock.nowMs(), zone())
      return parts.saveFile(name, csvOf(timelineNow(), zone(), parts.wordsOf))
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
      cancelLook()
      close()
      catchUp()
    },
  }
}

/**
 * Whether the window, which draws the last span of a light out with each answer, shows both in the same way. Of a span
 * with others behind it, which a clock that was ahead wrote down, it has to be told each time.
 */
function looksTheSame(one: Recorded, other: Recorded): boolean {
  const isLast = (other.over.at(-1)?.until ?? 0) <= (other.open?.from ?? 0)
  return (
    one.over === other.over &&
    one.open?.light === other.open?.light &&
    one.open?.from === other.open?.from &&
    (isLast || one.open?.until === other.open?.until)
  )
}

const since = ({ over, open }: Recorded, moment: number): Recorded => ({
  over: cut(over, moment, Number.POSITIVE_INFINITY),
  open: open && open.until >= moment ? { ...open, from: Math.max(open.from, moment) } : null,
})
