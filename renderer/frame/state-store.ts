// The renderer's copy of the app state: read once, then updated by the `state` event.

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Tally } from '../../app/contract/contract.ts'
import { viewOf } from '../../app/model/account-view.ts'
import { windowAccountIn } from '../../app/model/accounts/shown-account.ts'
import type { AccountView } from '../../app/model/state.ts'

/** Null until the main process has answered. */
export type StateStore = StoreApi<AccountView | null>

export function createStateStore(tally: Tally): StateStore {
  const states = createStore<AccountView | null>(() => null)
  tally.on('state', (state) => states.setState(viewOf(state, windowAccountIn(state)), true))
  // A state from an event is newer than the answer.
  void tally
    .watch()
    .then((state) => states.setState((newer) => newer ?? viewOf(state, windowAccountIn(state)), true))
  return states
}
