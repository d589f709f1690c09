// The account of the last run: found at the start, and looked for again while what is in its way may pass.

import { clouds, type Registration } from '../../microsoft/clouds.ts'
import type { SignIn } from '../../microsoft/sign-in/sign-in.ts'
import { type Account, isLockedOut, type Session } from '../../model/account-state.ts'
import type { Log } from '../../model/log.ts'
import { ok, type Problem, unexpected } from '../../model/problems/problem.ts'
import type { Settings } from '../../model/settings.ts'
import type { Signal } from '../../model/signal.ts'
import type { AccountStore } from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { Deadlines } from '../../model/timing/deadline.ts'
import type { StoredTokens } from '../../storage/token-cache.ts'

/** How often it is looked for again, as behind a locked keyring. */
const RETRY_MS = 30_000
/** How long the keyring and the disk may take to find an account, to take another one or to forget it. */
export const LONGEST_DISK_MS = 30_000

/** After these what could not be had may be there: an open keyring, a network. */
const BRINGS_BACK: ReadonlySet<Signal> = new Set(['resume', 'unlock-screen', 'online'])

export interface StoredAccountParts {
  store: AccountStore
  clock: Pick<Clock, 'after'>
  deadlines: Deadlines
  signInFor: (registration: Registration) => SignIn
  tokens: Pick<StoredTokens, 'keptIn' | 'left' | 'subscribe'>
  log: Pick<Log, 'warn'>
  onFound: (account: Account, by: SignIn) => void
}

export interface StoredAccount {
  /**
   * Looks for it, without a question to anybody. Never rejects: an unexpected error is a problem of the session, from
   * which a person can sign in.
   */
  find(): Promise<void>
  /** Nobody is signed in, for `problem`. Where that may pass, the account is looked for again. */
  signedOut(problem: Problem | null): void
  /** The sign-in of the registration in use; null while there is none. */
  signIn(): SignIn | null
  /** The same, which is in use no more: what it is about to answer does not count. */
  leave(): SignIn | null
  cancelRetry(): void
  /** Looks where the tokens are, for the state. Never rejects. */
  updateTokensKeptIn(): Promise<void>
  signal(signal: Signal): void
  /** No timer outlives this. */
  stop(): void
}

export function createStoredAccount(parts: StoredAccountParts): StoredAccount {
  const { store, deadlines, tokens, log } = parts
  const { getState: state } = store
  let signIn: SignIn | null = null
  let cancelRetry = () => {}

  const setSession = (session: Session) => store.setState({ session })

  async function find() {
    cancelRetry()
    try {
      await look()
    } catch (error) {
      log.warn('The account could not be looked for', error)
      if (state().session.kind === 'starting') signedOut(unexpected(error))
    }
  }

  async function look() {
    const registration = registrationIn(state().settings)
    if (!registration.clientId) return setSession({ kind: 'not-set-up' })
    if (!clouds[registration.cloud].hasPresence)
      return signedOut({ kind: 'cloud-without-presence', next: 'person' })
    const by = parts.signInFor(registration)
    signIn = by
    const stored = await deadlines.within(LONGEST_DISK_MS, () => by.storedAccount())
    await updateTokensKeptIn()
    // Something else was chosen meanwhile: the demo, other settings, a sign-in past a locked keyring.
    if (signIn !== by || state().session.kind === 'signing-in') return
    if (!stored.ok) signedOut(stored.problem)
    else if (stored.value) parts.onFound(stored.value, by)
    else signedOut(null)
  }

  function signedOut(reason: Problem | null) {
    const problem = reason ?? tokensNotRemoved()
    setSession({ kind: 'signed-out', problem })
    if (problem && problem.next !== 'person') cancelRetry = parts.clock.after(RETRY_MS, () => void find())
  }

  /** A sign-out is not complete while files still hold the tokens. */
  function tokensNotRemoved(): Problem | null {
    const paths = [...tokens.left()]
    return paths.length > 0 ? { kind: 'tokens-not-removed', next: 'person', paths } : null
  }

  async function updateTokensKeptIn() {
    const kept = await deadlines.within(LONGEST_DISK_MS, async () => ok(await tokens.keptIn()))
    if (kept.ok) store.setState({ tokensKeptIn: kept.value })
    else log.warn('Where tokens are kept is not known', kept.problem)
  }

  /** The disk has done what it refused before. */
  async function tokensWritten() {
    await updateTokensKeptIn()
    const { session } = state()
    if (session.kind === 'signed-out' && session.problem?.kind === 'tokens-not-removed') signedOut(null)
  }
  const unsubscribe = tokens.subscribe(() => void tokensWritten())

  return {
    find,
    signedOut,
    signIn: () => signIn,
    leave() {
      cancelRetry()
      const left = signIn
      signIn = null
      return left
    },
    cancelRetry: () => cancelRetry(),
    updateTokensKeptIn,
    signal(signal) {
      if (mayPass(state().session) && BRINGS_BACK.has(signal)) void find()
    },
    stop() {
      cancelRetry()
      unsubscribe()
    },
  }
}

/** Signed out by what may pass, so that the account of the last run is looked for again. */
const mayPass = (session: Session): boolean =>
  isLockedOut(session) ||
  (session.kind === 'signed-out' && session.problem !== null && session.problem.next !== 'person')

/** The app registration that these settings name. */
export const registrationIn = ({ clientId, tenant, cloud }: Settings): Registration => ({
  clientId,
  tenant,
  cloud,
})
