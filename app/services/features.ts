// The features that need more than Presence.Read: switched on and off, asked for in the browser, held up or not.

import type { Graph } from '../microsoft/graph/graph.ts'
import { lacksConsent } from '../microsoft/sign-in/consent-problem.ts'
import type { SignIn } from '../microsoft/sign-in/sign-in.ts'
import type { FeatureState } from '../model/account-state.ts'
import { permissionsOf } from '../model/graph-requests.ts'
import { type FeatureName, featureNames } from '../model/names.ts'
import { type Answer, failed, ok, type Problem } from '../model/problems/problem.ts'
import { isLasting } from '../model/problems/problem-kinds.ts'
import type { Signal } from '../model/signal.ts'
import type { AccountStore, AccountView } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import { createDeadlines } from '../model/timing/deadline.ts'
import type { Followed, Sessions } from './session/session.ts'
import type { SettingsOwner } from './settings.ts'

export interface Features {
  /**
   * Switching on opens one browser tab, unless what is needed has been agreed to already: only a click may call it.
   * Resolves when it is decided; the outcome is a change of state.
   */
  switchFeature(change: { feature: FeatureName; on: boolean }): Promise<void>
  /** Ends at once what is asked for, also where the browser has not been opened yet: it is not opened any more. */
  cancelAsking(): void
  /** The Graph of the account that is followed, while the feature is on; null at any other time. */
  graphFor(feature: FeatureName): Graph | null
  /**
   * Takes what Graph or Entra said to a feature. Where that is a lack of permission the feature is held up, by that
   * problem and alone, and the answer is true; any other problem stays the asker's to tell.
   */
  heldUp(feature: FeatureName, problem: Problem): boolean
  /** What the computer tells: what a lost network held up is tried as soon as it is back. */
  signal(signal: Signal): void
  /** No timer outlives this. */
  stop(): void
}

export interface FeaturesParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'remember'>
  clock: Pick<Clock, 'after'>
  sessions: Pick<Sessions<Graph>, 'followed'>
}

/** A feature that is held up is tried again this often: somebody may have agreed meanwhile. */
const TRY_AGAIN_MS = 10 * 60_000
/** The page in the browser has ended by itself after five minutes. */
const LONGEST_ASKING_MS = 6 * 60_000

/** Needs no account in the demo. */
const inDemo: readonly FeatureName[] = ['colleagues']

