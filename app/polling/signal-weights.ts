// How much a microphone signal is worth: other programs than Teams record too. A program whose signals change nothing
// loses weight, and regains it with the next change or after a day. In memory only: programs are never stored or logged.
import type { Clock } from '../model/timing/clock.ts'

/** A change this long after a signal belongs to it, ms: the last check after a trigger is made by then. */
const BELONGS_MS = 60_000
/** So many signals in a row may change nothing before the weight falls. */
const ALLOWED = 2
/** Signals that changed nothing are forgotten after this time, ms. */
const FORGET_MS = 24 * 60 * 60_000
/** Of so many programs the signals are counted: as no name has an end, nothing else bounds the memory. */
const MOST_PROGRAMS = 50

export interface SignalWeights {
  /** A program began or stopped recording; null where its name is unknown. */
  signalled(program: string | null): void
  /** The presence changed. */
  changed(): void
  /** Above 0, at most 1: halved for each further signal in a row that changed nothing. */
  weightOf(program: string | null): number
}

export function createSignalWeights(clock: Pick<Clock, 'monotonicMs'>): SignalWeights {
  /** Signals that may still change something. */
  let open: { program: string | null; atMs: number }[] = []
  /** Signals in a row that changed nothing. */
  const misses = new Map<string | null, { count: number; atMs: number }>()

  function closeOld() {
    const isOld = ({ atMs }: { atMs: number }) => clock.monotonicMs() - atMs > BELONGS_MS
    for (const { program, atMs } of open.filter(isOld)) {
      const count = (missesOf(program)?.count ?? 0) + 1
      misses.delete(program)
      misses.set(program, { count, atMs })
    }
    open = open.filter((signal) => !isOld(signal))
    for (const [oldest] of misses) {
      if (misses.size <= MOST_PROGRAMS) break
      misses.delete(oldest)
    }
  }

  function missesOf(program: string | null) {
    const missed = misses.get(program)
    return missed && clock.monotonicMs() - missed.atMs < FORGET_MS ? missed : undefined
  }

  return {
    signalled(program) {
      closeOld()
      open = [...open, { program, atMs: clock.monotonicMs() }].slice(-MOST_PROGRAMS)
    },
    changed() {
      closeOld()
      for (const { program } of open) misses.delete(program)
      open = []
    },
    weightOf(program) {
      closeOld()
      return 0.5 ** Math.max(0, (missesOf(program)?.count ?? 0) - ALLOWED)
    },
  }
}
