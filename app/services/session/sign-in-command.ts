// Sign in, as a person asks for it: the page in the browser, and what comes of it.

import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import { type Account, isLockedOut, type Session } from '../../model/account-state.ts'
import type { Log } from '../../model/log.ts'
import { withoutRetry } from '../../model/problems/problem.ts'
import { isLasting } from '../../model/problems/problem-kinds.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Deadlines } from '../../model/timing/deadline.ts'
import type { SettingsOwner } from '../settings.ts'
import { createAccountChoice } from './account-choice.ts'
import type { CurrentFollower } from './current-follower.ts'
import { LONGEST_DISK_MS, type StoredAccount } from './stored-account.ts'

/** A sign-in has ended by itself after five minutes. */
const LONGEST_SIGN_IN_MS = 6 * 60_000

export interface SignInCommandParts {
  store: AccountStore
  deadlines: Deadlines
  settings: Pick<SettingsOwner, 'remember'>
  stored: StoredAccount
  follower: Pick<CurrentFollower, 'start' | 'stop'>
  log: Pick<Log, 'warn'>
  /** This account has just signed in. */
  onSignedIn: (account: Account, by: SignIn) => void
  /** Looks again for the account of the last run, in place of whoever is followed. */
  findAgain: () => Promise<void>
  /** There is no client id yet. */
  onSetUpNeeded: () => void
}

export interface SignInCommand {
  signIn(): Promise<void>
  /** Where the browser brought another account than the one before: it is followed from now on. */
  followChosenAccount(): Promise<void>
  /** The same: it is forgotten, and what was so before goes on. */
  keepCurrentAccount(): void
}

export function createSignInCommand(parts: SignInCommandParts): SignInCommand {
  const { store, deadlines, settings, stored, follower, findAgain, onSignedIn } = parts
  const { getState: state, setState: put } = store

  const accountChoice = createAccountChoice({
    store,
    async take(by) {
      const taken = await deadlines.within(LONGEST_DISK_MS, () => by.followChosen())
      await stored.updateTokensKeptIn()
      if (!taken.ok) parts.log.warn('The other account was not taken', taken.problem)
      return taken.ok ? taken.value : null
    },
    onFollowed(account, by) {
      if (!account) return void findAgain()
      // This account has not been told yet.
      settings.remember({ toldOutOfOfficeOn: null })
      onSignedIn(account, by)
    },
  })

  const whenStarted = () =>
    new Promise<Session>((resolve) => {
      const stop = store.subscribe(({ session }) => {
        if (session.kind === 'starting') return
        stop()
        resolve(session)
      })
    })

  async function signIn() {
    if (state().session.kind === 'demo') await findAgain()
    // A click that comes while the account of the last run is looked for may turn out to be needless.
    if (state().session.kind === 'starting' && (await whenStarted()).kind === 'signed-in') return
    const before = state().session
    const by = stored.signIn()
    if (before.kind === 'not-set-up') return parts.onSetUpNeeded()
    if (!by || before.kind === 'signing-in' || before.kind === 'other-account') return
    stored.cancelRetry()
    follower.stop()
    put({ session: { kind: 'signing-in' }, signInProblem: null })
    const outcome = await deadlines.within(LONGEST_SIGN_IN_MS, () => by.signIn())
    await stored.updateTokensKeptIn()
    if (stored.signIn() !== by || state().session.kind !== 'signing-in') return
    if (outcome.ok) return onSignedIn(outcome.value, by)
    const isOther = outcome.problem.kind === 'other-account-chosen'
    if (isOther && accountChoice.ask(by, () => goBack(before))) return
    if (before.kind === 'signed-in' && !isLasting(outcome.problem)) {
      goBack(before)
      if (outcome.problem.kind !== 'sign-in-cancelled') put({ signInProblem: withoutRetry(outcome.problem) })
    } else stored.signedOut(isLockedOut(before) ? before.problem : withoutRetry(outcome.problem))
  }

  /** Nothing changed: what was wrong before is still what there is to say. */
  function goBack(before: Session) {
    if (before.kind !== 'signed-in') return void findAgain()
    put({ session: before })
    if (state().pausedUntil === null) follower.start()
  }

  return { signIn, followChosenAccount: accountChoice.follow, keepCurrentAccount: accountChoice.stay }
}
