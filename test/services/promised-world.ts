// The services of the program joined as in app/main.ts, before a Microsoft that meets every question with one problem, in
// the phase of the program's life that a test wants.

import { createDemoDay } from '../../app/demo/demo-day.ts'
import { createDemoTeam } from '../../app/demo/demo-team.ts'
import type { Graph } from '../../app/microsoft/graph/graph.ts'
import type { SignIn } from '../../app/microsoft/sign-in/sign-in.ts'
import type { Account } from '../../app/model/account-state.ts'
import type { FeatureName } from '../../app/model/names.ts'
import { type Answer, failed, ok, type Problem } from '../../app/model/problems/problem.ts'
import { defaultSettings } from '../../app/model/settings.ts'
import type { Signal } from '../../app/model/signal.ts'
import { firstState } from '../../app/model/state.ts'
import { createFollower } from '../../app/polling/follower.ts'
import { createColleagues } from '../../app/services/colleagues.ts'
import { createFeatures } from '../../app/services/features.ts'
import { createOwnStatus } from '../../app/services/own-status.ts'
import { createSessions } from '../../app/services/session/session.ts'
import { createUpdates } from '../../app/services/updates/updates.ts'
import { wordsIn } from '../../words/words.ts'
import { colleague, presence } from '../model/states.ts'
import { createAccountStore } from '../support/account-store.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { settingsInMemory } from './settings-in-memory.ts'

const ada: Account = { name: 'Ada', username: 'ada@contoso.example', tenantId: 't' }

/** What is asked of Microsoft, or of this computer, each with a problem that meets it. */
const questions = [
  'storedAccount',
  'signIn',
  'consent',
  'accessToken',
  'myPresence',
  'presencesOf',
  'findPeople',
  'setStatus',
  'fetchNewest',
] as const
export type Question = (typeof questions)[number]

export function promisedWorld(features: readonly FeatureName[] = []) {
  const clock = createVirtualClock()
  const settings = {
    ...defaultSettings,
    clientId: '11111111-2222-4333-8444-555555555555',
    features: [...features],
    restraint: { factor: 1, heldUntilMs: 0, answers: 0 },
  }
  const store = createAccountStore(firstState('1.0.0', settings, 'en'))
  const met: Partial<Record<Question, Problem>> = {}
  const asked: Record<Question, number> = {
    storedAccount: 0,
    signIn: 0,
    consent: 0,
    accessToken: 0,
    myPresence: 0,
    presencesOf: 0,
    findPeople: 0,
    setStatus: 0,
    fetchNewest: 0,
  }
  let stored: Account | null = ada

  async function answer<Value>(question: Question, value: Value): Promise<Answer<Value>> {
    asked[question] += 1
    const problem = met[question]
    return problem ? failed(problem) : ok(value)
  }

  const signIn: SignIn = {
    storedAccount: () => answer('storedAccount', stored),
    signIn: () => answer('signIn', ada),
    consent: () => answer('consent', undefined),
    accessToken: () => answer('accessToken', 'token'),
    choice: () => null,
    pageAddress: () => null,
    followChosen: () => answer('signIn', ada),
    dropChosen() {},
    cancel() {},
    async signOut() {},
    accountId: () => null,
  }
  const graph: Graph = {
    myPresence: () => answer('myPresence', presence('Available')),
    presenceOf: async () => ok({ kind: 'not-visible' }),
    presencesOf: (ids) =>
      answer(
        'presencesOf',
        new Map(ids.map((id) => [id, { kind: 'seen' as const, presence: presence('Busy') }])),
      ),
    findPeople: () => answer('findPeople', []),
    setPreferredPresence: () => answer('setStatus', undefined),
    clearPreferredPresence: () => answer('setStatus', undefined),
    setStatusMessage: () => answer('setStatus', undefined),
  }
  const log = { warn() {} }
  const ownSettings = settingsInMemory(store)

  const sessions = createSessions({
    ...{ store, clock, log, settings: ownSettings },
    signInFor: () => signIn,
    sourceFor: () => graph,
    follow: (follow) =>
      createFollower({ ...follow, clock, computer: { idleMs: () => 0 }, random: () => 0.5 }),
    demo: createDemoDay(clock),
    tokens: { keptIn: async () => 'keyring', left: () => [], subscribe: () => () => {} },
    onSetUpNeeded() {},
  })
  const switches = createFeatures({ store, clock, sessions, settings: ownSettings })
  const ownStatus = createOwnStatus({ store, clock, features: switches, check: sessions.check })
  const colleagues = createColleagues({
    ...{ store, clock, log, features: switches },
    folder: { fileOf: () => ({ read: () => ({ people: [colleague(1)], keptAs: null }), write() {} }) },
    demoTeam: createDemoTeam(clock),
    checkNow: sessions.checkNow,
    onLimitMet: sessions.limitMet,
    wordsNow: () => wordsIn('en'),
    random: () => 0.5,
  })
  const updates = createUpdates({
    ...{ store, clock, log, settings: ownSettings },
    random: () => 0.5,
    isOnline: () => true,
    whoUpdates: async () => 'itself',
    openUpdater: async () => ({
      fetchNewest: () => answer('fetchNewest', null),
      cancel() {},
      restart: () => null,
    }),
  })

  return {
    ...{ clock, store, sessions, switches, ownStatus, colleagues, updates, asked },
    /** From now on; null: it is answered well. */
    meet(question: Question, problem: Problem | null) {
      if (problem) met[question] = problem
      else delete met[question]
    },
    signal(signal: Signal) {
      sessions.signal(signal)
      switches.signal(signal)
    },
    nobodyStored() {
      stored = null
    },
    stop() {
      for (const part of [updates, switches, ownStatus, colleagues, sessions]) part.stop()
    },
  }
}
export type PromisedWorld = ReturnType<typeof promisedWorld>
