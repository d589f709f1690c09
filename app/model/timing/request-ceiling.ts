// The most requests that are ever made, and how long to wait for the next. The follower plans within these numbers,
// and the door to the network (app/microsoft/network/limited-network.ts) holds back whatever would go beyond them.
import type { Clock } from './clock.ts'

/** Why a request is made: a person asked for it just now, or the program does by itself. */
export type RequestReason = 'click' | 'background'

/** Presence requests of one account: so many at once, then one in `refillMs`. */
export const PRESENCE_LIMITS = {
  background: { burst: 4, refillMs: 5000 },
  click: { burst: 1, refillMs: 1000 },
} as const satisfies Record<RequestReason, BucketSize>

/** All background requests together, in any minute. */
const BACKGROUND_A_MINUTE = 60
const MINUTE_MS = 60_000

export interface BucketSize {
  /** So many may be made at once … */
  burst: number
  /** … and one more for each time this long, ms. */
  refillMs: number
}

export interface RequestLimit {
  /** Whole ms until one more request keeps within the limit; 0 when it does now. Finite, whatever the clock does. */
  waitMs(): number
  /** One is made, now or after `waitMs`. */
  count(): void
}

export interface Bucket extends RequestLimit {
  /** Refills nothing for the last `ms`: a request that takes long may reach the network at its end. */
  notRefilled(ms: number): void
}

/** A token bucket, as the generic cell rate algorithm keeps it (ITU-T I.371): by the moment at which it is full. */
export function createBucket(clock: Pick<Clock, 'monotonicMs'>, { burst, refillMs }: BucketSize): Bucket {
  let fullAtMs = clock.monotonicMs()

  /** A clock that went back must not hold requests for longer than an empty bucket and one that waits. */
  function now(): number {
    const nowMs = clock.monotonicMs()
    fullAtMs = Math.min(fullAtMs, nowMs + (burst + 1) * refillMs)
    return nowMs
  }

  return {
    waitMs() {
      const nowMs = now()
      return wholeMs(fullAtMs - (burst - 1) * refillMs - nowMs)
    },
    count() {
      fullAtMs = Math.max(fullAtMs, now()) + refillMs
    },
    notRefilled(ms) {
      if (fullAtMs > now()) fullAtMs += Math.max(0, ms)
    },
  }
}

/** Rounded up: a timer for less than a millisecond would come too early again and again. */
const wholeMs = (ms: number): number => Math.max(0, Math.ceil(ms))

/** At most `most` in any stretch of `lengthMs`. */
export function createWindow(
  clock: Pick<Clock, 'monotonicMs'>,
  most = BACKGROUND_A_MINUTE,
  lengthMs = MINUTE_MS,
): RequestLimit {
  /** When the last ones were made, in order. */
  let made: number[] = []

  function lately(): number[] {
    const nowMs = clock.monotonicMs()
    // Moments to come: the clock went back.
    made = made.map((atMs) => Math.min(atMs, nowMs)).filter((atMs) => nowMs - atMs < lengthMs)
    return made
  }

  return {
    waitMs() {
      const first = lately().at(-most)
      return first === undefined ? 0 : wholeMs(first + lengthMs - clock.monotonicMs())
    },
    count() {
      made = [...lately(), clock.monotonicMs()].slice(-most)
    },
  }
}

/** What the follower of one account keeps to: the same numbers as the door, so that nothing is held back there. */
export interface PresenceBudget {
  waitMs(reason: RequestReason): number
  count(reason: RequestReason): void
  /** A check ended that began `tookMs` ago. */
  ended(reason: RequestReason, tookMs: number): void
}

export function createPresenceBudget(clock: Pick<Clock, 'monotonicMs'>): PresenceBudget {
  const buckets = {
    click: createBucket(clock, PRESENCE_LIMITS.click),
    background: createBucket(clock, PRESENCE_LIMITS.background),
  } satisfies Record<RequestReason, Bucket>
  return {
    waitMs: (reason) => buckets[reason].waitMs(),
    count: (reason) => buckets[reason].count(),
    ended: (reason, tookMs) => buckets[reason].notRefilled(tookMs),
  }
}
