// Reads the stored account at the start, and again after a transient problem.

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

/** The delay of a retry, such as for a locked keyring. */
const RETRY_MS = 30_000
/** The timeout of reading, switching or removing an account in the keyring and on the disk. */
export const DISK_TIMEOUT_MS = 30_000

/** After these signals the keyring may be unlocked or the network back. */
const RETRY_SIGNALS: ReadonlySet<Signal> = new Set(['resume', 'unlock-screen', 'online'])

export interface StoredAccountParts {
  store: AccountStore
  clock: Pick<Clock, 'after'>
  deadlines: Deadlines
  signInFor: (registration: Registration) => SignIn
  tokens: Pick<StoredTokens, 'keptIn' | 'left' | 'subscribe'>
  log: Pick<Log, 'warn'>
  onFound: (account: Account, by: SignIn) => void
  /** The user has chosen to show what this computer sees. */
  onThisComputer: () => void
}

export interface StoredAccount {
  /**
   * Reads the account without the browser, unless the user has chosen this computer. Never rejects: after an unexpected
   * error the user is signed out.
   */
  find(): Promise<void>
  /** The same, whatever the user has chosen. */
  findAccount(): Promise<void>
  /** For a check while signed out: `find`, unless a sign-in was refused, whose reason stays. */
  findAgain(): void
  /** Sets the session to signed out. After a transient problem the account is read again later. */
  signedOut(problem: Problem | null): void
  /** The sign-in of the current registration, or null. */
  signIn(): SignIn | null
  /** Returns the sign-in and stops using it: its pending answer is ignored. */
  release(): SignIn | null
  cancelRetry(): void
  /** Updates in the state where the tokens are stored. Never rejects. */
  updateTokensKeptIn(): Promise<void>
  signal(signal: Signal): void
  /** Cancels the retry. */
  stop(): void
}

export function createStoredAccount(parts: StoredAccountParts): StoredAccount {
  const { store, deadlines, tokens, log } = parts
  const { getState: state } = store
  let signIn: SignIn | null = null
  let cancelRetry = () => {}

  const setSession = (session: Session) => store.setState({ session })

  async function find() {
    if (!state().settings.thisComputer) return findAccount()
    cancelRetry()
    parts.onThisComputer()
  }

  async function findAccount() {
    cancelRetry()
    try {
      await readAccount()
    } catch (error) {
      log.warn('The stored account could not be read', error)
      if (state().session.kind === 'starting') signedOut(unexpected(error))
    }
  }

  async function readAccount() {
    const registration = registrationIn(state().settings)
    if (!registration.clientId) return setSession({ kind: 'not-set-up' })
    if (!clouds[registration.cloud].hasPresence)
      return signedOut({ kind: 'cloud-without-presence', next: 'person' })
    const by = parts.signInFor(registration)
    signIn = by
    const stored = await deadlines.within(DISK_TIMEOUT_MS, () => by.storedAccount())
    await updateTokensKeptIn()
    // The user has started the demo, changed the registration or started a sign-in meanwhile.
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

  /** After a sign-out, files that could not be deleted may still contain the tokens. */
  function tokensNotRemoved(): Problem | null {
    const paths = [...tokens.left()]
    return paths.length > 0 ? { kind: 'tokens-not-removed', next: 'person', paths } : null
  }

  async function updateTokensKeptIn() {
    const kept = await deadlines.within(DISK_TIMEOUT_MS, async () => ok(await tokens.keptIn()))
    if (kept.ok) store.setState({ tokensKeptIn: kept.value })
    else log.warn('Where the tokens are stored is not known', kept.problem)
  }

  /** The disk has accepted a write that it refused before. */
  async function tokensWritten() {
    await updateTokensKeptIn()
    if (areTokensLeft(state().session)) signedOut(null)
  }
  const unsubscribe = tokens.subscribe(() => void tokensWritten())

  return {
    find,
    findAccount,
    findAgain() {
      const { session } = state()
      if (isTransientlySignedOut(session) || areTokensLeft(session)) void find()
    },
    signedOut,
    signIn: () => signIn,
    release() {
      cancelRetry()
      const released = signIn
      signIn = null
      return released
    },
    cancelRetry: () => cancelRetry(),
    updateTokensKeptIn,
    signal(signal) {
      if (isTransientlySignedOut(state().session) && RETRY_SIGNALS.has(signal)) void find()
    },
    stop() {
      cancelRetry()
      unsubscribe()
    },
  }
}

/** Signed out by a transient problem. */
const isTransientlySignedOut = (session: Session) =>
  isLockedOut(session) ||
  (session.kind === 'signed-out' && session.problem !== null && session.problem.next !== 'person')

/** The tokens of a sign-out are still on the disk. */
const areTokensLeft = (session: Session): boolean =>
  session.kind === 'signed-out' && session.problem?.kind === 'tokens-not-removed'

/** The app registration in the settings. */
export const registrationIn = ({ clientId, tenant, cloud }: Settings): Registration => ({
  clientId,
  tenant,
  cloud,
})
