// Whose presence is followed: nobody's, an account's, or the demo's.

import type { Registration } from '../../microsoft/clouds.ts'
import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import type { Account } from '../../model/account-state.ts'
import type { PresenceSource } from '../../model/following.ts'
import type { PauseLength } from '../../model/names.ts'
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
  LONGEST_DISK_MS,
  registrationIn,
  type StoredAccountParts,
} from './stored-account.ts'

export interface SessionParts<Source extends PresenceSource>
  extends CurrentFollowerParts,
    Pick<StoredAccountParts, 'signInFor' | 'tokens'> {
  clock: Clock
  sourceFor: (registration: Registration, signIn: SignIn) => Source
  /** A sign-in was asked for that needs the window first: there is no client id yet. */
  onSetUpNeeded: () => void
}

/** The account that is followed, for the services that ask Graph for more. */
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
  /** A click. */
  checkNow(): void
  /** The same for whoever else has a reason to ask now. */
  check(reason: RequestReason): void
  pause(length: PauseLength): void
  resume(): void
  /** Graph refused another request than a check, for the limit that the tenant shares. */
  limitMet(): void
  signal(signal: Signal): void
  /** Null unless an account is signed in; another object each time an account is found or signs in. */
  followed(): Followed<Source> | null
  /** No timer outlives this. */
  stop(): void
}

export function createSessions<Source extends PresenceSource>(parts: SessionParts<Source>): Sessions<Source> {
  const { store, clock, settings, log } = parts
  const { getState: state, setState: put } = store
  let followed: Followed<Source> | null = null
  const deadlines = createDeadlines(clock)
  const follower = createCurrentFollower(parts)
  const pause = createPause({ store, clock, settings, onEnd: () => resume('background') })
  const stored = createStoredAccount({
    ...parts,
    deadlines,
    onFound: (account, by) => followAccount(account, by, false),
  })
  const signInCommand = createSignInCommand({
    ...{ store, deadlines, settings, stored, follower, log, findAgain },
    onSignedIn: (account, by) => followAccount(account, by, true),
    onSetUpNeeded: parts.onSetUpNeeded,
  })

  function followAccount(account: Account, by: SignIn, isNew: boolean) {
    const graph = parts.sourceFor(registrationIn(state().settings), by)
    followed = { signIn: by, graph }
    put({ session: { kind: 'signed-in', account } })
    follower.followAccount(graph, isNew)
  }

  async function findAgain() {
    follower.clear()
    put({ session: { kind: 'starting' } })
    await stored.find()
  }

  /** Forgets the account and its tokens, and begins anew with the settings of now. */
  async function beginAnew() {
    const by = stored.leave()
    follower.clear()
    // What is asked for meanwhile waits for the new beginning.
    put({ session: { kind: 'starting' } })
    const forgotten: Answer<void> = by
      ? await deadlines.within(LONGEST_DISK_MS, async () => ok(await by.signOut()))
      : ok(undefined)
    if (!forgotten.ok) log.warn('The account was not forgotten', forgotten.problem)
    await stored.find()
  }

  function tryDemo() {
    stored.leave()?.cancel()
    pause.end()
    put({ session: { kind: 'demo', pretending: null } })
    follower.followDemo()
  }

  function resume(reason: RequestReason) {
    pause.end()
    const { kind } = state().session
    if (kind === 'signed-in' || kind === 'demo') follower.start(reason)
  }

  function check(reason: RequestReason) {
    const { session, pausedUntil } = state()
    follower.personActs()
    if (session.kind === 'signed-out') void stored.find()
    else if (pausedUntil === null) follower.check(reason)
  }

  const unsubscribe = store.subscribe(({ settings, session }, before) => {
    // Tokens of another registration are of no use to this one, and nobody would ever delete them.
    if (session.kind !== 'demo' && isOther(registrationIn(settings), registrationIn(before.settings)))
      // Later, or who subscribed later would be told of this change after the next one.
      queueMicrotask(() => void beginAnew())
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
      pause.end()
      await beginAnew()
    },
    tryDemo,
    leaveDemo: findAgain,
    checkNow: () => check('click'),
    check,
    pause(length) {
      pause.begin(length)
      follower.stop()
    },
    resume: () => resume('click'),
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
      follower.end()
    },
  }
}

const isOther = (one: Registration, other: Registration): boolean =>
  one.clientId !== other.clientId || one.tenant !== other.tenant || one.cloud !== other.cloud
