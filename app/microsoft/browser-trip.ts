// One trip through the person's browser to Entra and back, which can be ended at any moment: MSAL's own has no
// time-out and no way to stop (acquireTokenInteractive, msal-node 7: the promise waits for ever when the tab is closed).
import type { Clock } from '../presence/clock.ts'
import { type Problem, unexpected } from './problem.ts'

export interface BrowserTripParts {
  loginHost: string
  clock: Clock
  timeoutMs: number
  openBrowser: (url: string) => Promise<void>
}

export interface BrowserTrip {
  /** What MSAL is given as `openBrowser`. */
  open(url: string): Promise<void>
  cancel(): void
  /** Settles when the trip was cancelled or took too long; else never. */
  end: Promise<Problem>
  /** Why it ended early, or null. */
  ended(): Problem | null
  /** Why the browser did not open, or null. */
  mishap(): Problem | null
  /** The trip is over: its clock stops. */
  arrived(): void
}

export function startBrowserTrip({
  loginHost,
  clock,
  timeoutMs,
  openBrowser,
}: BrowserTripParts): BrowserTrip {
  let settle: (problem: Problem) => void = () => {}
  const ending = new Promise<Problem>((resolve) => {
    settle = resolve
  })
  let ended: Problem | null = null
  let mishap: Problem | null = null
  let way: { port: string; state: string } | null = null

  function endWith(problem: Problem) {
    if (ended) return
    ended = problem
    settle(problem)
    if (way) void tellLoopback(way.port, way.state)
  }
  const stopClock = clock.after(timeoutMs, () =>
    endWith({ kind: 'sign-in-timed-out', needs: 'time', afterMs: timeoutMs }),
  )

  return {
    async open(address) {
      if (ended) throw new Error('sign-in ended before the browser opened')
      const url = new URL(address)
      // Nothing but Entra's own page may be handed to the system: other schemes start other programs.
      if (url.protocol !== 'https:' || url.host !== loginHost)
        throw new Error(`not a sign-in page: ${url.host}`)
      try {
        await Promise.race([openBrowser(address), ending])
      } catch (error) {
        mishap = { kind: 'browser-not-opened', needs: 'person', detail: unexpected(error).detail }
        throw error
      }
      if (ended) throw new Error('sign-in ended while the browser opened')
      const port = new URL(url.searchParams.get('redirect_uri') ?? '').port
      way = { port, state: url.searchParams.get('state') ?? '' }
    },
    cancel: () => endWith({ kind: 'sign-in-cancelled', needs: 'time' }),
    end: ending,
    ended: () => ended,
    mishap: () => mishap,
    arrived: stopClock,
  }
}

/**
 * Tells MSAL's loopback server what Entra would say of a cancelled sign-in: the one way to make it let go of its port.
 * Not through network.ts: this never leaves the computer and must not meet a proxy.
 */
async function tellLoopback(port: string, state: string): Promise<void> {
  const form = new URLSearchParams({
    error: 'user_cancelled',
    error_description: 'cancelled in Tally Light',
    state,
  })
  try {
    await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: form,
      signal: AbortSignal.timeout(5000),
    })
  } catch {
    // The server has closed already: the answer came in the same moment.
  }
}
