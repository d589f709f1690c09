// The follower of the presence that is shown now: an account's or the demo's. At most one at a time.

import { type DemoDay, nothingFollowed, type PresenceSource } from '../../model/following.ts'
import type { Log } from '../../model/log.ts'
import type { TenantBackoff } from '../../model/settings.ts'
import type { Signal } from '../../model/signal.ts'
import type { AccountStore } from '../../model/state.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import type { PresenceFollower } from '../../polling/follower.ts'
import type { FollowerParts } from '../../polling/follower-parts.ts'
import { noBackoff, worthKeeping } from '../../polling/tenant-backoff.ts'
import type { SettingsOwner } from '../settings.ts'

export interface CurrentFollowerParts {
  store: AccountStore
  settings: Pick<SettingsOwner, 'remember'>
  /** Makes the follower of one source. */
  follow: (follow: Omit<FollowerParts, 'clock' | 'computer' | 'random'>) => PresenceFollower
  demo: DemoDay
  log: Pick<Log, 'warn'>
}

/** Each follower begins with a check at once, unless the user has paused. */
export interface CurrentFollower {
  /** `isNew`: it has just signed in, and nothing was ever asked for it. */
  followAccount(graph: PresenceSource, isNew: boolean): void
  followDemo(): void
  /** Nobody is followed any more. */
  clear(): void
  /** Begins with a check at once. Nothing where nobody is followed. */
  start(reason?: RequestReason): void
  /** Checks no more until `start`. */
  stop(): void
  check(reason?: RequestReason): void
  /** Graph refused another request than a check, for the limit that the tenant shares. */
  limitMet(): void
  /** What the computer tells; a follower made later is told what still holds. */
  signal(signal: Signal): void
  /** Somebody acts, so the computer is awake and unlocked, whatever it told before. */
  personActs(): void
  /** The same as `clear`, and listens to nothing more. */
  end(): void
}

/** These hold until another signal ends them. */
const HOLDING: ReadonlySet<Signal> = new Set(['suspend', 'lock-screen', 'window-shown'])
/** Which signals another ends. */
const ENDED_BY: Record<Signal, readonly Signal[]> = {
  suspend: [],
  resume: ['suspend'],
  offline: ['suspend'],
  online: ['suspend'],
  'lock-screen': [],
  'unlock-screen': ['lock-screen', 'suspend'],
  'window-shown': ['suspend', 'lock-screen'],
  'window-hidden': ['window-shown'],
}

export function createCurrentFollower(parts: CurrentFollowerParts): CurrentFollower {
  const { store, demo, log } = parts
  const { getState: state, setState: put } = store
  const { remember } = parts.settings
  let follower: PresenceFollower | null = null
  const holding = new Set<Signal>()

  function follow(
    of: Pick<FollowerParts, 'source' | 'intervalMs' | 'isNewAccount' | 'backoff' | 'onBackoff'>,
    reason: RequestReason,
  ) {
    clear()
    follower = parts.follow({
      ...of,
      onChange: (following) =>
        put(following.last === state().following.last ? { following } : { following, signInProblem: null }),
      onFault: (what, error) => log.warn(what, error),
    })
    for (const signal of holding) passOn(signal)
    if (state().pausedUntil === null) follower.start(reason)
  }

  function keepBackoff(backoff: TenantBackoff) {
    if (worthKeeping(backoff, state().settings.restraint)) remember({ restraint: backoff })
  }

  function passOn(signal: Signal) {
    const ofNetwork = signal === 'offline' || signal === 'online'
    if (!ofNetwork || state().session.kind !== 'demo') follower?.signal(signal)
  }

  function clear() {
    follower?.stop()
    follower = null
    demo.stop()
    put({ following: nothingFollowed, signInProblem: null })
  }

  function endHolding(by: Signal) {
    for (const ended of ENDED_BY[by]) holding.delete(ended)
  }

  const unsubscribe = store.subscribe(({ settings }, before) => {
    if (settings.intervalSeconds !== before.settings.intervalSeconds) follower?.paceChanged()
  })

  return {
    followAccount(graph, isNew) {
      const intervalMs = () => state().settings.intervalSeconds * 1000
      const { restraint: backoff } = state().settings
      const of = { source: graph, intervalMs, isNewAccount: isNew, backoff, onBackoff: keepBackoff }
      follow(of, isNew ? 'click' : 'background')
    },
    followDemo() {
      const intervalMs = () => demo.intervalMs
      follow({ source: demo, intervalMs, backoff: noBackoff, onBackoff() {} }, 'click')
      demo.play((scene) => {
        put({ session: { kind: 'demo', pretending: scene.kind === 'pretence' ? scene.pretending : null } })
        if (scene.kind === 'answer') follower?.check()
      })
    },
    clear,
    start: (reason) => follower?.start(reason),
    stop: () => follower?.stop(),
    check: (reason) => follower?.check(reason),
    limitMet: () => follower?.limitMet(),
    signal(signal) {
      endHolding(signal)
      if (HOLDING.has(signal)) holding.add(signal)
      passOn(signal)
    },
    personActs: () => endHolding('window-shown'),
    end() {
      unsubscribe()
      clear()
    },
  }
}
