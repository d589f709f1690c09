// Which colleagues have become available and are to be told of: a pure function of what was known before and the state.
import { lightOfPresence, type PresenceLight } from '../../model/light.ts'
import type { AppState } from '../../model/state.ts'

export interface ColleagueMemory {
  /** The light of each, as long as Graph vouches for it; by object id. */
  lights: ReadonlyMap<string, PresenceLight>
  /** Who became available, was seen to, still is, and has not been told of. */
  due: readonly string[]
  /** Whom the last notification named, as long as they are all available. */
  told: readonly string[]
}

export const nobodyTold: ColleagueMemory = { lights: new Map(), due: [], told: [] }

/** Only a change that was seen to happen counts: not the first sight, and not what is seen after a gap. */
export function rememberColleagues(
  { lights: before, due, told }: ColleagueMemory,
  state: AppState,
): ColleagueMemory {
  const { people, seen } = state.colleagues
  const lights = new Map<string, PresenceLight>()
  for (const { id } of state.pausedUntil === null ? people : []) {
    const sighting = seen[id]
    if (sighting?.kind === 'seen' && !sighting.stale) lights.set(id, lightOfPresence(sighting.presence))
  }
  const isAvailable = (id: string) => lights.get(id) === 'available'
  const came = (id: string) => {
    const was = before.get(id)
    const sighting = seen[id]
    const witnessed = sighting?.kind === 'seen' && sighting.witnessed
    return isAvailable(id) && witnessed && was !== undefined && was !== 'available'
  }
  const isDue = (id: string) => due.includes(id) && isAvailable(id)
  return {
    lights,
    due: people.flatMap(({ id, tell }) => (tell !== 'never' && (isDue(id) || came(id)) ? [id] : [])),
    told: told.every(isAvailable) ? told : [],
  }
}
