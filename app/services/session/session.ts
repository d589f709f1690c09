// The session: which account is signed in, or the demo, or this computer alone, and the checks of its presence.

import type { Registration } from '../../microsoft/clouds.ts'
import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import type { Account } from '../../model/account-state.ts'
import type { PresenceSource } from '../../model/following.ts'
import type { LengthInMinutes, PauseLength } from '../../model/names.ts'
import { type Answer, ok } from '../../model/problems/problem.ts'
import type { Signal } from '../../model/signal.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import { type CurrentFollowerParts, createCurrentFollower } from './current-follower.ts'
import { createPause } from './pause.ts'
import { createSignInCommand, type SignInCommand } from './sign-in-command.ts'
import {
  createStoredAccount,
  DISK_TIMEOUT_MS,
  registrationIn,
  type StoredAccountParts,
} from './stored-account.ts'

export interface SessionParts<Source extends PresenceSource>
  extends CurrentFollowerParts,
    Pick<StoredAccountParts, 'signInFor' | 'tokens'> {
  clock: Clock
  sourceFor: (registration: Registration, signIn: SignIn) => Source
  /** Called for a sign-in without a client ID, which the user has to enter in the window first. */
  onSetUpNeeded: () => void
}

/** The signed-in account, for the services that make other requests to Graph. */
export interface Followed<Source extends PresenceSource> {
  signIn: SignIn
  graph: Source
}

export interface Sessions<Source extends PresenceSource = PresenceSource> extends SignInCommand {
  start(demo: boolean): Promise<void>
  cancelSignIn(): void
  signOut(): Promise<void>
  tryDemo(): void
  leaveDemo(): Promise<void>
  /** Shows what this computer sees, also after a restart, until a sign-in, the demo or `stopThisComputer`. */
  followThisComputer(): void
  stopThisComputer(): Promise<void>
  /** For a click of the user. */
  checkNow(): void
  /** For any other reason. */
  check(reason: RequestReason): void
  pause(length: PauseLength | LengthInMinutes): void
  resume(): void
  /** Whose presence is followed has changed (whose-light.ts). Keeps a pause. */
  followAnew(): void
  /** Graph throttled another request than a check; its limit is shared by the tenant. */
  limitMet(): void
  signal(signal: Signal): void
  /** Null unless an account is signed in. A new object each time an account is found or signs in. */
  followed(): Followed<Source> | null
  /** Cancels all timers. */
  stop(): void
}

export function createSessions<Source extends PresenceSource>(parts: SessionParts<Source>): Sessions<Source> {
  const { store, clock, settings, log } = parts
  const { getState: state, setState: put } = store
  let followed: Followed<Source> | null = null
  const deadlines = createDeadlines(clock)
  const follower = createCurrentFollower(parts)
  const pause = createPause({ store, clock, settings, follower })
  const stored = createStoredAccount({
    ...parts,
    deadlines,
    onFound: (account, by) => followAccount(account, by, false),
    onThisComputer: showThisComputer,
  })
  const signInCommand = createSignInCommand({
    store,
    deadlines,
    settings,
    stored,
    follower,
    log,
    restoreAccount,
    onSignedIn: (account, by) => followAccount(account, by, true),
    onSetUpNeeded: parts.onSetUpNeeded,
  })

  function followAccount(account: Account, by: SignIn, isNew: boolean) {
    const graph = parts.sourceFor(registrationIn(state().settings), by)
    followed = { signIn: by, graph }
    rememberThisComputer(false)
    put({ session: { kind: 'signed-in', account } })
    follower.followAccount(graph, isNew)
  }

  function showThisComputer() {
    put({ session: { kind: 'this-computer' } })
    follower.followThisComputer()
  }

  function rememberThisComputer(thisComputer: boolean) {
    if (state().settings.thisComputer !== thisComputer) settings.remember({ thisComputer })
  }

  async function restoreAccount() {
    follower.clear()
    put({ session: { kind: 'starting' } })
    await stored.find()
  }

  /** Removes the account and its tokens, and starts again with the current settings. */
  async function reset() {
    const by = stored.release()
    follower.clear()
    // A sign-in during the removal waits while the session is `starting`.
    put({ session: { kind: 'starting' } })
    const removed: Answer<void> = by
      ? await deadlines.within(DISK_TIMEOUT_MS, async () => ok(await by.signOut()))
      : ok(undefined)
    if (!removed.ok) log.warn('The account was not removed', removed.problem)
    await stored.find()
  }

  function tryDemo() {
    stored.release()?.cancel()
    pause.endForAccount()
    rememberThisComputer(false)
    put({ session: { kind: 'demo', pretending: null } })
    follower.followDemo()
  }

  function check(reason: RequestReason) {
    const { session, pausedUntil } = state()
    follower.userActive()
    if (session.kind === 'signed-out') stored.findAgain()
    else if (pausedUntil === null) follower.check(reason)
  }

  const unsubscribe = store.subscribe(({ settings, session }, before) => {
    // The tokens of the old registration are useless, and nothing would delete them later.
    if (session.kind !== 'demo' && isOther(registrationIn(settings), registrationIn(before.settings)))
      // Deferred: otherwise later subscribers would get this change after the next one.
      queueMicrotask(() => void reset())
  })

  return {
    ...signInCommand,
    async start(demo) {
      pause.restore()
      if (demo) tryDemo()
      else await stored.find()
    },
    cancelSignIn: () => stored.signIn()?.cancel(),
    async signOut() {
      pause.endForAccount()
      await reset()
    },
    tryDemo,
    leaveDemo: restoreAccount,
    followThisComputer() {
      stored.release()?.cancel()
      pause.endForAccount()
      rememberThisComputer(true)
      showThisComputer()
    },
    stopThisComputer() {
      rememberThisComputer(false)
      return restoreAccount()
    },
    checkNow: () => check('click'),
    check,
    pause: pause.begin,
    resume: () => pause.resume('click'),
    followAnew: follower.anew,
    limitMet: follower.limitMet,
    signal(signal) {
      follower.signal(signal)
      stored.signal(signal)
    },
    followed: () => (state().session.kind === 'signed-in' ? followed : null),
    stop() {
      unsubscribe()
      deadlines.stop()
      stored.stop()
      pause.stop()
      follower.stop()
    },
  }
}

const isOther = (one: Registration, other: Registration) =>
  one.clientId !== other.clientId || one.tenant !== other.tenant || one.cloud !== other.cloud
