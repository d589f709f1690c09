// Logs why the light changed, once per change; never the text of a message or who is signed in.
import type { Light } from '../../model/light.ts'
import type { Log } from '../../model/log.ts'
import type { AccountView } from '../../model/state.ts'
import { isoMoment } from '../../model/timing/iso-moment.ts'
import type { Output } from '../output.ts'

/** The first state is only what later ones are compared with. */
export function createChangeLog(log: Omit<Log, 'error'>): Output {
  let before: { state: AccountView; light: Light } | null = null

  return {
    show(state, light) {
      const last = before
      before = { state, light }
      if (!last) return
      // The changes of a colleague's light would be a history of them.
      const isColleague = state.following.person ?? last.state.following.person
      if (light.name !== last.light.name && !isColleague) {
        log.info(`Light ${last.light.name} → ${light.name}: ${reasonOf(state, light)}`)
      }
      const { nextCheckAt } = state.following
      if (nextCheckAt !== null && nextCheckAt !== last.state.following.nextCheckAt) {
        log.debug(`Next check at ${isoMoment(nextCheckAt) ?? `${nextCheckAt} ms`}`)
      }
      const problem = problemOf(state)
      if (problem && problem.kind !== problemOf(last.state)?.kind) log.warn('Problem', problem)
    },
    stop() {},
  }
}

const problemOf = ({ session, following }: AccountView) =>
  session.kind === 'signed-out' ? session.problem : following.problem

function reasonOf(state: AccountView, light: Light): string {
  const { session, pausedUntil, following, ownStatus } = state
  if (session.kind !== 'signed-in' && session.kind !== 'demo') return session.kind
  if (pausedUntil !== null) return 'paused'
  const problem = problemOf(state)
  if (problem) return problem.kind
  const asked = light.askedAt === null ? null : ownStatus.askedFor
  if (asked) return `asked for ${asked.status}`
  const presence = following.last?.presence
  return presence ? `${presence.availability}/${presence.activity}` : 'no answer yet'
}
