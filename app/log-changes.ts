// Why the light changed, once for each change; never what a message said or who is signed in.
import { lightOf } from './presence/light.ts'
import type { AppState, AppStore } from './state.ts'
import type { Log } from './storage/log.ts'

export function logChanges(store: AppStore, log: Log): () => void {
  return store.subscribe((state, before) => {
    const [light, was] = [lightOf(state).name, lightOf(before).name]
    if (light !== was) log.info(`Light ${was} → ${light}: ${reasonOf(state)}`)
    const problem = problemOf(state)
    if (problem && problem.kind !== problemOf(before)?.kind) log.warn('Problem', problem)
  })
}

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
