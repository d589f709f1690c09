// A fetch that logs each request, its answer and the time it took.
import type { Clock } from '../../model/timing/clock.ts'

/** Leaves out the query of the address and all bodies: they may hold names and tokens. */
export const loggedFetch =
  (
    fetch: (url: string, init: RequestInit) => Promise<Response>,
    clock: Pick<Clock, 'monotonicMs'>,
    log: { debug: (text: string) => void },
  ): typeof fetch =>
  async (url, init) => {
    const startedMs = clock.monotonicMs()
    const { host, pathname } = new URL(url)
    const logOutcome = (outcome: string | number) => {
      const tookMs = Math.round(clock.monotonicMs() - startedMs)
      log.debug(`${init.method ?? 'GET'} ${host}${pathname}: ${outcome} after ${tookMs} ms`)
    }
    try {
      const response = await fetch(url, init)
      logOutcome(response.status)
      return response
    } catch (error) {
      logOutcome('no answer')
      throw error
    }
  }
