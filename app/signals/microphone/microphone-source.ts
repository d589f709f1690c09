// What each system's source of programs that record looks like to the rest, and how often one may fail.

import type { MicrophoneSourceName } from '../../model/names.ts'
import type { Program } from './recording-programs.ts'

export interface SourceListener {
  /** It may have changed which programs record. */
  onEvent: () => void
  /** It ended by itself; `reason` is a few words. Called at most once. */
  onEnd: (reason: string) => void
}

export interface MicrophoneSource {
  name: MicrophoneSourceName
  /** The programs that record now. Rejects with an error whose message is a few words, or with an error of a parser. */
  look(): Promise<readonly Program[]>
  /** Reports when to look, until the returned function is called. A source without has to be polled. */
  listen?(listener: SourceListener): () => void
  /** What has been seen so far says nothing any more: the computer has slept, or the program has ended. */
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
