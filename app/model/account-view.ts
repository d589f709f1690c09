// Converts the state to the view of one account, and back. No library here: the window imports this file.
import type { AccountState } from './account-state.ts'
import type { AccountId } from './accounts/account-id.ts'
import { programSettings, settingsFor } from './accounts/account-settings.ts'
import type { AccountView, AppState } from './state.ts'

/** Each state with its views, so that none is created twice. */
const views = new WeakMap<AppState, Map<AccountId, AccountView>>()
const states = new WeakMap<AccountView, AppState>()

/**
 * The state of the program and of one of its accounts as one value, the same for the same state. Null if it has no such
 * account.
 */
export function findView(state: AppState, accountId: AccountId): AccountView | null {
  const known = views.get(state)?.get(accountId)
  if (known) return known
  const account = state.accounts.find((one) => one.accountId === accountId)
  return account ? createView(state, account) : null
}

function createView(state: AppState, account: AccountState): AccountView {
  const settings = settingsFor(state.settings, account.accountId, state.managed.fields)
  const view: AccountView = { ...state, settings, ...account }
  const known = views.get(state) ?? new Map<AccountId, AccountView>()
  views.set(state, known)
  known.set(account.accountId, view)
  states.set(view, state)
  return view
}

/** The same, or the view of the first account. */
export const viewOf = (state: AppState, accountId: AccountId): AccountView =>
  findView(state, accountId) ?? createView(state, state.accounts[0])

/** The state with the account of the view in its list. Returns the same value for the same view. */
export function stateOf(view: AccountView): AppState {
  const known = states.get(view)
  if (known) return known
  const { accountId, session, signInProblem, following, ...others } = view
  const { features, ownStatus, colleagues, historyProblem, tokensKeptIn, settings, accounts, ...shared } =
    others
  const presence = { session, signInProblem, following, features, ownStatus, colleagues }
  const own = { accountId, ...presence, historyProblem, tokensKeptIn }
  const put = (one: AccountState) => (one.accountId === accountId ? own : one)
  const [first, ...further] = accounts
  const state: AppState = {
    ...shared,
    settings: programSettings(settings),
    accounts: [put(first), ...further.map(put)],
  }
  // Not its view: the list in `view` may have an older entry of the account.
  states.set(view, state)
  return state
}
