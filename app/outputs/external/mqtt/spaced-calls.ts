// Calls a function at most once in an interval, with the newest value.
import type { Clock } from '../../../model/timing/clock.ts'

export interface SpacedCalls<Value> {
  /** Calls `act` now, or at the end of the interval that runs; then only the newest value counts. */
  call(value: Value): void
  stop(): void
}

export function createSpacedCalls<Value>(
  clock: Pick<Clock, 'after'>,
  intervalMs: number,
  act: (value: Value) => void,
): SpacedCalls<Value> {
  let cancel: (() => void) | null = null
  let next: { value: Value } | null = null

  const begin = (value: Value) => {
    cancel = clock.after(intervalMs, () => {
      cancel = null
      const last = next
      next = null
      if (last) begin(last.value)
    })
    act(value)
  }
  return {
    call(value) {
      if (cancel) next = { value }
      else begin(value)
    },
    stop() {
      cancel?.()
      // A later call is ignored.
      cancel = () => {}
      next = null
    },
  }
}
