// Colleagues of whom the person asked to be notified have become available.
import { listOf } from '../../../../words/locale.ts'
import type { PresenceLight } from '../../../model/light.ts'
import { baseLightOf } from '../../../model/lights/presence-words.ts'
import type { AccountView } from '../../../model/state.ts'
import type { NotificationProvider } from '../notification-provider.ts'

interface ColleagueMemory {
  /** The light of each, as long as Graph vouches for it; by object id. */
  lights: ReadonlyMap<string, PresenceLight>
  /** Who was seen to become available, still is, and has not been announced. */
  due: readonly string[]
  /** Whom the last notification named, as long as they are all available. */
  announced: readonly string[]
  /** `announced` is of the last look. */
  isNew: boolean
}

const nobodySeen: ColleagueMemory = { lights: new Map(), due: [], announced: [], isNew: false }

export function colleagueAvailable(memory: ColleagueMemory = nobodySeen): NotificationProvider {
  const { due, announced: ids, isNew } = memory
  return {
    name: 'colleague-available',
    update: ({ state }) => colleagueAvailable(updated(memory, state)),
    isDue: () => due.length > 0,
    text({ state }, { t, language }) {
      const people = state.colleagues.people.filter(({ id }) => due.includes(id))
      const names = listOf(
        people.map(({ name }) => name),
        language,
      )
      const isEachTime = people.some(({ tell }) => tell === 'each-time')
      return {
        title: t('notifications.available', { names }),
        body: t(isEachTime ? 'notifications.eachTime' : 'notifications.once'),
      }
    },
    afterLook: (announced) =>
      colleagueAvailable(
        announced === 'colleague-available' ? { ...memory, due: [], announced: due, isNew: true } : memory,
      ),
    holds: () => ids.length > 0,
    outcome: () => (isNew ? { kind: 'colleagues-announced', ids } : null),
  }
}

/** Only a change that was seen to happen counts: not the first sight, and not what is seen after a gap. */
function updated({ lights: before, due, announced }: ColleagueMemory, state: AccountView): ColleagueMemory {
  const { people, seen } = state.colleagues
  const lights = new Map<string, PresenceLight>()
  for (const { id } of state.pausedUntil === null ? people : []) {
    const sighting = seen[id]
    if (sighting?.kind === 'seen' && !sighting.stale) lights.set(id, baseLightOf(sighting.presence))
  }
  const isAvailable = (id: string) => lights.get(id) === 'available'
  const becameAvailable = (id: string) => {
    const was = before.get(id)
    const sighting = seen[id]
    const isWitnessed = sighting?.kind === 'seen' && sighting.witnessed
    return isAvailable(id) && isWitnessed && was !== undefined && was !== 'available'
  }
  const isDue = (id: string) => (due.includes(id) && isAvailable(id)) || becameAvailable(id)
  return {
    lights,
    due: people.flatMap(({ id, tell }) => (tell !== 'never' && isDue(id) ? [id] : [])),
    announced: announced.every(isAvailable) ? announced : [],
    isNew: false,
  }
}
