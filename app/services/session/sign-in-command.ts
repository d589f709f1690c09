// Signs the user in through the browser, and applies the result to the session.

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
import { DISK_TIMEOUT_MS, type StoredAccount } from './stored-account.ts'

/** Longer than the timeout of a sign-in, which is five minutes. */
const SIGN_IN_TIMEOUT_MS = 6 * 60_000

export interface SignInCommandParts {
  store: AccountStore
  deadlines: Deadlines
  settings: Pick<SettingsOwner, 'remember'>
  stored: StoredAccount
  follower: Pick<CurrentFollower, 'resume' | 'pause'>
  log: Pick<Log, 'warn'>
  onSignedIn: (account: Account, by: SignIn) => void
  /** Goes back to the stored account. */
  restoreAccount: () => Promise<void>
  /** Called instead of a sign-in if there is no client ID. */
  onSetUpNeeded: () => void
}

export interface SignInCommand {
  signIn(): Promise<void>
  /** After a sign-in with another account than before: switches to it. */
  followChosenAccount(): Promise<void>
  /** After a sign-in with another account than before: discards it. */
  keepCurrentAccount(): void
}

export function createSignInCommand(parts: SignInCommandParts): SignInCommand {
  const { store, deadlines, settings, stored, follower, restoreAccount, onSignedIn } = parts
  const { getState: state, setState: put } = store

  const accountChoice = createAccountChoice({
    store,
    async switchAccount(by) {
      const switched = await deadlines.within(DISK_TIMEOUT_MS, () => by.followChosen())
      await stored.updateTokensKeptIn()
      if (!switched.ok) parts.log.warn('The switch to the other account failed', switched.problem)
      return switched.ok ? switched.value : null
    },
    onSwitched(account, by) {
      if (!account) return void restoreAccount()
      // This user has not had the out-of-office notification yet.
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
    if (state().session.kind === 'demo') await restoreAccount()
    // If the stored account is still being read, the sign-in may turn out to be unnecessary.
    if (state().session.kind === 'starting' && (await whenStarted()).kind === 'signed-in') return
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
    const isOther = outcome.problem.kind === 'other-account-chosen'
    if (isOther && accountChoice.show(by, () => goBack(before))) return
    if (before.kind === 'signed-in' && !isLasting(outcome.problem)) {
      goBack(before)
      if (outcome.problem.kind !== 'sign-in-cancelled') put({ signInProblem: withoutRetry(outcome.problem) })
    } else stored.signedOut(isLockedOut(before) ? before.problem : withoutRetry(outcome.problem))
  }

  /** Restores the session before the sign-in, with its problem. */
  function goBack(before: Session) {
    if (before.kind !== 'signed-in') return void restoreAccount()
    put({ session: before })
    if (state().pausedUntil === null) follower.resume()
  }

  const { switchToChosen, keepCurrent } = accountChoice
  return { signIn, followChosenAccount: switchToChosen, keepCurrentAccount: keepCurrent }
}
