// The clock that the follower and the sign-in are handed: the real one, or a virtual one in tests and benchmarks.

export interface Clock {
  /** The time of day, epoch ms. May jump: daylight saving does not move it, but a person or a time server does. */
  nowMs(): number
  /** Ms since some fixed moment; never jumps. For intervals. */
  monotonicMs(): number
  /** Calls `act` once, `delayMs` from now, unless the returned function is called before. */
  after(delayMs: number, act: () => void): () => void
}
