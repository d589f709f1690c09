// Whose light is shown: the user's own, or a colleague's. Keeps the choice of each account, and asks for the colleague's
// presence.

import type { Presences } from '../../microsoft/graph/presences.ts'
import type { Session } from '../../model/account-state.ts'
import type { Person } from '../../model/colleague.ts'
import type { FollowedColleague, PresenceSource } from '../../model/following.ts'
import { isOffered } from '../../model/graph-requests.ts'
import type { Log } from '../../model/log.ts'
import { failed, ok, type Problem } from '../../model/problems/problem.ts'
import { isPresenceMissing } from '../../model/problems/problem-kinds.ts'
import { type AccountStore, isKeptOff } from '../../model/state.ts'
import type { WhoseLightFolder } from '../../storage/whose-light-file.ts'
import { DEMO, ownerOf } from '../account-owner.ts'
import type { Features } from '../features.ts'
import type { Sessions } from './session.ts'

export interface WhoseLightParts {
  store: AccountStore
  folder: WhoseLightFolder
  features: Pick<Features, 'graphFor' | 'holdUpIfDenied'>
  demoTeam: Pick<Presences, 'presenceOf'>
  sessions: Pick<Sessions, 'check' | 'followAnew'>
  log: Pick<Log, 'warn'>
}

export interface WhoseLight {
  /** The colleague whose light this session shows; null for the user's own. */
  colleagueOf(session: Session): FollowedColleague | null
  /**
   * Shows the light of a colleague from now on, or the user's own (null). Ignored without an account. Throws on a full or
   * read-only disk, without a change.
   */
  showLightOf(person: Person | null): void
  /** Forgets the choice of an account that signs out. */
  forget(session: Session): void
  /**
   * Forgets the choices of all accounts, and shows the user's own light; in the demo only its own. Throws a NotRemoved if the
   * disk refuses.
   */
  erase(): void
  stop(): void
}

const notVisible: Problem = { kind: 'person-not-visible', next: 'person' }

export function createWhoseLight(parts: WhoseLightParts): WhoseLight {
  const { store, folder, features, demoTeam, sessions, log } = parts
  const { getState: state } = store
  /** The demo's choice, which is not stored. */
  let inDemo: Person | null = null

  /** What stands in the way before a request is made. */
  function hindrance(): Problem | null {
    const { settings, session, following } = state()
    const isManaged: Problem = { kind: 'colleague-light-managed', next: 'person' }
    if (!settings.colleagueLight) return isManaged
    if (session.kind === 'demo') return null
    const { cloud, graphVersion: version } = settings
    const request = 'presence-of-user'
    // Before the consent that it would need.
    if (!isOffered(request, cloud, version))
      return { kind: 'not-in-this-cloud', next: 'person', request, cloud, version }
    const feature = state().features.colleagues
    if (feature.kind === 'on') return null
    if (feature.kind === 'held-up') return feature.problem
    if (isKeptOff('colleagues', state())) return isManaged
    const isOff: Problem = { kind: 'colleagues-off', next: 'person' }
    return feature.kind === 'asking' ? (following.problem ?? isOff) : isOff
  }

  const sourceOf = ({ id }: Person): PresenceSource => ({
    async myPresence(reason, token) {
      const problem = hindrance()
      if (problem) return failed(problem)
      const graph = state().session.kind === 'demo' ? demoTeam : features.graphFor('colleagues')
      if (!graph) return failed({ kind: 'colleagues-off', next: 'person' })
      const answer = await graph.presenceOf(id, reason, token)
      if (answer.ok) return answer.value.kind === 'seen' ? ok(answer.value.presence) : failed(notVisible)
      features.holdUpIfDenied('colleagues', answer.problem)
      return isPresenceMissing(answer.problem) ? failed(notVisible) : answer
    },
  })

  const unreadable: PresenceSource = {
    myPresence: async () => failed({ kind: 'whose-light-unreadable', next: 'person' }),
  }

  function colleagueOf(session: Session): FollowedColleague | null {
    const owner = ownerOf(session)
    if (owner === null || session.kind === 'this-computer') return null
    try {
      const person = owner === DEMO ? inDemo : folder.read(owner)
      return person && { person, source: sourceOf(person) }
    } catch (error) {
      log.warn('Whose light is shown could not be read', error)
      return { person: null, source: unreadable }
    }
  }

  function forget(session: Session) {
    const owner = ownerOf(session)
    if (owner !== null && session.kind === 'signed-in') remove(() => folder.remove(owner))
  }

  function remove(act: () => void) {
    try {
      act()
    } catch (error) {
      log.warn('Whose light was shown is not forgotten', error)
    }
  }

  /** Of accounts that were lost, such as with a keyring. Settings that could not be read may name further accounts. */
  function forgetOthers(owner: string | null) {
    const { accounts, unreadSettings } = state()
    if (owner !== null && accounts.length === 1 && unreadSettings === null)
      remove(() => folder.removeOthers(owner))
  }

  const unsubscribe = store.subscribe(({ session, features: now, following }, before) => {
    if (session.kind !== 'demo' && before.session.kind === 'demo') inDemo = null
    // The account of before was left for another one.
    if (before.session.kind === 'other-account' && session.kind === 'signed-in') {
      const left: Session = { kind: 'signed-in', account: before.session.before }
      if (ownerOf(left) !== ownerOf(session)) forget(left)
    }
    if (session !== before.session && session.kind === 'signed-in') forgetOthers(ownerOf(session))
    const isSwitched = now.colleagues.kind !== before.features.colleagues.kind
    if (following.person && session === before.session && isSwitched) sessions.check('background')
  })

  return {
    colleagueOf,
    showLightOf(person) {
      const { session } = state()
      const owner = ownerOf(session)
      if (owner === null || session.kind === 'this-computer') return
      if (owner === DEMO) inDemo = person
      else if (person) folder.write(owner, person)
      else folder.remove(owner)
      sessions.followAnew()
    },
    forget,
    erase() {
      const { session, following } = state()
      const owner = ownerOf(session)
      inDemo = null
      if (owner !== DEMO) folder.removeAll()
      if (owner !== null && following.person) sessions.followAnew()
    },
    stop: unsubscribe,
  }
}
