// The programs that record, and the signals for what changes between two looks. Pure.

import type { MicrophoneSignal } from '../../model/signal.ts'
import { LONGEST_PROGRAM_NAME, MOST_RECORDING, type RecordingProgram } from '../../model/state.ts'
import { oneLine } from '../../reading/one-line.ts'

/** A program that records, by the name the system gives it; null if it gives none. */
export type Program = string | null

/** A name from outside in one short line; null if nothing visible is left. Never throws. */
export const programName = (name: string): Program =>
  oneLine(name)
    .slice(0, LONGEST_PROGRAM_NAME)
    // Half of a pair of code units.
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim() || null

/** One signal for each program that began or stopped; a program that records twice counts once. */
export function changesBetween(
  before: readonly Program[],
  now: readonly Program[],
): readonly MicrophoneSignal[] {
  const missingIn = (others: readonly Program[], programs: readonly Program[]) =>
    [...new Set(programs)].filter((program) => !others.includes(program))
  return [
    ...missingIn(now, before).map((program) => ({ kind: 'microphone-off', program }) as const),
    ...missingIn(before, now).map((program) => ({ kind: 'microphone-on', program }) as const),
  ]
}

/** The programs of `now`, each once. One that is in `before` keeps its time; the others begin at `nowMs`, epoch ms. */
export function recordingSince(
  before: readonly RecordingProgram[],
  now: readonly Program[],
  nowMs: number,
): RecordingProgram[] {
  const stillThere = before.filter(({ program }) => now.includes(program))
  const added = [...new Set(now)].filter((program) => !stillThere.some((one) => one.program === program))
  return [...stillThere, ...added.map((program) => ({ program, since: nowMs }))].slice(0, MOST_RECORDING)
}
