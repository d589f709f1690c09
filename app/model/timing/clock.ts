// The clock that the program's parts use: the real one, or a virtual one in tests and benchmarks.

export interface Clock {
  /** The time of day, epoch ms. It jumps if the user or a time server sets it; daylight saving time does not move it. */
  nowMs(): number
  /** Ms since some fixed moment; never jumps. For intervals. */
  monotonicMs(): number
  /** Calls `act` once after `delayMs`, unless the returned function is called before. */
  after(delayMs: number, act: () => void): () => void
}
