// Signs the user in through the browser, and applies the result to the session. After a sign-in with another account than
// before, the user chooses which of the two to use.

import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import { type Account, isLockedOut, type Session } from '../../model/account-state.ts'
import type { Log } from '../../model/log.ts'
import { withoutRetry } from '../../model/problems/problem.ts'
import { leavesAccount } from '../../model/problems/problem-kinds.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Deadlines } from '../../model/timing/deadline.ts'
import type { SettingsOwner } from '../settings.ts'
import type { CurrentFollower } from './current-follower.ts'
import { DISK_TIMEOUT_MS, type StoredAccount } from './stored-account.ts'

/** Longer than the timeout of a sign-in, which is five minutes. */
const SIGN_IN_TIMEOUT_MS = 6 * 60_000

export interface SignInCommandParts {
  store: AccountStore
  deadlines: Deadlines
  settings: Pick<SettingsOwner, 'remember'>
  stored: StoredAccount
  follower: Pick<CurrentFollower, 'resume' | 'pause' | 'clear'>
  log: Pick<Log, 'warn'>
  onSignedIn: (account: Account, by: SignIn) => void
  /** Goes back to the stored account. */
  restoreAccount: () => Promise<void>
  /** Called instead of a sign-in if there is no client ID. */
  onSetUpNeeded: () => void
}

export interface SignInCommand {
  signIn(): Promise<void>
  /** Switches to the other account. Does nothing without a choice. */
  followChosenAccount(): Promise<void>
  /** Discards the other account. Does nothing without a choice. */
  keepCurrentAccount(): void
}

export function createSignInCommand(parts: SignInCommandParts): SignInCommand {
  const { store, deadlines, settings, stored, follower, restoreAccount, onSignedIn } = parts
  const { getState: state, setState: put } = store

  let choice: { session: Session; by: SignIn; before: Session } | null = null

  const whenStarted = () =>
    new Promise<Session>((resolve) => {
      const stop = store.subscribe(({ session }) => {
        if (session.kind === 'starting') return
        stop()
        resolve(session)
      })
    })

  async function signIn() {
    if (state().session.kind === 'demo') await restoreAccount()
    // If the stored account is still being read, the sign-in may turn out to be unnecessary.
    if (state().session.kind === 'starting' && (await whenStarted()).kind === 'signed-in') return
    if (state().session.kind === 'this-computer') {
      await leaveThisComputer()
      if (state().session.kind === 'signed-in') return
    }
    const before = state().session
    const by = stored.signIn()
    if (before.kind === 'not-set-up') return parts.onSetUpNeeded()
    if (!by || before.kind === 'signing-in' || before.kind === 'other-account') return
    stored.cancelRetry()
    follower.pause()
    put({ session: { kind: 'signing-in' }, signInProblem: null })
    const outcome = await deadlines.within(SIGN_IN_TIMEOUT_MS, () => by.signIn())
    await stored.updateTokensKeptIn()
    if (stored.signIn() !== by || state().session.kind !== 'signing-in') return
    if (outcome.ok) return onSignedIn(outcome.value, by)
    const accounts = outcome.problem.kind === 'other-account-chosen' && by.choice()
    if (accounts) {
      choice = { session: { kind: 'other-account', ...accounts }, by, before }
      return put({ session: choice.session })
    }
    const goesBack =
      state().settings.thisComputer || (before.kind === 'signed-in' && leavesAccount(outcome.problem))
    if (goesBack) {
      await goBack(before)
      if (outcome.problem.kind !== 'sign-in-cancelled') put({ signInProblem: withoutRetry(outcome.problem) })
    } else stored.signedOut(isLockedOut(before) ? before.problem : withoutRetry(outcome.problem))
  }

  /** The choice stays in the settings until the sign-in has succeeded. */
  async function leaveThisComputer() {
    follower.clear()
    put({ session: { kind: 'starting' } })
    await stored.findAccount()
  }

  /** Restores the session before the sign-in, with its problem. */
  async function goBack(before: Session) {
    if (before.kind !== 'signed-in') return restoreAccount()
    put({ session: before })
    if (state().pausedUntil === null) follower.resume()
  }

  /** Takes the choice, so that it is made once. Null after a sign-out or a switch to the demo. */
  function takeChoice() {
    const taken = choice
    choice = null
    return taken?.session === state().session ? taken : null
  }

  return {
    signIn,
    async followChosenAccount() {
      const taken = takeChoice()
      if (!taken) return
      const { by } = taken
      const switched = await deadlines.within(DISK_TIMEOUT_MS, () => by.followChosen())
      await stored.updateTokensKeptIn()
      if (!switched.ok) parts.log.warn('The switch to the other account failed', switched.problem)
      if (state().session !== taken.session) return
      if (!switched.ok) return void restoreAccount()
      // This user has not had the out-of-office notification yet.
      settings.remember({ toldOutOfOfficeOn: null })
      onSignedIn(switched.value, by)
    },
    keepCurrentAccount() {
      const taken = takeChoice()
      if (!taken) return
      taken.by.dropChosen()
      void goBack(taken.before)
    },
  }
}
