// Switches the features that need more permissions than Presence.Read on and off, and retries those that are held up.

import type { Graph } from '../microsoft/graph/graph.ts'
import { type FeatureState, heldUpBy } from '../model/account-state.ts'
import { type FeatureName, featureNames } from '../model/names.ts'
import { type Answer, failed, type Problem } from '../model/problems/problem.ts'
import { isLasting } from '../model/problems/problem-kinds.ts'
import type { Signal } from '../model/signal.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import { existingConsent, isDenied, requestConsent } from './feature-consent.ts'
import type { Followed, Sessions } from './session/session.ts'
import type { SettingsOwner } from './settings.ts'

export interface Features {
  /**
   * Switching on opens a browser tab, unless consent was given already, so only a click may call it. Resolves when the
   * feature is on, off or held up in the state.
   */
  switchFeature(change: { feature: FeatureName; on: boolean }): Promise<void>
  /** Cancels a consent request at once. A browser tab that is not open yet is not opened. */
  cancelConsent(): void
  /** The Graph of the signed-in account, or null while the feature is not on. */
  graphFor(feature: FeatureName): Graph | null
  /**
   * Holds the feature up if the problem of its request is a missing permission. Returns whether it is; the caller shows
   * any other problem.
   */
  holdUpIfDenied(feature: FeatureName, problem: Problem): boolean
  /** Retries features that were held up by a lost network once it is back. */
  signal(signal: Signal): void
  /** Cancels all timers. */
  stop(): void
}

export interface FeaturesParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'remember'>
  clock: Pick<Clock, 'after'>
  sessions: Pick<Sessions<Graph>, 'followed'>
}

/** How often a held-up feature is retried: an administrator may have given consent. */
const RETRY_MS = 10 * 60_000
/** Longer than the timeout of the page in the browser, which is five minutes. */
const CONSENT_TIMEOUT_MS = 6 * 60_000

export function createFeatures(parts: FeaturesParts): Features {
  const { store, sessions, clock } = parts
  const { getState: state } = store
  const deadlines = createDeadlines(clock)
  /** Each cancels a running consent request. */
  const cancels = new Set<() => void>()
  const cancelRetry: Record<FeatureName, () => void> = { colleagues() {}, 'own-status'() {} }

  const put = (feature: FeatureName, next: FeatureState) =>
    store.setState(({ features }) => ({ features: { ...features, [feature]: next } }))

  function holdUp(feature: FeatureName, problem: Problem) {
    put(feature, { kind: 'held-up', problem })
    cancelRetry[feature]()
    cancelRetry[feature] = clock.after(RETRY_MS, () => void retry(feature, problem))
  }

  /** Checks without the browser whether consent was given meanwhile. */
  async function retry(feature: FeatureName, problem: Problem) {
    const followed = sessions.followed()
    const isHeldUp = () => problemOf(feature) === problem && sessions.followed() === followed
    if (!followed || !isHeldUp()) return
    cancelRetry[feature]()
    const consent = await deadlines.within(CONSENT_TIMEOUT_MS, () =>
      existingConsent(feature, followed.signIn, 'fresh'),
    )
    if (!isHeldUp()) return
    if (consent.ok) put(feature, { kind: 'on' })
    // A lasting problem from the browser says more than the one of a request without it.
    else holdUp(feature, isLasting(problem) ? problem : consent.problem)
  }

  const problemOf = (feature: FeatureName): Problem | null => heldUpBy(state().features[feature])

  /** Retries the features that a transient problem holds up. */
  function retryTransient() {
    for (const feature of featureNames) {
      const problem = problemOf(feature)
      if (problem && problem.next !== 'person') void retry(feature, problem)
    }
  }

  /** Saved even if consent is refused: an administrator may give it while the program is not running. */
  function save(feature: FeatureName, on: boolean) {
    const others = state().settings.features.filter((one) => one !== feature)
    parts.settings.remember({ features: on ? [...others, feature] : others })
  }

  async function switchOn(feature: FeatureName, followed: Followed<Graph>) {
    const before = state().features[feature]
    if (before.kind === 'asking') return
    put(feature, { kind: 'asking' })
    const kind = before.kind === 'held-up' ? 'fresh' : 'any'
    let isCancelled = false
    let cancel = () => {}
    const cancelled = new Promise<Answer<void>>((resolve) => {
      cancel = () => resolve(failed({ kind: 'sign-in-cancelled', next: 'person' }))
    })
    cancels.add(cancel)
    const answer = await deadlines.within(CONSENT_TIMEOUT_MS, () =>
      Promise.race([cancelled, requestConsent(feature, followed.signIn, () => isCancelled, kind)]),
    )
    isCancelled = true
    cancels.delete(cancel)
    // The user signed out or switched the feature off meanwhile.
    if (sessions.followed() !== followed || state().features[feature].kind !== 'asking') return
    if (!answer.ok && answer.problem.kind === 'sign-in-cancelled') return put(feature, before)
    save(feature, true)
    if (answer.ok) put(feature, { kind: 'on' })
    else holdUp(feature, answer.problem)
  }

  function switchOff(feature: FeatureName, followed: Followed<Graph>) {
    const asking = state().features[feature].kind === 'asking'
    save(feature, false)
    put(feature, { kind: 'off' })
    if (!asking) return
    cancelConsent()
    followed.signIn.cancel()
  }

  function cancelConsent() {
    for (const cancel of cancels) cancel()
  }

  // A new session starts with the features of the settings. The first refusal holds up those without consent.
  const unsubscribe = store.subscribe(({ session, following }, before) => {
    if (session !== before.session) store.setState({ features: initialFeatures(state()) })
    else if (following.last && following.last !== before.following.last) retryTransient()
  })

  return {
    async switchFeature({ feature, on }) {
      const followed = sessions.followed()
      if (!followed) return
      if (on) await switchOn(feature, followed)
      else switchOff(feature, followed)
    },

    cancelConsent,

    graphFor: (feature) =>
      state().features[feature].kind === 'on' ? (sessions.followed()?.graph ?? null) : null,

    holdUpIfDenied(feature, problem) {
      if (!isDenied(problem)) return false
      if (state().features[feature].kind === 'on') holdUp(feature, problem)
      return true
    },

    signal(signal) {
      if (signal === 'online') retryTransient()
    },

    stop() {
      unsubscribe()
      deadlines.stop()
      for (const feature of featureNames) cancelRetry[feature]()
    },
  }
}

function initialFeatures({ session, settings }: AccountView): AccountView['features'] {
  const on = (feature: FeatureName): boolean => {
    switch (session.kind) {
      case 'signed-in':
        return settings.features.includes(feature)
      case 'demo':
        return feature === 'colleagues'
      case 'starting':
      case 'not-set-up':
      case 'this-computer':
      case 'signed-out':
      case 'signing-in':
      case 'other-account':
        return false
      default:
        return session satisfies never
    }
  }
  const state = (feature: FeatureName): FeatureState => ({ kind: on(feature) ? 'on' : 'off' })
  return { colleagues: state('colleagues'), 'own-status': state('own-status') }
}
