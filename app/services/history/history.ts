// The history of the lights: records the confirmed light of the state, and returns the kept days.

import { litTitle } from '../../../words/status.ts'
import type { Words } from '../../../words/words.ts'
import { type Confirmed, confirmedIn, cut, DAYS_KEPT, extendedToConfirmed } from '../../model/day.ts'
import { followsGap } from '../../model/following.ts'
import type { Log } from '../../model/log.ts'
import type { AccountStore, AccountView } from '../../model/state.ts'
import { type Recorded, type Timeline, timelineOf } from '../../model/timeline.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { midnight } from '../../model/timing/local-time.ts'
import { createTimeWatch, TIME_WATCH_INTERVAL_MS } from '../../model/timing/time-watch.ts'
import { csvName, csvOf } from '../../storage/history-csv.ts'
import type { HistoryFolder } from '../../storage/history-file.ts'
import { DEMO, ownerOf } from '../account-owner.ts'
import { createRecordedLights } from './recorded-lights.ts'
import { createStableClockCheck } from './stable-clock.ts'

/**
 * Shows a save dialog, or joins the one that is open. Resolves to the path of the file, or to null if the user cancels.
 * Rejects with a text for the user, also if it was called too often.
 */
export type SaveFile = (suggestedName: string, text: string) => Promise<{ path: string } | null>

export interface HistoryParts {
  store: AccountStore
  clock: Clock
  folder: HistoryFolder
  /** The days before the demo day. */
  demoFortnight: (nowMs: number, timeZone: string) => Timeline
  wordsNow: () => Words
  saveFile: SaveFile
  /** Called when a light begins or ends, not for each check. */
  onChange: (timeline: Timeline) => void
  log: Pick<Log, 'warn'>
}

export interface History {
  /** The kept days of the signed-in account. */
  timeline(): Timeline
  /** Saves the kept days as CSV. Resolves to null if the user cancels. Rejects with a text for the user. */
  export(): Promise<{ path: string } | null>
  /**
   * Deletes the days of all accounts; in the demo only the demo's days. Rejects with a NotRemoved if the disk refuses;
   * the remaining days are still shown then.
   */
  erase(): Promise<void>
  /** Writes the current light up to its last confirmation, and cancels all timers. */
  stop(): void
}

export function createHistory(parts: HistoryParts): History {
  const { store, clock, folder, log, onChange } = parts
  const time = createTimeWatch(clock)
  const isClockStable = createStableClockCheck(clock)
  const lights = createRecordedLights(log)
  let owner: string | null = null
  let lastAnswer: AccountView['following']['last'] = null
  /** After a gap it is unknown how long the last answer was valid, so only a new answer begins a light. */
  let isInterrupted = false
  let keptSince = 0
  let cancelTick = () => {}

  const zone = () => store.getState().timeZone
  const firstKeptMs = (nowMs: number) => midnight(nowMs, -DAYS_KEPT, zone())
  const fileOf = (account: string | null) =>
    account === null || account === DEMO ? null : folder.fileOf(account)

  function follow(state: AccountView) {
    const before = lights.now()
    record(state)
    if (!looksTheSame(before, lights.now())) onChange(timelineOf(lights.now()))
    sayProblem()
  }

  function sayProblem() {
    const historyProblem = lights.problem()
    if (store.getState().historyProblem !== historyProblem) store.setState({ historyProblem })
  }

  function record(state: AccountView) {
    if (time.jumped()) end()
    if (ownerOf(state.session) !== owner) changeOwner(ownerOf(state.session))
    const { last } = state.following
    const isNew = last !== lastAnswer
    if (isNew) {
      lights.readAgain()
      const openUntil = lights.now().open?.until ?? 0
      if (last && (isInterrupted || followsGap(last) || last.at < openUntil)) lights.end()
      lastAnswer = last
      isInterrupted = false
    }
    const confirmed = owner === null ? null : confirmedIn(state)
    if (confirmed) confirm(confirmed, isNew)
    // While the history is off, the last answer is kept for when it is switched on again.
    else if (lights.now().open || state.settings.keepHistory) end()
  }

  function confirm(confirmed: Confirmed, isNew: boolean) {
    const { light, at } = confirmed
    if (isNew) lights.confirm(at)
    const { open, over } = lights.now()
    if (open?.light === light) return
    // Begins now rather than at the answer if the history was off then.
    if (!isInterrupted) lights.begin(light, isNew ? at : Math.max(at, clock.nowMs()))
    // An empty span: without it the previous light would seem to have lasted up to this answer.
    else if (extendedToConfirmed(over, confirmed) !== over) lights.begin(light, at)
  }

  /** Ends the current light at the last good answer, not now. */
  function end() {
    isInterrupted = true
    lights.end()
  }

  function changeOwner(next: string | null) {
    end()
    owner = next
    keptSince = 0
    lights.open(fileOf(next), next === DEMO ? parts.demoFortnight(clock.nowMs(), zone()) : [])
  }

  function tick() {
    cancelTick = clock.after(TIME_WATCH_INTERVAL_MS, tick)
    follow(store.getState())
    lights.retryWrite()
    const nowMs = clock.nowMs()
    // A clock that is wrong until the computer has a network must not delete all days.
    if (isClockStable() && firstKeptMs(nowMs) !== keptSince) prune(nowMs)
  }

  /** Deletes the days before the kept ones. */
  function prune(nowMs: number) {
    keptSince = firstKeptMs(nowMs)
    lights.deleteBefore(keptSince)
    try {
      folder.removeOlderThan(keptSince)
    } catch (error) {
      log.warn('Old days were not deleted', error)
    }
  }

  /** Clears the memory. The current light begins again with the next answer, and an unreadable file is no longer in the way. */
  function clear() {
    isInterrupted ||= lights.now().open !== null
    lights.clear(fileOf(owner))
  }

  const timelineNow = () => {
    // Removes future days, which were recorded while the clock was ahead.
    const nowMs = clock.nowMs()
    return cut(timelineOf(lights.now()), firstKeptMs(nowMs), midnight(nowMs, 1, zone()))
  }

  const unsubscribe = store.subscribe(follow)
  follow(store.getState())
  cancelTick = clock.after(TIME_WATCH_INTERVAL_MS, tick)

  return {
    timeline: timelineNow,
    export() {
      const name = csvName(clock.nowMs(), zone())
      return parts.saveFile(
        name,
        csvOf(timelineNow(), zone(), (light) => litTitle(light, parts.wordsNow())),
      )
    },
    async erase() {
      try {
        if (owner !== DEMO) folder.removeAll()
        clear()
      } catch (error) {
        clear()
        // Shows the days that are left.
        lights.read()
        throw error
      } finally {
        onChange(timelineOf(lights.now()))
        sayProblem()
      }
    },
    stop() {
      unsubscribe()
      cancelTick()
      lights.end()
      lights.retryWrite()
    },
  }
}

/**
 * Whether the window shows both in the same way: it extends the last span with each answer. It does not extend a span
 * that is followed by others, which were recorded while the clock was ahead.
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
