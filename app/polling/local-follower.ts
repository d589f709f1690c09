// Follows what this computer sees, without a request: which programs record, a locked screen, missing input.

import { type Following, isSamePresence, nothingFollowed, presenceSince } from '../model/following.ts'
import { lightSeenHere, presenceSeenHere } from '../model/lights/local-light.ts'
import { AWAY_AFTER_MS, type Computer, LONGEST_CALL_WITHOUT_INPUT_MS } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createComputerWatch } from './computer-watch.ts'
import type { PresenceFollower } from './follower.ts'

/** How often the idle time is read. It costs no request and no process. */
const LOOK_MS = 5000
/** How often a light that lasts is confirmed for the history. */
const CONFIRM_MS = 60_000

export interface LocalFollowerParts {
  clock: Clock
  /** `idleMs` is finite and at least 0, and never throws. */
  computer: Computer
  /** The names of the programs that record now. A change is signalled by `microphone-on` or `microphone-off`. */
  programs: () => readonly (string | null)[]
  onChange: (following: Following) => void
}

export function createLocalFollower({
  clock,
  computer,
  programs,
  onChange,
}: LocalFollowerParts): PresenceFollower {
  const watch = createComputerWatch({
    clock,
    computer,
    intervalMs: () => CONFIRM_MS,
    onTrigger: look,
    onMicrophone: look,
    onReturn: lookAndWatch,
    onUnlock: lookAndWatch,
    onSleep: () => cancel(),
    onOffline() {},
    onWindowShown: look,
    onWindowHidden() {},
  })
  let last: Following['last'] = null
  let isStale = false
  let cancel = () => {}

  function look() {
    cancel()
    if (!watch.isAwake()) return
    cancel = clock.after(LOOK_MS, look)
    const idleMs = computer.idleMs()
    const locked = watch.isLocked()
    const light = lightSeenHere({ programs: programs(), locked, idle: idleMs >= AWAY_AFTER_MS })
    const presence = presenceSeenHere(light)
    const at = clock.nowMs()
    if (last && isSamePresence(last.presence, presence)) {
      // No source looks for programs now (signals/microphone/look-schedule.ts), so the call is neither confirmed nor ended.
      const isLong = idleMs >= LONGEST_CALL_WITHOUT_INPUT_MS
      if (light === 'in-a-call' && (locked || isLong)) {
        if (isLong) putStale()
        return
      }
      if (!isStale && Math.abs(at - last.at) < CONFIRM_MS) return
    }
    const unbroken = last !== null && Math.abs(at - last.at) <= 2 * CONFIRM_MS
    last = { presence, at, ...presenceSince(last, presence, at, unbroken) }
    isStale = false
    onChange({ ...nothingFollowed, last })
  }

  /** The call may have ended long ago: a lamp must not show it all night. */
  function putStale() {
    if (isStale) return
    isStale = true
    onChange({ ...nothingFollowed, last, stale: true })
  }

  function lookAndWatch() {
    watch.watchIdle()
    look()
  }

  return {
    start(reason) {
      watch.start(reason === 'click')
      look()
    },
    stop() {
      cancel()
      watch.stop()
    },
    check() {
      watch.used()
      look()
    },
    paceChanged() {},
    limitMet() {},
    signal: watch.signal,
  }
}
