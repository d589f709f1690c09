// The state as one account has it, and the state with its accounts made of that. No library here: the window imports this.
import type { AccountState } from './account-state.ts'
import type { AccountView, AppState } from './state.ts'

const views = new WeakMap<AppState, AccountView>()

/** The state of the program and of the account that is shown, in one value; the same one for the same state. */
export function viewOf(state: AppState): AccountView {
  const known = views.get(state)
  if (known) return known
  const { accounts, ...shared } = state
  const view = { ...shared, ...accounts[0] }
  views.set(state, view)
  return view
}

/** The state with its list of accounts; its view is this very value. */
export function stateOf(view: AccountView): AppState {
  const { session, signInProblem, following, features, ownStatus, colleagues, tokensKeptIn, ...shared } = view
  const account = { session, signInProblem, following, features, ownStatus, colleagues, tokensKeptIn }
  const state: AppState = { ...shared, accounts: [account satisfies AccountState] }
  views.set(state, view)
  return state
}
