// The history of the lights: follows the state, records what was confirmed, and gives the kept days.

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
import { createSteadyWatch } from './steady-watch.ts'

/**
 * Resolves to where it went, or to null when the person thought better of it; asked while a dialog is open, to what comes
 * of that one. Rejects with words for a person, also where it was asked too often.
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
  /** Called for each light that begins or ends, not for each check. */
  onChange: (timeline: Timeline) => void
  log: Pick<Log, 'warn'>
}

export interface History {
  /** The kept days of the account that is signed in. */
  timeline(): Timeline
  /** Asks where to save, and writes the kept days as CSV; null when the person cancels. Rejects with words. */
  export(): Promise<{ path: string } | null>
  /**
   * Deletes every day of every account; in the demo only the demo's days. Rejects with a NotRemoved where the disk
   * keeps some, which are then still shown.
   */
  erase(): Promise<void>
  /** Writes up to when the current light was confirmed. Leaves no timer. */
  stop(): void
}

export function createHistory(parts: HistoryParts): History {
  const { store, clock, folder, log, onChange } = parts
  const time = createTimeWatch(clock)
  const isSteady = createSteadyWatch(clock)
  const lights = createRecordedLights(log)
  let owner: string | null = null
  let lastAnswer: AccountView['following']['last'] = null
  /** Nobody knows how long the last answer held: only another one begins a light. */
  let isSpent = false
  let keptSince = 0
  let cancelLook = () => {}

  const zone = () => store.getState().timeZone
  const firstKept = (nowMs: number): number => midnight(nowMs, -DAYS_KEPT, zone())
  const fileOf = (account: string | null) =>
    account === null || account === DEMO ? null : folder.fileOf(account)

  function follow(state: AccountView) {
    const before = lights.now()
    record(state)
    if (!looksTheSame(before, lights.now())) onChange(timelineOf(lights.now()))
  }

  function record(state: AccountView) {
    if (time.jumped()) end()
    if (ownerOf(state.session) !== owner) changeOwner(ownerOf(state.session))
    const { last } = state.following
    const isNew = last !== lastAnswer
    if (isNew) {
      const openUntil = lights.now().open?.until ?? 0
      if (last && (isSpent || followsGap(last) || last.at < openUntil)) lights.end()
      lastAnswer = last
      isSpent = false
    }
    const confirmed = owner === null ? null : confirmedIn(state)
    if (confirmed) confirm(confirmed, isNew)
    // While the history is off, the last answer still counts for when it is on again.
    else if (lights.now().open || state.settings.keepHistory) end()
  }

  function confirm(confirmed: Confirmed, isNew: boolean) {
    const { light, at } = confirmed
    if (isNew) lights.confirm(at)
    const { open, over } = lights.now()
    if (open?.light === light) return
    // Not from the answer on, where the history was off then.
    if (!isSpent) lights.begin(light, isNew ? at : Math.max(at, clock.nowMs()))
    // As a moment only: without it the light before would seem to have lasted up to this answer.
    else if (extendedToConfirmed(over, confirmed) !== over) lights.begin(light, at)
  }

  /** Ends the current light at the last good answer, not when its end was noticed. */
  function end() {
    isSpent = true
    lights.end()
  }

  function changeOwner(next: string | null) {
    end()
    owner = next
    keptSince = 0
    lights.open(fileOf(next), next === DEMO ? parts.demoFortnight(clock.nowMs(), zone()) : [])
  }

  function look() {
    cancelLook = clock.after(TIME_WATCH_INTERVAL_MS, look)
    follow(store.getState())
    lights.catchUp()
    const nowMs = clock.nowMs()
    // A clock that is wrongly ahead, as until the computer finds a network, would delete all days.
    if (isSteady() && firstKept(nowMs) !== keptSince) prune(nowMs)
  }

  /** Forgets the days before the kept ones. */
  function prune(nowMs: number) {
    keptSince = firstKept(nowMs)
    lights.forgetBefore(keptSince)
    try {
      folder.removeOlderThan(keptSince)
    } catch (error) {
      log.warn('Old days were not forgotten', error)
    }
  }

  /** Forgets what is in memory; the current light begins with the next answer. A file that was unreadable is gone. */
  function clear() {
    isSpent ||= lights.now().open !== null
    lights.clear(fileOf(owner))
  }

  const timelineNow = () => {
    // Days to come were recorded by a clock that was ahead.
    const nowMs = clock.nowMs()
    return cut(timelineOf(lights.now()), firstKept(nowMs), midnight(nowMs, 1, zone()))
  }

  const unsubscribe = store.subscribe(follow)
  follow(store.getState())
  cancelLook = clock.after(TIME_WATCH_INTERVAL_MS, look)

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
      } catch (error) {
        clear()
        // What is left is shown.
        lights.read()
        onChange(timelineOf(lights.now()))
        throw error
      }
      clear()
      onChange([])
    },
    stop() {
      unsubscribe()
      cancelLook()
      lights.end()
      lights.catchUp()
    },
  }
}

/**
 * Whether the window, which extends the last span of a light with each answer, shows both in the same way. It does not
 * extend a span with others behind it, which a clock that was ahead recorded.
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
