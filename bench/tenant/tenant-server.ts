// The throttling limit of a tenant: a number of requests in each window of 30 s; others are refused until the next window.

const WINDOW_MS = 30_000
const MINUTE_MS = 60_000

export interface TenantServer {
  /** Counts a request; returns the Retry-After in ms if it is refused, else null. */
  ask(nowMs: number): number | null
  requests(): number
  refused(): number
  worstMinute(): number
}

export function createTenantServer(limit: number): TenantServer {
  let window = -1
  let inWindow = 0
  let requests = 0
  let refused = 0
  const minutes = new Map<number, number>()
  return {
    ask(nowMs) {
      const current = Math.floor(nowMs / WINDOW_MS)
      if (current !== window) inWindow = 0
      window = current
      inWindow += 1
      requests += 1
      const minute = Math.floor(nowMs / MINUTE_MS)
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1)
      if (inWindow <= limit) return null
      refused += 1
      // Whole seconds, as in the header, rounded up.
      return 1000 * Math.ceil(((current + 1) * WINDOW_MS - nowMs) / 1000)
    },
    requests: () => requests,
    refused: () => refused,
    worstMinute: () => Math.max(0, ...minutes.values()),
  }
}
