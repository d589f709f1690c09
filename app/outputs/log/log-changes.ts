// What is worth a line: why the light changed, once for each change; never what a message said or who is signed in.

import { lightOf } from '../../model/light.ts'
import type { Log } from '../../model/log.ts'
import type { AppState, AppStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'

export function logChanges(store: AppStore, log: Omit<Log, 'error'>): () => void {
  return store.subscribe((state, before) => {
    const [light, was] = [lightOf(state).name, lightOf(before).name]
    if (light !== was) log.info(`Light ${was} → ${light}: ${reasonOf(state)}`)
    const problem = problemOf(state)
    const { nextCheckAt } = state.following
    if (nextCheckAt !== null && nextCheckAt !== before.following.nextCheckAt) {
      log.debug(`Next check at ${isoOf(nextCheckAt)}`)
    }
    if (problem && problem.kind !== problemOf(before)?.kind) log.warn('Problem', problem)
  })
}

/** Each request with its answer and how long that took; what stands behind a path's "?" and in bodies is left out. */
export const loggedFetch =
  (
    fetch: (url: string, init: RequestInit) => Promise<Response>,
    clock: Pick<Clock, 'monotonicMs'>,
    log: Pick<Log, 'debug'>,
  ): typeof fetch =>
  async (url, init) => {
    const begunMs = clock.monotonicMs()
    const { host, pathname } = new URL(url)
    const say = (outcome: string | number) => {
      const tookMs = Math.round(clock.monotonicMs() - begunMs)
      log.debug(`${init.method ?? 'GET'} ${host}${pathname}: ${outcome} after ${tookMs} ms`)
    }
    try {
      const response = await fetch(url, init)
      say(response.status)
      return response
    } catch (error) {
      say('no answer')
      throw error
    }
  }

/** As ISO 8601 has it; a clock that is set to the end of time makes moments that no Date can tell. */
const isoOf = (atMs: number): string =>
  Number.isNaN(new Date(atMs).getTime()) ? `${atMs} ms` : new Date(atMs).toISOString()

const problemOf = ({ session, following }: AppState) =>
  session.kind === 'signed-out' ? session.problem : following.problem

function reasonOf(state: AppState): string {
  const { session, pausedUntil, following, ownStatus } = state
  if (session.kind !== 'signed-in' && session.kind !== 'demo') return session.kind
  if (pausedUntil !== null) return 'paused'
  const problem = problemOf(state)
  if (problem) return problem.kind
  const asked = lightOf(state).askedAt === null ? null : ownStatus.askedFor
  if (asked) return `asked for ${asked.status}`
  const presence = following.last?.presence
  return presence ? `${presence.availability}/${presence.activity}` : 'no answer yet'
}
