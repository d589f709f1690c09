// Keeps the limit of commands of a Hue bridge: ten a second to lamps, one a second to rooms ("System Performance", Hue
// developer documentation).

import { waitOrAbort } from '../../../model/timing/abortable-wait.ts'
import type { Clock } from '../../../model/timing/clock.ts'

/** Longer than the limit by a fifth: commands can come closer together on their way. */
const INTERVAL_MS = { light: 120, grouped_light: 1200 }

/** Returns a function that resolves when the next command of a type is allowed, or at once if `signal` is aborted. */
export function createCommandPace(clock: Clock) {
  const nextMs = { light: Number.NEGATIVE_INFINITY, grouped_light: Number.NEGATIVE_INFINITY }

  return async (type: keyof typeof INTERVAL_MS, signal: AbortSignal): Promise<void> => {
    const waitMs = nextMs[type] - clock.monotonicMs()
    if (waitMs > 0) await waitOrAbort(clock, waitMs, signal)
    nextMs[type] = clock.monotonicMs() + INTERVAL_MS[type]
  }
}
