// The follower of the presence that is shown: the account's, the demo's or this computer's, at most one at a time.

import type { Session } from '../../model/account-state.ts'
import {
  type DemoDay,
  type FollowedColleague,
  nothingFollowed,
  type PresenceSource,
} from '../../model/following.ts'
import type { Log } from '../../model/log.ts'
import { refusalKinds } from '../../model/problems/problem-kinds.ts'
import type { TenantBackoff } from '../../model/settings.ts'
import { type ComputerSignal, inEffectAfter, type Signal, withoutEnded } from '../../model/signal.ts'
import type { AccountStore } from '../../model/state.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import { noHold } from '../../polling/failed-checks.ts'
import type { PresenceFollower } from '../../polling/follower.ts'
import type { FollowerParts } from '../../polling/follower-parts.ts'
import type { LocalFollowerParts } from '../../polling/local-follower.ts'
import { noBackoff, worthKeeping } from '../../polling/tenant-backoff.ts'
import type { SettingsOwner } from '../settings.ts'

export interface CurrentFollowerParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'remember'>
  /** Creates a follower. */
  follow: (follow: Omit<FollowerParts, 'clock' | 'computer' | 'random'>) => PresenceFollower
  /** Creates a follower of what this computer sees. */
  followLocal: (follow: Omit<LocalFollowerParts, 'clock' | 'computer'>) => PresenceFollower
  demo: DemoDay
  /** The colleague whose presence is followed in this session; null for the user's own. */
  colleagueOf: (session: Session) => FollowedColleague | null
  log: Pick<Log, 'warn'>
}

/** A new follower checks at once, unless the user has paused. */
export interface CurrentFollower {
  /** `isNew`: the account has just signed in. */
  followAccount(graph: PresenceSource, isNew: boolean): void
  followDemo(): void
  followThisComputer(): void
  /** Follows the same account or demo with the colleague, or without, that `colleagueOf` gives now. */
  anew(): void
  /** Removes the follower. */
  clear(): void
  /** Checks at once and then regularly, if there is a follower. */
  resume(reason?: RequestReason): void
  /** Makes no checks until `resume`. */
  pause(): void
  check(reason?: RequestReason): void
  /** Graph throttled another request than a check; its limit is shared by the tenant. */
  limitMet(): void
  /** Passes the signal on. A later follower gets the signals that are still in effect. */
  signal(signal: Signal): void
  /** The user does something, so the computer is awake and unlocked, whatever the last signals were. */
  userActive(): void
  stop(): void
}

export function createCurrentFollower(parts: CurrentFollowerParts): CurrentFollower {
  const { store, demo, log } = parts
  const { getState: state, setState: put } = store
  const { remember } = parts.settings
  let follower: PresenceFollower | null = null
  let inEffect: readonly ComputerSignal[] = []
  let followAgain = () => {}

  function follow(
    of: Pick<FollowerParts, 'source' | 'intervalMs' | 'firstRefusals' | 'hold' | 'backoff' | 'onBackoff'>,
    reason: RequestReason,
  ) {
    const colleague = parts.colleagueOf(state().session)
    const person = colleague?.person ?? null
    end()
    put({ following: { ...nothingFollowed, person }, signInProblem: null })
    begin(
      parts.follow({
        ...of,
        ...(colleague ? { source: colleague.source, ofColleague: true } : {}),
        onChange(change) {
          const following = { ...change, person }
          put(following.last === state().following.last ? { following } : { following, signInProblem: null })
        },
        onFault: (what, error) => log.warn(what, error),
      }),
      reason,
    )
  }

  function begin(next: PresenceFollower, reason: RequestReason) {
    follower = next
    for (const signal of inEffect) passOn(signal)
    if (state().pausedUntil === null) follower.start(reason)
  }

  function keepBackoff(backoff: TenantBackoff) {
    if (worthKeeping(backoff, state().settings.restraint)) remember({ restraint: backoff })
  }

  function passOn(signal: Signal) {
    const ofNetwork = signal === 'offline' || signal === 'online'
    if (!ofNetwork || state().session.kind !== 'demo') follower?.signal(signal)
  }

  function end() {
    follower?.stop()
    follower = null
    demo.stop()
  }

  function clear() {
    end()
    followAgain = () => {}
    put({ following: nothingFollowed, signInProblem: null })
  }

  const unsubscribe = store.subscribe(({ settings }, before) => {
    if (settings.intervalSeconds !== before.settings.intervalSeconds) follower?.paceChanged()
  })

  function followAccount(graph: PresenceSource, isNew: boolean) {
    const intervalMs = () => state().settings.intervalSeconds * 1000
    const of = { source: graph, intervalMs, hold: noHold(), onBackoff: keepBackoff }
    const backoff = () => state().settings.restraint
    follow(
      { ...of, firstRefusals: isNew ? refusalKinds : [], backoff: backoff() },
      isNew ? 'click' : 'background',
    )
    // The account was answered before: only what was just chosen may not be there.
    followAgain = () => follow({ ...of, firstRefusals: ['person-not-visible'], backoff: backoff() }, 'click')
  }

  function followDemo() {
    const intervalMs = () => demo.intervalMs
    follow({ source: demo, intervalMs, backoff: noBackoff, onBackoff() {} }, 'click')
    followAgain = followDemo
    const isColleague = state().following.person !== null
    // The pretended lights are of the user.
    demo.play((scene) => {
      const pretending = scene.kind === 'pretence' && !isColleague ? scene.pretending : null
      put({ session: { kind: 'demo', pretending } })
      if (scene.kind === 'answer') follower?.check()
    })
  }

  return {
    followAccount,
    followDemo,
    anew: () => followAgain(),
    followThisComputer() {
      clear()
      const programs = () => state().recording.map(({ program }) => program)
      begin(parts.followLocal({ programs, onChange: (following) => put({ following }) }), 'background')
    },
    clear,
    resume: (reason) => follower?.start(reason),
    pause: () => follower?.stop(),
    check: (reason) => follower?.check(reason),
    limitMet: () => follower?.limitMet(),
    signal(signal) {
      if (typeof signal === 'string') inEffect = inEffectAfter(inEffect, signal)
      passOn(signal)
    },
    userActive() {
      inEffect = withoutEnded(inEffect, 'window-shown')
    },
    stop() {
      unsubscribe()
      clear()
    },
  }
}
