// The list of colleagues of the account: reads, changes and writes it, and watches their presences while it is on.
import type { Words } from '../../words/words.ts'
import {
  type Colleague,
  type Colleagues,
  type NotifyChange,
  noColleagues,
  type Person,
} from '../model/colleague.ts'
import { arranged, MOST_COLLEAGUES, type Placed } from '../model/colleague-order.ts'
import type { Log } from '../model/log.ts'
import type { NotifyChoice } from '../model/names.ts'
import { type Answer, failed, ok, type Problem, unexpected, withoutRetry } from '../model/problems/problem.ts'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { refusalKindOf } from '../polling/refusals.ts'
import type { ColleaguesFile, ColleaguesFolder } from '../storage/colleagues-file.ts'
import { DEMO, ownerOf } from './account-owner.ts'
import { type ColleagueSource, createColleagueWatch } from './colleague-watch.ts'
import type { Features } from './features.ts'

export interface ColleaguesParts {
  store: AccountStore
  clock: Clock
  folder: ColleaguesFolder
  features: Pick<Features, 'graphFor' | 'holdUpIfDenied'>
  demoTeam: ColleagueSource & { people: readonly Colleague[] }
  /** Checks the own presence, which also checks the colleagues'. */
  checkNow: () => void
  /** Graph throttled a request; its limit is shared by the tenant. */
  onLimitMet: () => void
  wordsNow: () => Words
  /** From 0 up to but not including 1, as Math.random. */
  random: () => number
  log: Pick<Log, 'warn'>
}

interface ColleagueCommands {
  findPeople(text: string): Promise<Answer<Person[]>>
  /** Throws with a text for the user if the list is full. This and the following throw on a full or read-only disk. */
  addColleague(person: Person): void
  removeColleague(id: string): void
  arrangeColleagues(order: readonly Placed[]): void
  notifyWhenAvailable(request: NotifyChange): void
}

export interface ColleagueList {
  commands: ColleagueCommands
  /** A notification was shown for these. Resets those that the user wanted to be notified of once. */
  notified(ids: readonly string[]): void
  /** Cancels all timers and ignores pending answers. */
  stop(): void
}

export function createColleagues(parts: ColleaguesParts): ColleagueList {
  const { store, clock, features, demoTeam, log } = parts
  let owner: string | null = null
  let file: ColleaguesFile | null = null
  let fileProblem: Problem | null = null
  /** Why the file cannot be read; it is not overwritten then. Null if it can. */
  let readError: unknown = null
  let wasOn = false

  const { getState: state } = store
  const put = (change: Partial<Colleagues>) =>
    store.setState(({ colleagues }) => ({ colleagues: { ...colleagues, ...change } }))
  const people = () => state().colleagues.people

  const watch = createColleagueWatch({
    store,
    clock,
    source,
    holdUpIfDenied: (problem) => features.holdUpIfDenied('colleagues', problem),
    onLimitMet: parts.onLimitMet,
    otherProblem: () => fileProblem,
    random: parts.random,
    onFault: (what, error) => log.warn(what, error),
  })

  const isOn = () => state().features.colleagues.kind === 'on'

  function source(): ColleagueSource | null {
    if (state().session.kind === 'demo') return isOn() ? demoTeam : null
    return features.graphFor('colleagues')
  }

  function follow() {
    const next = ownerOf(state().session)
    const sameOwner = next === owner
    if (!sameOwner) changeOwner(next)
    const switched = isOn() !== wasOn
    if (switched) {
      wasOn = isOn()
      watch.stop()
      put({ seen: {}, problem: fileProblem })
    }
    watch.follow()
    // A new account is checked anyway.
    if (switched && wasOn && sameOwner) parts.checkNow()
  }

  function changeOwner(next: string | null) {
    owner = next
    file = next === null || next === DEMO ? null : parts.folder.fileOf(next)
    fileProblem = null
    readError = null
    watch.stop()
    const kept = next === DEMO ? [...demoTeam.people] : read()
    put({ ...noColleagues, people: kept, problem: fileProblem })
  }

  function read(): Colleague[] {
    try {
      const { people, keptAs } = file?.read() ?? { people: [], keptAs: null }
      if (keptAs !== null) fileProblem = { kind: 'colleagues-unreadable', next: 'person', keptAs }
      return people
    } catch (error) {
      log.warn('The list of colleagues could not be read', error)
      readError = error
      fileProblem = withoutRetry(unexpected(error))
      return []
    }
  }

  /** Throws on a full or read-only disk, and if the file cannot be read, without a change. */
  function save(list: Colleague[]) {
    if (readError !== null) throw readError
    file?.write(list)
    put({ people: list })
  }

  const withNotification = (ids: readonly string[], tell: NotifyChoice): Colleague[] =>
    people().map((person) => (ids.includes(person.id) ? { ...person, tell } : person))

  const unsubscribe = store.subscribe(follow)
  follow()

  return {
    commands: {
      async findPeople(text) {
        // The window searches only while the feature is on.
        const answer = (await source()?.findPeople(text)) ?? ok([])
        if (answer.ok) return ok([...answer.value])
        // The feature may be on without consent: then it is held up and its page shows what to do. If Graph refuses a
        // search, it may still answer with presences.
        if (refusalKindOf(answer.problem) === null) features.holdUpIfDenied('colleagues', answer.problem)
        return failed(withoutRetry(answer.problem))
      },
      addColleague(person) {
        if (people().some(({ id }) => id === person.id)) return
        if (people().length >= MOST_COLLEAGUES) {
          throw new Error(parts.wordsNow().t('colleagues.full', { count: MOST_COLLEAGUES }))
        }
        save(arranged([...people(), { ...person, group: '', tell: 'never' }], []))
        parts.checkNow()
      },
      removeColleague(id) {
        save(people().filter((person) => person.id !== id))
        const { [id]: _, ...seen } = state().colleagues.seen
        put({ seen })
      },
      arrangeColleagues: (order) => save(arranged(people(), order)),
      notifyWhenAvailable: ({ id, tell }) => save(withNotification([id], tell)),
    },
    notified(ids) {
      const once = people().filter(({ id, tell }) => tell === 'once' && ids.includes(id))
      if (once.length === 0) return
      const list = withNotification(
        once.map(({ id }) => id),
        'never',
      )
      try {
        save(list)
      } catch (error) {
        log.warn('The list of colleagues was not written', error)
        put({ people: list })
      }
    },
    stop() {
      unsubscribe()
      watch.stop()
    },
  }
}
