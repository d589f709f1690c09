// Whose presence is followed: nobody's, an account's, or the demo day's. Owns the sign-in and the follower of it.

import { type DemoDay, SCENE_MS } from '../../demo/demo-day.ts'
import { clouds, type Registration } from '../../microsoft/clouds.ts'
import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import { nothingFollowed, type PresenceSource } from '../../model/following.ts'
import type { Log } from '../../model/log.ts'
import type { PauseLength } from '../../model/names.ts'
import { type Answer, leftToPerson, ok, type Problem, unexpected } from '../../model/problem.ts'
import { isLasting } from '../../model/problem-kinds.ts'
import type { Signal } from '../../model/signal.ts'
import { type Account, type AppStore, isLockedOut, type Session } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createDeadlines } from '../../model/timing/deadline.ts'
import type { RequestReason } from '../../model/timing/request-ceiling.ts'
import type { PresenceFollower } from '../../polling/follower.ts'
import type { FollowerParts } from '../../polling/follower-parts.ts'
import { noBackoff, type TenantBackoff, worthKeeping } from '../../polling/tenant-backoff.ts'
import type { StoredTokens } from '../../storage/token-cache.ts'
import type { SettingsOwner } from '../settings.ts'
import { createAccountChoice } from './account-choice.ts'
import { createPauseTimer, pauseEnd } from './pause.ts'

/** How often the account of the last run is looked for again, as behind a locked keyring. */
const LOOK_AGAIN_MS = 30_000
/** How long the keyring and the disk may take for the account of the last run, or to forget it. */
const LONGEST_LOOK_MS = 30_000
/** A sign-in has ended by itself after five minutes. */
const LONGEST_SIGN_IN_MS = 6 * 60_000

export interface SessionParts<Source extends PresenceSource> {
  store: AppStore
  clock: Clock
  signInFor: (registration: Registration) => SignIn
  sourceFor: (registration: Registration, signIn: SignIn) => Source
  follow: (follow: Omit<FollowerParts, 'clock' | 'computer' | 'random'>) => PresenceFollower
  demoDay: DemoDay
  tokens: Pick<StoredTokens, 'keptIn' | 'left' | 'subscribe'>
  settings: Pick<SettingsOwner, 'remember'>
  log: Pick<Log, 'warn'>
  /** A sign-in was asked for that needs the window first: there is no client id yet. */
  onSetUpNeeded: () => void
}

/** The account that is followed, as the rooms that ask Graph for more need it. */
export interface Followed<Source extends PresenceSource> {
  signIn: SignIn
  graph: Source
}