export function createFeatures(parts: FeaturesParts): Features {
  const { store, sessions, clock } = parts
  const { getState: state } = store
  const deadlines = createDeadlines(clock)
  /** Each ends a question that is under way. */
  const underWay = new Set<() => void>()
  const stopTrying: Record<FeatureName, () => void> = { colleagues() {}, 'own-status'() {} }

  const put = (feature: FeatureName, next: FeatureState) =>
    store.setState(({ features }) => ({ features: { ...features, [feature]: next } }))

  function holdUp(feature: FeatureName, problem: Problem) {
    put(feature, { kind: 'held-up', problem })
    stopTrying[feature]()
    stopTrying[feature] = clock.after(TRY_AGAIN_MS, () => void tryAgain(feature, problem))
  }

  /** Whether Entra gives by now what was missing, without a page in the browser. */
  async function tryAgain(feature: FeatureName, problem: Problem) {
    const followed = sessions.followed()
    const isHeldUp = () => heldUpBy(feature) === problem && sessions.followed() === followed
    if (!followed || !isHeldUp()) return
    stopTrying[feature]()
    const agreed = await deadlines.within(LONGEST_ASKING_MS, () =>
      silently(feature, followed.signIn, 'fresh'),
    )
    if (!isHeldUp()) return
    if (agreed.ok) put(feature, { kind: 'on' })
    // What the page in the browser said is more than what comes without one.
    else holdUp(feature, isLasting(problem) ? problem : agreed.problem)
  }

  function heldUpBy(feature: FeatureName): Problem | null {
    const now = state().features[feature]
    return now.kind === 'held-up' ? now.problem : null
  }

  /** Microsoft answers again: what was held up in passing has its turn at once. */
  function tryPassing() {
    for (const feature of featureNames) {
      const problem = heldUpBy(feature)
      if (problem && problem.next !== 'person') void tryAgain(feature, problem)
    }
  }

  /** Kept though it be refused: an administrator may agree while the program is not running. */
  function keepWish(feature: FeatureName, on: boolean) {
    const others = state().settings.features.filter((one) => one !== feature)
    parts.settings.remember({ features: on ? [...others, feature] : others })
  }

  async function switchOn(feature: FeatureName, followed: Followed<Graph>) {
    const before = state().features[feature]
    if (before.kind === 'asking') return
    put(feature, { kind: 'asking' })
    let isOver = false
    let end = () => {}
    const cancelled = new Promise<Answer<void>>((resolve) => {
      end = () => resolve(failed({ kind: 'sign-in-cancelled', next: 'person' }))
    })
    underWay.add(end)
    const answer = await deadlines.within(LONGEST_ASKING_MS, () =>
      Promise.race([cancelled, agreementTo(feature, followed.signIn, () => isOver)]),
    )
    isOver = true
    underWay.delete(end)
    // Signed out or switched off meanwhile.
    if (sessions.followed() !== followed || state().features[feature].kind !== 'asking') return
    // Whoever cancels has changed nothing.
    if (!answer.ok && answer.problem.kind === 'sign-in-cancelled') return put(feature, before)
    keepWish(feature, true)
    if (answer.ok) put(feature, { kind: 'on' })
    else holdUp(feature, answer.problem)
  }

  function switchOff(feature: FeatureName, followed: Followed<Graph>) {
    const asking = state().features[feature].kind === 'asking'
    keepWish(feature, false)
    put(feature, { kind: 'off' })
    if (!asking) return
    cancelAsking()
    followed.signIn.cancel()
  }

  function cancelAsking() {
    for (const end of underWay) end()
  }

  // Each account begins with what is wished for; its first refusal says what it may not.
  const unsubscribe = store.subscribe(({ session, following }, before) => {
    if (session !== before.session) store.setState({ features: featuresAtFirst(state()) })
    else if (following.last && following.last !== before.following.last) tryPassing()
  })

  return {
    async switchFeature({ feature, on }) {
      const followed = sessions.followed()
      if (!followed) return
      if (on) await switchOn(feature, followed)
      else switchOff(feature, followed)
    },

    cancelAsking,

    graphFor: (feature) =>
      state().features[feature].kind === 'on' ? (sessions.followed()?.graph ?? null) : null,

    heldUp(feature, problem) {
      if (!isLackOfPermission(problem)) return false
      if (state().features[feature].kind === 'on') holdUp(feature, problem)
      return true
    },

    signal(signal) {
      if (signal === 'online') tryPassing()
    },

    stop() {
      unsubscribe()
      deadlines.stop()
      for (const feature of featureNames) stopTrying[feature]()
    },
  }
}

function featuresAtFirst({ session, settings }: AccountView): AccountView['features'] {
  const on = (feature: FeatureName): boolean => {
    switch (session.kind) {
      case 'signed-in':
        return settings.features.includes(feature)
      case 'demo':
        return inDemo.includes(feature)
      case 'starting':
      case 'not-set-up':
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

/**
 * What was agreed to once, by the person or by an administrator, is had without a page in the browser. Where `isOver` by
 * the time that this is known, no page is opened.
 */
async function agreementTo(
  feature: FeatureName,
  signIn: SignIn,
  isOver: () => boolean,
): Promise<Answer<void>> {
  const agreed = await silently(feature, signIn, 'any')
  // A page that cannot be reached is of no use to anybody.
  return agreed.ok || !isLasting(agreed.problem) || isOver() ? agreed : signIn.consent(permissionsOf(feature))
}

/** Whether there is a token for each permission of the feature. */
async function silently(feature: FeatureName, signIn: SignIn, kind: 'any' | 'fresh'): Promise<Answer<void>> {
  for (const permission of permissionsOf(feature)) {
    const token = await signIn.accessToken({ kind }, permission)
    if (!token.ok) return token
  }
  return ok(undefined)
}

const isLackOfPermission = (problem: Problem): boolean =>
  problem.kind === 'permission-missing' || lacksConsent(problem)
