// The limits on requests, and how long to wait for the next one. The follower plans within these limits, and
// microsoft/network/limited-network.ts enforces them.
import type { Clock } from './clock.ts'

/** Who causes a request: the user by a click, or the program itself. */
export type RequestReason = 'click' | 'background'

/** Limits of the presence requests of one account. */
export const PRESENCE_LIMITS = {
  background: { burst: 4, refillMs: 5000 },
  click: { burst: 1, refillMs: 1000 },
} as const satisfies Record<RequestReason, BucketSize>

/** The limit of all background requests together in any minute. */
const BACKGROUND_A_MINUTE = 60
const MINUTE_MS = 60_000

export interface BucketSize {
  /** How many are allowed at once. */
  burst: number
  /** After a burst one more is allowed every `refillMs`. */
  refillMs: number
}

export interface RequestLimit {
  /** Whole ms until one more request is within the limit; 0 if it is now. Finite, also when the clock jumps. */
  waitMs(): number
  /** Counts a request, which is sent now or after `waitMs`. */
  count(): void
}

export interface Bucket extends RequestLimit {
  /** Takes back the refill of the last `ms`: a slow request may reach the network only at its end. */
  notRefilled(ms: number): void
}

/** A token bucket as a generic cell rate algorithm (ITU-T I.371): its state is the moment at which it is full. */
export function createBucket(clock: Pick<Clock, 'monotonicMs'>, { burst, refillMs }: BucketSize): Bucket {
  let fullAtMs = clock.monotonicMs()

  /** If the clock goes back, requests wait no longer than for an empty bucket with one request waiting. */
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

/** Rounded up: a timer for a fraction of a millisecond would fire too early again and again. */
const wholeMs = (ms: number) => Math.max(0, Math.ceil(ms))

/** A sliding window: at most `most` requests in any `lengthMs`. */
export function createWindow(
  clock: Pick<Clock, 'monotonicMs'>,
  most = BACKGROUND_A_MINUTE,
  lengthMs = MINUTE_MS,
): RequestLimit {
  /** The moments of the last requests, in order. */
  let sent: number[] = []

  function recent(): number[] {
    const nowMs = clock.monotonicMs()
    // A moment is in the future if the clock went back.
    sent = sent.map((atMs) => Math.min(atMs, nowMs)).filter((atMs) => nowMs - atMs < lengthMs)
    return sent
  }

  return {
    waitMs() {
      const first = recent().at(-most)
      return first === undefined ? 0 : wholeMs(first + lengthMs - clock.monotonicMs())
    },
    count() {
      sent = [...recent(), clock.monotonicMs()].slice(-most)
    },
  }
}

/** The limits of one account's follower: the same as the enforced ones, so that none of its requests is held back. */
export interface PresenceBudget {
  waitMs(reason: RequestReason): number
  count(reason: RequestReason): void
  /** To be called at the end of a check, which took `tookMs`. */
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
