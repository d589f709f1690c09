// The pause that the user chose. It is saved in the settings, so a restart does not end it.

import { isFollowed } from '../../model/lights/followed-sessions.ts'
import type { LengthInMinutes, PauseLength } from '../../model/names.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { lengthEnd } from '../../model/timing/length-end.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import { beginWait, leftOfWait, type Wait } from '../../model/timing/wait.ts'
import type { SettingsOwner } from '../settings.ts'
import type { CurrentFollower } from './current-follower.ts'

const MINUTE_MS = 60_000
/** Until tomorrow: no day has been longer since 2000 (Antarctica/Casey, 5 March 2010). */
const LONGEST_MS = 27 * 60 * MINUTE_MS

/** Reads the clocks once a minute, as timers may stop while the computer sleeps. */
export function createPauseTimer(clock: Clock, onEnd: () => void) {
  let cancel = () => {}
  function check(wait: Wait) {
    const leftMs = leftOfWait(clock, wait)
    if (leftMs <= 0) onEnd()
    else cancel = clock.after(Math.min(leftMs, MINUTE_MS), () => check(wait))
  }
  return {
    /** Calls `onEnd` at `untilMs` (epoch ms), or at once if no pause can be that long. Null stops the timer. */
    set(untilMs: number | null) {
      cancel()
      if (untilMs === null) return
      const leftMs = untilMs - clock.nowMs()
      // The clock was wrong when the pause began.
      if (leftMs > LONGEST_MS) onEnd()
      else check(beginWait(clock, leftMs))
    },
  }
}

export interface PauseParts {
  store: AccountStore
  clock: Clock
  settings: Pick<SettingsOwner, 'remember'>
  follower: Pick<CurrentFollower, 'resume' | 'pause'>
}

export function createPause({ store, clock, settings, follower }: PauseParts) {
  const timer = createPauseTimer(clock, () => resume('background'))
  /** The state gets a pause of this account. */
  let isChanging = false

  function set(pausedUntil: number | null) {
    isChanging = true
    // First the settings: with the state, the other accounts read them.
    settings.remember({ pausedUntil })
    store.setState({ pausedUntil })
    isChanging = false
    timer.set(pausedUntil)
  }

  function end() {
    if (store.getState().pausedUntil !== null) set(null)
  }

  /** Continues the pause of the settings, if there is one: from the previous run, or of another account. */
  function restore() {
    const { pausedUntil } = store.getState().settings
    isChanging = true
    store.setState({ pausedUntil })
    isChanging = false
    timer.set(pausedUntil)
  }

  function resumeFollower(reason: RequestReason) {
    if (isFollowed(store.getState().session)) follower.resume(reason)
  }

  function resume(reason: RequestReason) {
    end()
    resumeFollower(reason)
  }

  const unsubscribe = store.subscribe(({ pausedUntil }, before) => {
    if (pausedUntil === before.pausedUntil || isChanging) return
    // The pause is that of the program: another account has begun or ended it.
    restore()
    if (pausedUntil !== null) follower.pause()
    else resumeFollower('background')
  })

  return {
    begin(length: PauseLength | LengthInMinutes) {
      set(lengthEnd(length, clock.nowMs(), store.getState().timeZone))
      follower.pause()
    },
    resume,
    /** For another session of this account. While other accounts are followed, their pause goes on. */
    endForAccount() {
      if (store.getState().accounts.length === 1) end()
    },
    restore,
    /** Cancels the timer. The pause stays in the settings. */
    stop() {
      unsubscribe()
      timer.set(null)
    },
  }
}
