// The interface of a source: a part of the system that reports which programs record. Also how often it may fail.

import type { MicrophoneSourceName } from '../../model/names.ts'
import type { Program } from './recording-programs.ts'

export interface SourceListener {
  /** The programs that record may have changed. */
  onEvent: () => void
  /** The listener ended by itself; `reason` is a short message. Called at most once. */
  onEnd: (reason: string) => void
}

export interface MicrophoneSource {
  name: MicrophoneSourceName
  /** The programs that record now. Rejects with an error with a short message, or with an error of a parser. */
  look(): Promise<readonly Program[]>
  /** Reports when to look, until the returned function is called. A source without a listener is polled. */
  listen?(listener: SourceListener): () => void
  /** Discards the state seen so far, after the computer has slept or Teams has ended. */
  forget?(): void
}

/** After the first and the second failure in a row, ms. */
const WAITS_MS = [10_000, 60_000] as const

export interface Attempts {
  worked(): void
  /** Ms to wait before the next attempt; null after the third failure in a row: no more attempts. */
  failed(): number | null
}

export function createAttempts(): Attempts {
  let failures = 0
  return {
    worked() {
      failures = 0
    },
    failed() {
      failures += 1
      return WAITS_MS[failures - 1] ?? null
    },
  }
}