export interface Sessions<Source extends PresenceSource = PresenceSource> {
  start(demo: boolean): Promise<void>
  signIn(): Promise<void>
  cancelSignIn(): void
  /** Where the browser brought another account than the one before: it is followed from now on. */
  followChosenAccount(): Promise<void>
  /** The same: it is forgotten, and what was so before goes on. */
  stayWithAccount(): void
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

/** After these what could not be had may be there: an open keyring, a network. */
const BRINGS_BACK: ReadonlySet<Signal> = new Set(['resume', 'unlock-screen', 'online'])
const STANDING: ReadonlySet<Signal> = new Set(['suspend', 'lock-screen', 'window-shown'])
/** Which standing signals another ends. Where somebody acts the computer is awake, whatever it said before. */
const ENDS: Record<Signal, readonly Signal[]> = {
  suspend: [],
  resume: ['suspend'],
  offline: ['suspend'],
  online: ['suspend'],
  'lock-screen': [],
  'unlock-screen': ['lock-screen', 'suspend'],
  'window-shown': ['suspend', 'lock-screen'],
  'window-hidden': ['window-shown'],
}

export function createSessions<Source extends PresenceSource>(parts: SessionParts<Source>): Sessions<Source> {
  const { store, clock, demoDay } = parts
  let signIn: SignIn | null = null
  let follower: PresenceFollower | null = null
  let followed: Followed<Source> | null = null
  let cancelKeyringRetry = () => {}
  /** Signals that hold until their opposite comes: a follower made later has to hear of them too. */
  const standing = new Set<Signal>()
  const deadlines = createDeadlines(clock)
  const pauseTimer = createPauseTimer(clock, () => goOn('background'))
  const accountChoice = createAccountChoice({
    store: parts.store,
    async take(by) {
      const taken = await deadlines.within(LONGEST_LOOK_MS, () => by.followChosen())
      await noteTokensKeptIn()
      if (!taken.ok) parts.log.warn('The other account was not taken', taken.problem)
      return taken.ok ? taken.value : null
    },
    onFollowed(account, by) {
      if (!account) return void lookAnew()
      // What was told to one account is news to the other.
      remember({ toldOutOfOfficeOn: null })
      followAccount(account, by, true)
    },
  })

  const { getState: state, setState: put } = store
  const setSession = (session: Session) => put({ session })
  const { remember } = parts.settings
  const registration = (): Registration => {
    const { clientId, tenant, cloud } = state().settings
    return { clientId, tenant, cloud }
  }

  function follow(
    source: PresenceSource,
    intervalMs: () => number,
    backoff: TenantBackoff,
    reason: RequestReason,
    isNewAccount = false,
  ) {
    unfollow()
    follower = parts.follow({
      source,
      intervalMs,
      isNewAccount,
      backoff,
      onBackoff: source === demoDay ? () => {} : keepBackoff,
      onChange: (following) =>
        put(following.last === state().following.last ? { following } : { following, signInProblem: null }),
      onFault: (what, error) => parts.log.warn(what, error),
    })
    for (const signal of standing) tell(signal)
    if (state().pausedUntil === null) follower.start(reason)
  }

  function keepBackoff(backoff: TenantBackoff) {
    if (worthKeeping(backoff, state().settings.restraint)) remember({ restraint: backoff })
  }

  /** The demo day needs no network. */
  function tell(signal: Signal) {
    const ofNetwork = signal === 'offline' || signal === 'online'
    if (!ofNetwork || state().session.kind !== 'demo') follower?.signal(signal)
  }

  function unfollow() {
    follower?.stop()
    follower = null
    demoDay.stop()
    put({ following: nothingFollowed, signInProblem: null })
  }

  /** `isNew`: it has just signed in, and nothing was ever asked for it. */
  function followAccount(account: Account, by: SignIn, isNew: boolean) {
    const reason = isNew ? 'click' : 'background'
    const graph = parts.sourceFor(registration(), by)
    followed = { signIn: by, graph }
    setSession({ kind: 'signed-in', account })
    const { restraint: backoff } = state().settings
    const intervalMs = () => state().settings.intervalSeconds * 1000
    follow(graph, intervalMs, backoff, reason, isNew)
  }

  function signedOut(reason: Problem | null) {
    const problem = reason ?? tokensLeft()
    setSession({ kind: 'signed-out', problem })
    if (problem && problem.next !== 'person')
      cancelKeyringRetry = clock.after(LOOK_AGAIN_MS, () => void findAccount())
  }

  /** Signed out by what may pass, so that the account of the last run is looked for again. */
  const mayPass = (session: Session): boolean =>
    isLockedOut(session) ||
    (session.kind === 'signed-out' && session.problem !== null && session.problem.next !== 'person')

  /** Never rejects: what nobody foresaw is a problem of the session, from which a person can sign in. */
  async function findAccount() {
    cancelKeyringRetry()
    try {
      await lookForAccount()
    } catch (error) {
      parts.log.warn('The account could not be looked for', error)
      if (state().session.kind === 'starting') signedOut(unexpected(error))
    }
  }

  /** Of a sign-out that is not complete while files still hold the tokens. */
  function tokensLeft(): Problem | null {
    const paths = [...parts.tokens.left()]
    return paths.length > 0 ? { kind: 'tokens-not-removed', next: 'person', paths } : null
  }

  /** The disk has done what it refused before. */
  async function tokensCaughtUp() {
    await noteTokensKeptIn()
    const { session } = state()
    if (session.kind === 'signed-out' && session.problem?.kind === 'tokens-not-removed') signedOut(null)
  }
  const stopTokens = parts.tokens.subscribe(() => void tokensCaughtUp())

  /** Looks for the account of the last run, without a question to anybody. */
  async function lookForAccount() {
    const { clientId, cloud } = registration()
    if (!clientId) return setSession({ kind: 'not-set-up' })
    if (!clouds[cloud].hasPresence) return signedOut({ kind: 'cloud-without-presence', next: 'person' })
    const by = parts.signInFor(registration())
    signIn = by
    const stored = await deadlines.within(LONGEST_LOOK_MS, () => by.storedAccount())
    await noteTokensKeptIn()
    // Something else was chosen meanwhile: the demo, other settings, a sign-in past a locked keyring.
    if (signIn !== by || state().session.kind === 'signing-in') return
    if (!stored.ok) signedOut(stored.problem)
    else if (stored.value) followAccount(stored.value, by, false)
    else signedOut(null)
  }

  async function noteTokensKeptIn() {
    const kept = await deadlines.within(LONGEST_LOOK_MS, async () => ok(await parts.tokens.keptIn()))
    if (kept.ok) put({ tokensKeptIn: kept.value })
    else parts.log.warn('Where tokens are kept is not known', kept.problem)
  }

  const whenStarted = () =>
    new Promise<Session>((resolve) => {
      const stop = store.subscribe(({ session }) => {
        if (session.kind === 'starting') return
        stop()
        resolve(session)
      })
    })

  async function signInNow() {
    if (state().session.kind === 'demo') await lookAnew()
    // A click that comes while the account of the last run is looked for may turn out to be needless.
    if (state().session.kind === 'starting' && (await whenStarted()).kind === 'signed-in') return
    const before = state().session
    const by = signIn
    if (before.kind === 'not-set-up') return parts.onSetUpNeeded()
    if (!by || before.kind === 'signing-in' || before.kind === 'other-account') return
    cancelKeyringRetry()
    follower?.stop()
    put({ session: { kind: 'signing-in' }, signInProblem: null })
    const outcome = await deadlines.within(LONGEST_SIGN_IN_MS, () => by.signIn())
    await noteTokensKeptIn()
    if (signIn !== by || state().session.kind !== 'signing-in') return
    if (outcome.ok) return followAccount(outcome.value, by, true)
    const isOther = outcome.problem.kind === 'other-account-chosen'
    if (isOther && accountChoice.ask(by, () => goBack(before))) return
    if (before.kind === 'signed-in' && !isLasting(outcome.problem)) {
      goBack(before)
      if (outcome.problem.kind !== 'sign-in-cancelled') put({ signInProblem: leftToPerson(outcome.problem) })
    } else signedOut(isLockedOut(before) ? before.problem : leftToPerson(outcome.problem))
  }

  /** Nothing changed: what was wrong before is still what there is to say. */
  function goBack(before: Session) {
    if (before.kind !== 'signed-in') return void lookAnew()
    setSession(before)
    if (state().pausedUntil === null) follower?.start()
  }

  /** Forgets the account and its tokens, and begins anew with the settings of now. */
  async function beginAnew() {
    cancelKeyringRetry()
    const by = signIn
    signIn = null
    unfollow()
    // What is asked for meanwhile waits for the new beginning.
    setSession({ kind: 'starting' })
    const forgotten: Answer<void> = by
      ? await deadlines.within(LONGEST_LOOK_MS, async () => ok(await by.signOut()))
      : ok(undefined)
    if (!forgotten.ok) parts.log.warn('The account was not forgotten', forgotten.problem)
    await findAccount()
  }

  function tryDemo() {
    cancelKeyringRetry()
    signIn?.cancel()
    signIn = null
    endPause()
    setSession({ kind: 'demo', pretending: null })
    follow(demoDay, () => SCENE_MS * 2, noBackoff, 'click')
    demoDay.play((scene) => {
      setSession({ kind: 'demo', pretending: scene.kind === 'pretence' ? scene.pretending : null })
      if (scene.kind === 'answer') follower?.check()
    })
  }

  async function lookAnew() {
    unfollow()
    setSession({ kind: 'starting' })
    await findAccount()
  }

  function setPause(untilMs: number | null) {
    put({ pausedUntil: untilMs })
    remember({ pausedUntil: untilMs })
    pauseTimer.set(untilMs)
  }

  function endPause() {
    if (state().pausedUntil !== null) setPause(null)
  }

  function goOn(reason: RequestReason) {
    endPause()
    const { kind } = state().session
    if (kind === 'signed-in' || kind === 'demo') follower?.start(reason)
  }

  function check(reason: RequestReason) {
    const { session, pausedUntil } = state()
    for (const ended of ENDS['window-shown']) standing.delete(ended)
    if (session.kind === 'signed-out') void findAccount()
    else if (pausedUntil === null) follower?.check(reason)
  }

  const stopSettings = store.subscribe(({ settings }, { settings: before }) => {
    if (settings.intervalSeconds !== before.intervalSeconds) follower?.paceChanged()
    // Tokens of another registration are of no use to this one, and nobody would ever delete them.
    const isOther = isOtherRegistration(settings, before) && state().session.kind !== 'demo'
    // Once everybody else has seen the change, or they would see the next one first.
    if (isOther) queueMicrotask(() => void beginAnew())
  })

  return {
    async start(demo) {
      const { pausedUntil } = state().settings
      put({ pausedUntil })
      pauseTimer.set(pausedUntil)
      if (demo) tryDemo()
      else await findAccount()
    },
    signIn: signInNow,
    cancelSignIn: () => signIn?.cancel(),
    followChosenAccount: accountChoice.follow,
    stayWithAccount: accountChoice.stay,
    async signOut() {
      endPause()
      await beginAnew()
    },
    tryDemo,
    leaveDemo: lookAnew,
    checkNow: () => check('click'),
    check,
    pause(length) {
      setPause(pauseEnd(length, clock.nowMs(), state().timeZone))
      follower?.stop()
    },
    resume: () => goOn('click'),
    limitMet: () => follower?.limitMet(),
    signal(signal) {
      for (const ended of ENDS[signal]) standing.delete(ended)
      if (STANDING.has(signal)) standing.add(signal)
      tell(signal)
      if (mayPass(state().session) && BRINGS_BACK.has(signal)) void findAccount()
    },
    followed: () => (state().session.kind === 'signed-in' ? followed : null),
    stop() {
      cancelKeyringRetry()
      deadlines.stop()
      stopTokens()
      stopSettings()
      pauseTimer.set(null)
      unfollow()
    },
  }
}

const isOtherRegistration = (one: Registration, other: Registration): boolean =>
  one.clientId !== other.clientId || one.tenant !== other.tenant || one.cloud !== other.cloud
