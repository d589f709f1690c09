// One source, watched: its listener, its looks, and its failures. After three failures in a row it is left alone.

import type { Computer, ComputerSignal } from '../../model/signal.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createLookSchedule } from './look-schedule.ts'
import { createAttempts, type MicrophoneSource } from './microphone-source.ts'
import type { Program } from './recording-programs.ts'

/** An event comes with others, and what it announces is true a moment later (PipeWire connects a stream after adding it). */
const SETTLE_MS = 250
/** A listener that lived so long worked. */
const STEADY_MS = 60_000

/** The system's code, such as ENOENT, or a few words of this program; never a path or a piece of what was read. */
const DETAIL = /^[\w -]{1,40}$/
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unreadable'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return DETAIL.test(code) ? code : 'unreadable'
}

export interface WatchedSourceParts {
  source: MicrophoneSource
  clock: Clock
  computer: Computer
  /** Some source knows of a program that records. */
  isRecording: () => boolean
  /** After each look. */
  onPrograms: (programs: readonly Program[]) => void
  /** It is left alone; `detail` is a few words. Not called after `stop`. */
  onLeftAlone: (detail: string) => void
}

export interface WatchedSource {
  signal(signal: ComputerSignal): void
  /** What it has seen so far says nothing any more. */
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
    polls: source.listen === undefined,
    look: turn,
    onWake: forget,
  })

  /** Starts the listener where it is missing; otherwise looks. Never rejects. */
  async function turn() {
    try {
      if (source.listen && stopListener === null) return listen(source.listen)
      const programs = await source.look()
      if (stopped) return
      looks.worked()
      onPrograms(programs)
    } catch (error) {
      if (!stopped) failed(looks.failed(), detailOf(error))
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
    // For what began before it listened.
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
