// Converts the state to the view of one account, and back. No library here: the window imports this file.
import type { AccountState } from './account-state.ts'
import type { AccountView, AppState } from './state.ts'

/** Each state with its view, so that neither is created twice. */
const views = new WeakMap<AppState, AccountView>()
const states = new WeakMap<AccountView, AppState>()

/** The state of the program and of its first account as one value. Returns the same value for the same state. */
export function viewOf(state: AppState): AccountView {
  const known = views.get(state)
  if (known) return known
  const { accounts, ...shared } = state
  return pair(state, { ...shared, ...accounts[0] }).view
}

/** The state with its list of accounts. Returns the same value for the same view. */
export function stateOf(view: AccountView): AppState {
  const known = states.get(view)
  if (known) return known
  const { session, signInProblem, following, features, ownStatus, colleagues, tokensKeptIn, ...shared } = view
  const account = { session, signInProblem, following, features, ownStatus, colleagues, tokensKeptIn }
  return pair({ ...shared, accounts: [account satisfies AccountState] }, view).state
}

function pair(state: AppState, view: AccountView) {
  views.set(state, view)
  states.set(view, state)
  return { state, view }
}
