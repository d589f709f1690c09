// Enforces the request limits: whatever headers, clocks, failures or bugs cause, no more requests than these are sent.
// The follower plans within the same limits, so this is the last resort.
import { AsyncLocalStorage } from 'node:async_hooks'
import { failed } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import {
  type Bucket,
  createBucket,
  createWindow,
  PRESENCE_LIMITS,
  type RequestLimit,
  type RequestReason,
} from '../../model/timing/request-ceiling.ts'
import type { Network, NetworkRequest } from './network.ts'

/**
 * All other requests caused by a click: a sign-in needs about five, a search one per letter. The burst, then one a
 * second.
 */
const OTHER_CLICKS = { burst: 20, refillMs: 1000 }
/** A click's request is delayed up to so long; one that would be delayed longer is held back. */
const MAX_DELAY_MS = 1000

/** The paths of presence requests, after the version of Graph: for the user, and for colleagues. */
const OWN_PRESENCE = /^\/[^/]+\/me\/presence$/i
const PRESENCE_OF_OTHERS = /^\/[^/]+\/(?:users\/[^/]+\/presence$|communications\/)/i

/** Why requests are made, and for which account. */
export interface RequestOrigin {
  reason: RequestReason
  /** Any text that identifies the account. */
  account: string
}

export type LimitedNetwork = ReturnType<typeof createLimitedNetwork>

export interface LimitedNetworkParts {
  network: Network
  clock: Clock
  /** Called once when a limit is reached, and again only after a request was within it. */
  onHeldBack: (what: string) => void
}

export function createLimitedNetwork(parts: LimitedNetworkParts) {
  const { network, clock, onHeldBack } = parts
  const origins = new AsyncLocalStorage<RequestOrigin>()
  const minuteWindow = createWindow(clock)
  const otherClicks = createBucket(clock, OTHER_CLICKS)
  const presences = new Map<string, Bucket>()
  const reached = new Set<string>()

  /** One bucket for each account, kind of presence and reason. */
  function presenceLimit(name: string, reason: RequestReason): Bucket {
    const known = presences.get(name) ?? createBucket(clock, PRESENCE_LIMITS[reason])
    presences.set(name, known)
    return known
  }

  /** The limits for a request, by their names in the log. */
  function limitsOf(url: string): Map<string, RequestLimit> {
    const { reason, account } = origins.getStore() ?? { reason: 'background', account: '' }
    const kind = presenceKind(url)
    const limits = new Map<string, RequestLimit>()
    if (kind) {
      const name = `${kind}, ${reason}`
      limits.set(name, presenceLimit(`${name}, ${account}`, reason))
    } else if (reason === 'click') limits.set('other clicks', otherClicks)
    if (reason === 'background') limits.set('background in a minute', minuteWindow)
    return limits
  }

  /** Counts the request; returns its delay in ms, or in how many ms it would be possible. */
  function admit(url: string): { delayMs: number } | { heldBackMs: number } {
    const limits = limitsOf(url)
    const isClick = origins.getStore()?.reason === 'click'
    let delayMs = 0
    for (const [name, limit] of limits) {
      const waitMs = limit.waitMs()
      if (waitMs > (isClick ? MAX_DELAY_MS : 0)) {
        if (!reached.has(name)) onHeldBack(`Requests are held back: ${name}, for ${waitMs} ms`)
        reached.add(name)
        return { heldBackMs: waitMs }
      }
      delayMs = Math.max(delayMs, waitMs)
    }
    for (const [name, limit] of limits) {
      limit.count()
      reached.delete(name)
    }
    return { delayMs }
  }

  return {
    /**
     * Every request made by `act` and everything it awaits, also by a library, has this origin. Without an origin a
     * request counts as background, of no account.
     */
    withOrigin: <Value>(origin: RequestOrigin, act: () => Value) => origins.run(origin, act),
    async request(request: NetworkRequest) {
      const admitted = admit(request.url)
      if ('heldBackMs' in admitted)
        return failed({ kind: 'held-back', next: 'waits', retryAfterMs: admitted.heldBackMs })
      if (admitted.delayMs > 0) await new Promise<void>((resolve) => clock.after(admitted.delayMs, resolve))
      return network.request(request)
    },
  }
}

function presenceKind(url: string): 'own presence' | 'presence of colleagues' | null {
  const pathname = URL.canParse(url) ? new URL(url).pathname : ''
  if (OWN_PRESENCE.test(pathname)) return 'own presence'
  return PRESENCE_OF_OTHERS.test(pathname) ? 'presence of colleagues' : null
}
