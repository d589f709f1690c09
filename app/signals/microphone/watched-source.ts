// Runs one source: its listener, its looks and its failures. After three failures in a row it is not used any more.

import type { Computer, ComputerSignal } from '../../model/signal.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createLookSchedule, LEAST_GAP_MS } from './look-schedule.ts'
import { createAttempts, type MicrophoneSource } from './microphone-source.ts'
import type { Program } from './recording-programs.ts'

/** Events come in groups, and a look at once would be too early: PipeWire connects a stream after adding it. */
const SETTLE_MS = 250
/** A listener that ran for so long has worked: earlier failures do not count any more. */
const STEADY_MS = 60_000

/** The system's error code, such as ENOENT, or a short message; never a path or a part of the output. */
const DETAIL = /^[\w -]{1,40}$/
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unreadable'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return DETAIL.test(code) ? code : 'unreadable'
}

export interface WatchedSourceParts {
  source: MicrophoneSource
  clock: Clock
  computer: Computer
  /** Whether any source reports a program that records. */
  isRecording: () => boolean
  /** After each look. */
  onPrograms: (programs: readonly Program[]) => void
  /** The source failed three times and is not used any more; `detail` is a short message. Not called after `stop`. */
  onLeftAlone: (detail: string) => void
}

export interface WatchedSource {
  signal(signal: ComputerSignal): void
  /** Discards the state that the source has seen so far. */
  forget(): void
  /** Ends its processes and timers. */
  stop(): void
}

export function watchSource(parts: WatchedSourceParts): WatchedSource {
  const { source, clock, onPrograms, onLeftAlone } = parts
  const looks = createAttempts()
  const listeners = createAttempts()
  let stopped = false
  let stopListener: (() => void) | null = null
  const schedule = createLookSchedule({
    ...parts,
    pollMs: source.listen ? Number.POSITIVE_INFINITY : LEAST_GAP_MS,
    look: turn,
    onWake: forget,
  })

  /** Starts the listener if it is not running; otherwise looks. Never rejects. */
  async function turn() {
    try {
      if (source.listen && stopListener === null) return listen(source.listen)
      const programs = await source.look()
      if (stopped) return
      looks.worked()
      onPrograms(programs)
    } catch (error) {
      if (!stopped) failed(looks.failed(), reasonOf(error))
    }
  }

  function listen(start: NonNullable<MicrophoneSource['listen']>) {
    const sinceMs = clock.monotonicMs()
    let ended = false
    const stopThis = start({
      onEvent: () => schedule.request(SETTLE_MS),
      onEnd(reason) {
        ended = true
        stopListener = null
        if (stopped) return
        if (clock.monotonicMs() - sinceMs >= STEADY_MS) listeners.worked()
        failed(listeners.failed(), reason)
      },
    })
    if (!ended) stopListener = stopThis
    // For programs that began to record before the listener started.
    schedule.request(0)
  }

  function failed(waitMs: number | null, detail: string) {
    if (waitMs === null) {
      stop()
      return onLeftAlone(detail)
    }
    schedule.holdOff(waitMs)
    schedule.request(0)
  }

  function forget() {
    source.forget?.()
  }

  function stop() {
    stopped = true
    schedule.stop()
    stopListener?.()
    stopListener = null
  }

  schedule.start()
  return { signal: schedule.signal, forget, stop }
}
