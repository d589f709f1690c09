// The services connected as in app/main.ts, with a Microsoft and a computer whose requests fail with a chosen problem.

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
import { createLocalFollower } from '../../app/polling/local-follower.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
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

/** The requests to Microsoft and to this computer, each of which can fail. */
const requestNames = [
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
export type RequestName = (typeof requestNames)[number]

export function failingWorld(switchedOn: readonly FeatureName[] = []) {
  const clock = createVirtualClock()
  const settings = {
    ...defaultSettings,
    clientId: '11111111-2222-4333-8444-555555555555',
    features: [...switchedOn],
    restraint: noBackoff,
  }
  const store = createAccountStore(firstState('1.0.0', settings, 'en'))
  const problems: Partial<Record<RequestName, Problem>> = {}
  const requests: Record<RequestName, number> = {
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

  async function answer<Value>(name: RequestName, value: Value): Promise<Answer<Value>> {
    requests[name] += 1
    const problem = problems[name]
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
    store,
    clock,
    log,
    settings: ownSettings,
    signInFor: () => signIn,
    sourceFor: () => graph,
    follow: (follow) =>
      createFollower({ ...follow, clock, computer: { idleMs: () => 0 }, random: () => 0.5 }),
    followLocal: (follow) => createLocalFollower({ ...follow, clock, computer: { idleMs: () => 0 } }),
    demo: createDemoDay(clock),
    tokens: { keptIn: async () => 'keyring', left: () => [], subscribe: () => () => {} },
    colleagueOf: () => null,
    onSetUpNeeded() {},
  })
  const features = createFeatures({ store, clock, sessions, settings: ownSettings })
  const ownStatus = createOwnStatus({ store, clock, features, check: sessions.check })
  const colleagues = createColleagues({
    store,
    clock,
    log,
    features,
    folder: { fileOf: () => ({ read: () => ({ people: [colleague(1)], keptAs: null }), write() {} }) },
    demoTeam: createDemoTeam(clock),
    checkNow: sessions.checkNow,
    onLimitMet: sessions.limitMet,
    wordsNow: () => wordsIn('en'),
    random: () => 0.5,
  })
  const updates = createUpdates({
    store,
    clock,
    log,
    settings: ownSettings,
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
    clock,
    store,
    sessions,
    features,
    ownStatus,
    colleagues,
    updates,
    requests,
    /** Makes the request fail from now on; null makes it succeed. */
    fail(name: RequestName, problem: Problem | null) {
      if (problem) problems[name] = problem
      else delete problems[name]
    },
    signal(signal: Signal) {
      sessions.signal(signal)
      features.signal(signal)
    },
    removeAccount() {
      stored = null
    },
    stop() {
      for (const part of [updates, features, ownStatus, colleagues, sessions]) part.stop()
    },
  }
}
export type FailingWorld = ReturnType<typeof failingWorld>
