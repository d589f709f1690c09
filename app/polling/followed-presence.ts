// What is known of the followed presence: the last answer, how long it has been so, and when it becomes stale.

import { type Following, nothingFollowed, presenceSince } from '../model/following.ts'
import type { Presence } from '../model/presence.ts'
import { staleAfterMs } from './cadence/staleness.ts'
import type { FollowerParts } from './follower-parts.ts'

export interface FollowedPresence {
  now(): Following
  change(part: Partial<Following>): void
  answered(presence: Presence): void
  /** The next check comes after this delay, ms: the last answer is not stale before. */
  planned(delayMs: number): void
  /** Ms since the last answer. */
  sinceAnswerMs(): number
  /** Marks the last answer as stale in time; to be called after each wake-up, as timers sleep with the computer. */
  checkAge(): void
  /** Leaves no timer. */
  stop(): void
}

export function createFollowedPresence({
  clock,
  intervalMs,
  onChange,
}: Pick<FollowerParts, 'clock' | 'intervalMs' | 'onChange'>): FollowedPresence {
  let following = nothingFollowed
  let answeredAtMs = 0
  /** From the last answer to the check planned after it. */
  let plannedMs = 0
  let cancelStale = () => {}

  function change(part: Partial<Following>) {
    following = { ...following, ...part }
    onChange(following)
  }

  /** The monotonic clock may stand still in sleep, and the wall clock may be set back: the older of the two counts. */
  const ageMs = (at: number) => Math.max(clock.monotonicMs() - answeredAtMs, clock.nowMs() - at)
  const sinceAnswerMs = () => Math.max(0, clock.monotonicMs() - answeredAtMs)

  function checkAge() {
    cancelStale()
    const { last, stale, problem } = following
    if (!last || stale) return
    const leftMs = staleAfterMs(intervalMs(), problem ? 0 : plannedMs) - ageMs(last.at)
    if (leftMs < 1) change({ stale: true })
    else cancelStale = clock.after(leftMs, checkAge)
  }

  return {
    now: () => following,
    change,
    answered(presence) {
      const at = clock.nowMs()
      const { last } = following
      const unbroken = last !== null && ageMs(last.at) <= staleAfterMs(intervalMs(), plannedMs)
      const began = presenceSince(last, presence, at, unbroken)
      answeredAtMs = clock.monotonicMs()
      plannedMs = 0
      change({ last: { presence, at, ...began }, stale: false, problem: null, checking: false })
      checkAge()
    },
    planned(delayMs) {
      plannedMs = sinceAnswerMs() + delayMs
    },
    sinceAnswerMs,
    checkAge,
    stop: () => cancelStale(),
  }
}
