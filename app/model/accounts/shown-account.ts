// Which account the outputs show, and which one the window. Pure. No library here: the window imports this file.
import type { AccountState } from '../account-state.ts'
import { lightOf, type Shape } from '../light.ts'
import type { AppState } from '../state.ts'
import type { AccountId } from './account-id.ts'

/** The lights by urgency: what a person must act on, then what others must not disturb, and last what says nothing. */
export const urgencyOrder = [
  'attention',
  'presenting',
  'do-not-disturb',
  'in-a-call',
  'busy',
  'available',
  'be-right-back',
  'away',
  'out-of-office',
  'offline',
  'unknown',
  'paused',
  'signed-out',
] as const satisfies readonly Shape[]

type Accounts = Pick<AppState, 'accounts' | 'pausedUntil'>

/** The account whose light is the most urgent; of several, the first. */
export function mostUrgent(state: Accounts): AccountId {
  const [first, ...others] = accountsInUse(state)
  const rank = (account: AccountState) => urgencyOf(account, state.pausedUntil)
  return others.reduce((most, account) => (rank(account) < rank(most) ? account : most), first).accountId
}

/** 0 for the most urgent one. A made-up light comes after all others. */
function urgencyOf(account: AccountState, pausedUntil: number | null): number {
  if (account.session.kind === 'demo') return urgencyOrder.length
  return urgencyOrder.indexOf(lightOf({ ...account, pausedUntil }).shape)
}

/** Without the first account while nobody is signed in to it and there are others. */
export function accountsInUse({
  accounts,
}: Pick<AppState, 'accounts'>): readonly [AccountState, ...AccountState[]] {
  const [first, second, ...others] = accounts
  return second && isVacant(first) ? [second, ...others] : accounts
}

/** Nobody is signed in to it, and there is nothing to say about it. */
export const isVacant = ({ session }: Pick<AccountState, 'session'>): boolean =>
  session.kind === 'not-set-up' || (session.kind === 'signed-out' && session.problem === null)

const shown = new WeakMap<AppState, AccountId>()

/** The account whose light the outputs show: the chosen one, or the most urgent. */
export function shownAccountIn(state: AppState): AccountId {
  if (state.accounts.length === 1) return state.accounts[0].accountId
  const known = shown.get(state)
  if (known) return known
  const { shownAccount } = state.settings
  const chosen = state.accounts.find(({ accountId }) => accountId === shownAccount)
  const accountId = chosen?.accountId ?? mostUrgent(state)
  shown.set(state, accountId)
  return accountId
}

/** The account that the window shows when it is opened: one that a user is signing in to in the browser, or the shown one. */
export function openedAccountIn(state: AppState): AccountId {
  const asked = state.accounts.find(({ session }) => inBrowser.has(session.kind))
  return asked?.accountId ?? shownAccountIn(state)
}
const inBrowser: ReadonlySet<AccountState['session']['kind']> = new Set(['signing-in', 'other-account'])

/** The account that the window shows. */
export function windowAccountIn(state: AppState): AccountId {
  const { accounts, windowAccount } = state
  return accounts.find(({ accountId }) => accountId === windowAccount)?.accountId ?? shownAccountIn(state)
}
