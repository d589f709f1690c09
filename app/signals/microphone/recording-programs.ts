// The programs that record, and the signals for what changes between two looks. Pure.

import type { MicrophoneSignal } from '../../model/signal.ts'
import { oneLine } from '../../reading/one-line.ts'

/** A program that records, by the name the system gives it; null if it gives none. */
export type Program = string | null

/** Teams, wherever the system says that it is Teams. */
export const TEAMS = 'Microsoft Teams'

const LONGEST_NAME = 60

/** A name from outside in one short line; null if nothing visible is left. Never throws. */
export const programName = (name: string): Program =>
  [...oneLine(name)].slice(0, LONGEST_NAME).join('').trim() || null

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
