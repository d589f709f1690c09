// The ceiling on requests, at the one door to the network: whatever headers, clocks, faults or bugs ask for, no more
// than this leaves the computer. The follower plans within the same numbers, so this is the last resort.
import { AsyncLocalStorage } from 'node:async_hooks'
import { failed } from '../../model/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import {
  type Bucket,
  createBucket,
  createWindow,
  PRESENCE_LIMITS,
  type RequestLimit,
  type RequestReason,
} from '../../model/timing/request-ceiling.ts'
import type { Network } from './network.ts'

/**
 * Everything else that a person clicks for: a sign-in makes about five requests, each letter of a search one. As
 * many at once, then one a second.
 */
const OTHER_CLICKS = { burst: 20, refillMs: 1000 }
/** A click waits for its turn up to so long; what would wait longer is held back. */
const LONGEST_TURN_MS = 1000

/** The path of a presence request, with the version of Graph before it: for oneself, and for colleagues. */
const OWN_PRESENCE = /^\/[^/]+\/me\/presence$/i
const PRESENCE_OF_OTHERS = /^\/[^/]+\/(?:users\/[^/]+\/presence$|communications\/)/i

/** Why requests are made, and for whom. */
export interface RequestOrigin {
  reason: RequestReason
  /** What tells accounts apart; any text. */
  account: string
}

export interface LimitedNetwork extends Network {
  /**
   * Every request made by `act` and by what it waits for, also those of a library, has this origin. Outside of it a
   * request is the program's own: background, of no account.
   */
  from<Value>(origin: RequestOrigin, act: () => Value): Value
}

export interface LimitedNetworkParts {
  network: Network
  clock: Clock
  /** Told once when a limit is reached, until it has let a request through again. */
  onHeldBack: (what: string) => void
}

export function createLimitedNetwork(parts: LimitedNetworkParts): LimitedNetwork {
  const { network, clock, onHeldBack } = parts
  const origins = new AsyncLocalStorage<RequestOrigin>()
  const everyMinute = createWindow(clock)
  const otherClicks = createBucket(clock, OTHER_CLICKS)
  const presences = new Map<string, Bucket>()
  const reached = new Set<string>()

  /** One for each account, for its own presence and its colleagues’, and for either reason. */
  function presenceLimit(name: string, reason: RequestReason): Bucket {
    const known = presences.get(name) ?? createBucket(clock, PRESENCE_LIMITS[reason])
    presences.set(name, known)
    return known
  }

  /** The limits that a request has to keep within, by the names that the log knows them by. */
  function limitsOf(url: string): Map<string, RequestLimit> {
    const { reason, account } = origins.getStore() ?? { reason: 'background', account: '' }
    const kind = presenceKind(url)
    const limits = new Map<string, RequestLimit>()
    if (kind) {
      const name = `${kind}, ${reason}`
      limits.set(name, presenceLimit(`${name}, ${account}`, reason))
    } else if (reason === 'click') limits.set('other clicks', otherClicks)
    if (reason === 'background') limits.set('background in a minute', everyMinute)
    return limits
  }

  /** Counts the request; answers how long it has to wait for its turn, ms, or what holds it back for how long. */
  function admit(url: string): { turnMs: number } | { heldBackMs: number } {
    const limits = limitsOf(url)
    const isClick = origins.getStore()?.reason === 'click'
    let turnMs = 0
    for (const [name, limit] of limits) {
      const waitMs = limit.waitMs()
      if (waitMs > (isClick ? LONGEST_TURN_MS : 0)) {
        if (!reached.has(name)) onHeldBack(`Requests are held back: ${name}, for ${waitMs} ms`)
        reached.add(name)
        return { heldBackMs: waitMs }
      }
      turnMs = Math.max(turnMs, waitMs)
    }
    for (const [name, limit] of limits) {
      limit.count()
      reached.delete(name)
    }
    return { turnMs }
  }

  return {
    from: (origin, act) => origins.run(origin, act),
    async request(request) {
      const admitted = admit(request.url)
      if ('heldBackMs' in admitted)
        return failed({ kind: 'held-back', next: 'waits', retryAfterMs: admitted.heldBackMs })
      if (admitted.turnMs > 0) await new Promise<void>((resolve) => clock.after(admitted.turnMs, resolve))
      return network.request(request)
    },
  }
}

function presenceKind(url: string): 'own presence' | 'presence of colleagues' | null {
  const pathname = URL.canParse(url) ? new URL(url).pathname : ''
  if (OWN_PRESENCE.test(pathname)) return 'own presence'
  return PRESENCE_OF_OTHERS.test(pathname) ? 'presence of colleagues' : null
}
