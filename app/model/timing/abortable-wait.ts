// A wait that ends early when it is aborted.
import type { Clock } from './clock.ts'

/** Resolves after `ms`, or once `signal` is aborted; at once if it is aborted already. Leaves no timer and no listener. */
export const waitOrAbort = (clock: Pick<Clock, 'after'>, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, end)
    function end() {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
