// What a follower is handed, and how it is made safe: nothing of it throws, and every number is usable.

import type { Following, PresenceSource } from '../model/following.ts'
import type { RefusalKind } from '../model/problems/problem-kinds.ts'
import type { TenantBackoff } from '../model/settings.ts'
import type { Computer } from '../model/signal.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { RequestHold } from './failed-checks.ts'

export interface FollowerParts {
  source: PresenceSource
  clock: Clock
  computer: Computer
  /** At least 0 and under 1, as Math.random. */
  random: () => number
  /** The user's pace, ms; read again for every check. */
  intervalMs: () => number
  /**
   * The presence is a colleague's: what happens at this computer says nothing about it, except for sleep, network and the
   * window.
   */
  ofColleague?: boolean
  /** The refusals that need a person at once if they answer the first check. */
  firstRefusals?: readonly RefusalKind[]
  hold?: RequestHold
  /** What earlier runs learned of the limit that the tenant shares. */
  backoff: TenantBackoff
  onBackoff: (backoff: TenantBackoff) => void
  onChange: (following: Following) => void
  /** Something threw or never ended that should not have; the follower goes on. For the log. */
  onFault: (what: string, error: unknown) => void
}

export interface SafeFollowerParts extends FollowerParts {
  /** Calls `act`; what it throws is reported as `what`. */
  run: (what: string, act: () => void) => void
}

/** Used where the settings give no usable number. */
const ANY_INTERVAL_MS = 30_000

/** The same parts. The source may still throw and hang: a check ends all the same (check-schedule.ts). */
export function safeParts(parts: FollowerParts): SafeFollowerParts {
  function onFault(what: string, error: unknown) {
    try {
      parts.onFault(what, error)
    } catch {
      // There is nobody else to report to.
    }
  }

  function run(what: string, act: () => void) {
    try {
      act()
    } catch (error) {
      onFault(what, error)
    }
  }

  /** What `read` returns, or `otherwise` where it throws or returns a number that is not usable. */
  function numberOf(
    what: string,
    read: () => number,
    isUsable: (value: number) => boolean,
    otherwise: number,
  ): number {
    try {
      const value = read()
      if (isUsable(value)) return value
      onFault(`${what} is no usable number`, value)
    } catch (error) {
      onFault(`${what} could not be read`, error)
    }
    return otherwise
  }

  const { computer } = parts
  const isInterval = (ms: number) => ms > 0 && Number.isFinite(ms)
  const isRandom = (value: number) => value >= 0 && value < 1
  return {
    ...parts,
    computer: {
      // One that gives no idle time is taken for one that is used.
      idleMs: () =>
        Math.max(
          0,
          numberOf('The time without input', () => computer.idleMs(), Number.isFinite, 0),
        ),
    },
    random: () => numberOf('The random number', parts.random, isRandom, 0.5),
    intervalMs: () => numberOf('The interval', parts.intervalMs, isInterval, ANY_INTERVAL_MS),
    onBackoff: (backoff) => run('The tenant backoff was not saved', () => parts.onBackoff(backoff)),
    onChange: (following) =>
      run('A change of the presence was not passed on', () => parts.onChange(following)),
    onFault,
    run,
  }
}
